//! Messages that leave a queue other than by being received: dead letters that go back, purges.

use rusqlite::{Transaction, params};

use super::journal::{Journal, ids, now_ms};
use super::message::new_id;
use crate::aws::Refusal;

impl Journal {
    /// Makes dead letters new messages of the queues that they came from.
    pub(super) fn unbury(&self, dead: &str) -> Result<usize, Refusal> {
        self.transact(|transaction| {
            let ids = ids(
                transaction,
                "SELECT id FROM message WHERE queue = ?1 AND source IS NOT NULL ORDER BY seq",
                params![dead],
            )?;
            revive(transaction, &ids, None)?;
            Ok(ids.len())
        })
    }

    /// The same with those that nobody has received, to another queue if one is given. How many were
    /// moved, and how many stay because nothing says where they came from.
    pub(super) fn move_letters(
        &self,
        dead: &str,
        to: Option<&str>,
    ) -> Result<(usize, usize), Refusal> {
        self.transact(|transaction| {
            let all = ids(
                transaction,
                "SELECT id FROM message WHERE queue = ?1 AND visible_at <= ?2 ORDER BY seq",
                params![dead, now_ms()],
            )?;
            let moved = revive(transaction, &all, to)?;
            Ok((moved, all.len() - moved))
        })
    }

    pub(super) fn purge(&self, queue: &str) -> Result<usize, Refusal> {
        self.execute("DELETE FROM message WHERE queue = ?1", params![queue])
    }
}

/// Puts dead letters into a queue as new messages; those of no known source only if one is given.
fn revive(
    transaction: &Transaction<'_>,
    ids: &[String],
    to: Option<&str>,
) -> rusqlite::Result<usize> {
    let mut revive = transaction.prepare_cached(
        "UPDATE message SET queue = coalesce(?4, source), source = NULL, id = ?2, sent_at = ?3,
             visible_at = ?3, receive = NULL, receive_count = 0, first_received_at = NULL, held = 0
         WHERE id = ?1 AND coalesce(?4, source) IS NOT NULL",
    )?;
    let mut revived = 0;
    for id in ids {
        revived += revive.execute(params![id, new_id(), now_ms(), to])?;
    }
    Ok(revived)
}
