//! The messages of all queues in one `SQLite` table.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, Row, Transaction, TransactionBehavior, params};
use twilio_simulator::private;

use super::message::{Message, Received, State, md5_hex, new_id};
use super::receipt::Receipt;
use crate::aws::Refusal;

/// WAL with `NORMAL` keeps every commit when the process is killed, without a sync for each.
const SETUP: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS message (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        queue TEXT NOT NULL,
        body TEXT NOT NULL,
        sent_at INTEGER NOT NULL,
        visible_at INTEGER NOT NULL,
        receive TEXT,
        receive_count INTEGER NOT NULL DEFAULT 0,
        first_received_at INTEGER,
        source TEXT,
        held INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX IF NOT EXISTS message_by_queue ON message (queue, visible_at);
    CREATE INDEX IF NOT EXISTS message_by_due ON message (visible_at);
    CREATE INDEX IF NOT EXISTS message_by_count ON message (queue, receive_count) WHERE receive_count > 0;
";

/// Journals that are older than the column have messages that nobody holds.
const HAS_HELD: &str = "SELECT count(*) FROM pragma_table_info('message') WHERE name = 'held'";
const ADD_HELD: &str = "ALTER TABLE message ADD COLUMN held INTEGER NOT NULL DEFAULT 0";

/// Who receives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Consumer {
    /// Part of this process: it ends with it, and then holds nothing any more.
    Here,
    /// Anybody else, who may go on when this process has ended.
    Elsewhere,
}

#[derive(Debug)]
pub(super) struct Journal {
    connection: Mutex<Connection>,
}

pub(super) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, millis)
}

pub(super) fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX / 2)
}

impl Journal {
    pub(super) fn open(file: Option<PathBuf>) -> anyhow::Result<Self> {
        let connection = match file {
            Some(file) => {
                private::file(&file)?;
                Connection::open(file)?
            }
            None => Connection::open_in_memory()?,
        };
        connection.busy_timeout(Duration::from_secs(5))?;
        connection.execute_batch(SETUP)?;
        if connection.query_row(HAS_HELD, [], |row| row.get::<_, i64>(0))? == 0 {
            connection.execute_batch(ADD_HELD)?;
        }
        Ok(Self { connection: Mutex::new(connection) })
    }

    pub(super) fn insert(
        &self,
        queue: &str,
        id: &str,
        body: &str,
        visible_at: i64,
    ) -> Result<(), Refusal> {
        let sql = "INSERT INTO message (queue, id, body, visible_at, sent_at)
                   VALUES (?1, ?2, ?3, ?4, ?5)";
        self.execute(sql, params![queue, id, body, visible_at, now_ms()])?;
        Ok(())
    }

    /// Moves what can be received but was received `count` times to the queue `dead`. By an index of what was received
    /// before, or each receive would look through all that waits.
    pub(super) fn bury(&self, queue: &str, dead: &str, count: u32) -> Result<usize, Refusal> {
        let sql = "UPDATE message INDEXED BY message_by_count SET queue = ?2, source = ?1, receive = NULL, held = 0
                   WHERE queue = ?1 AND receive_count > 0 AND receive_count >= ?3 AND visible_at <= ?4";
        self.execute(sql, params![queue, dead, count, now_ms()])
    }

    /// Hands out up to `max` visible messages, in the order in which they became visible, and hides them for `hidden` ms.
    pub(super) fn take(
        &self,
        queue: &str,
        max: usize,
        (hidden, consumer): (i64, Consumer),
    ) -> Result<Vec<Received>, Refusal> {
        self.transact(|transaction| {
            let now = now_ms();
            let ids = visible(transaction, queue, max, now)?;
            let take = |id: String| take_one(transaction, (queue, &id), (now, hidden), consumer);
            ids.into_iter().map(take).collect()
        })
    }

    pub(super) fn delete(&self, receipt: &Receipt) -> Result<(), Refusal> {
        let sql = "DELETE FROM message WHERE queue = ?1 AND id = ?2 AND receive = ?3";
        self.execute(sql, params![receipt.queue, receipt.message_id, receipt.receive])?;
        Ok(())
    }

    /// Hides a message for `hidden` ms from now; says whether it was in flight.
    pub(super) fn hide(&self, receipt: &Receipt, hidden: i64) -> Result<bool, Refusal> {
        let sql = "UPDATE message SET visible_at = ?4 + ?5, held = 0
                   WHERE queue = ?1 AND id = ?2 AND receive = ?3 AND visible_at > ?4";
        let (queue, id, receive) = (&receipt.queue, &receipt.message_id, &receipt.receive);
        let changed = self.execute(sql, params![queue, id, receive, now_ms(), hidden])?;
        Ok(changed > 0)
    }

    /// Notes that a consumer here has ended and keeps nothing of the message; that stays hidden.
    pub(super) fn release(&self, receipt: &Receipt) -> Result<(), Refusal> {
        let sql = "UPDATE message SET held = 0 WHERE queue = ?1 AND id = ?2 AND receive = ?3";
        self.execute(sql, params![receipt.queue, receipt.message_id, receipt.receive])?;
        Ok(())
    }

    /// Makes what consumers here hold as if it had not been received.
    pub(super) fn give_back(&self, queue: &str) -> Result<usize, Refusal> {
        let sql = "UPDATE message SET visible_at = min(visible_at, ?2), receive = NULL, held = 0,
                       receive_count = receive_count - 1,
                       first_received_at = iif(receive_count > 1, first_received_at, NULL)
                   WHERE queue = ?1 AND held = 1";
        self.execute(sql, params![queue, now_ms()])
    }

    pub(super) fn show(&self, queue: &str) -> Result<usize, Refusal> {
        let sql = "UPDATE message SET visible_at = ?2 WHERE queue = ?1 AND visible_at > ?2";
        self.execute(sql, params![queue, now_ms()])
    }

    pub(super) fn all(&self, queue: &str) -> Result<Vec<Message>, Refusal> {
        self.transact(|transaction| {
            let mut all = transaction.prepare_cached(
                "SELECT id, body, receive_count, sent_at, visible_at, receive
                 FROM message WHERE queue = ?1 ORDER BY seq",
            )?;
            let now = now_ms();
            all.query_map([queue], |row| message(row, now))?.collect()
        })
    }

    pub(super) fn next_due(&self) -> Result<Option<Duration>, Refusal> {
        self.transact(|transaction| {
            let now = now_ms();
            let due: Option<i64> = transaction.query_row(
                "SELECT min(visible_at) FROM message WHERE visible_at > ?1",
                [now],
                |row| row.get(0),
            )?;
            let left = due.and_then(|due| u64::try_from(due - now).ok());
            Ok(left.map(Duration::from_millis))
        })
    }

    pub(super) fn execute(
        &self,
        sql: &str,
        values: impl rusqlite::Params,
    ) -> Result<usize, Refusal> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(sql).map_err(Refusal::internal)?;
        statement.execute(values).map_err(Refusal::internal)
    }

    pub(super) fn transact<T>(
        &self,
        act: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, Refusal> {
        let mut connection = self.connection();
        connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .and_then(|transaction| {
                let done = act(&transaction)?;
                transaction.commit()?;
                Ok(done)
            })
            .map_err(Refusal::internal)
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn visible(
    transaction: &Transaction<'_>,
    queue: &str,
    max: usize,
    now: i64,
) -> rusqlite::Result<Vec<String>> {
    let limit = i64::try_from(max).unwrap_or(i64::MAX);
    ids(
        transaction,
        "SELECT id FROM message WHERE queue = ?1 AND visible_at <= ?2 ORDER BY visible_at, seq LIMIT ?3",
        params![queue, now, limit],
    )
}

pub(super) fn ids(
    transaction: &Transaction<'_>,
    sql: &str,
    values: impl rusqlite::Params,
) -> rusqlite::Result<Vec<String>> {
    transaction.prepare_cached(sql)?.query_map(values, |row| row.get(0))?.collect()
}

fn take_one(
    transaction: &Transaction<'_>,
    (queue, id): (&str, &str),
    (now, hidden): (i64, i64),
    consumer: Consumer,
) -> rusqlite::Result<Received> {
    let receipt = Receipt { queue: queue.to_owned(), message_id: id.to_owned(), receive: new_id() };
    let mut take = transaction.prepare_cached(
        "UPDATE message SET visible_at = ?3 + ?4, receive = ?2, receive_count = receive_count + 1, held = ?5,
             first_received_at = coalesce(first_received_at, ?3)
         WHERE id = ?1
         RETURNING body, receive_count, sent_at, first_received_at, source",
    )?;
    let held = consumer == Consumer::Here;
    take.query_row(params![id, receipt.receive, now, hidden, held], |row| {
        let body: String = row.get(0)?;
        Ok(Received {
            message_id: id.to_owned(),
            receipt_handle: receipt.handle(),
            md5: md5_hex(&body),
            body,
            receive_count: row.get(1)?,
            sent_at_ms: row.get(2)?,
            first_received_at_ms: row.get(3)?,
            dead_letter_source: row.get(4)?,
        })
    })
}

fn message(row: &Row<'_>, now: i64) -> rusqlite::Result<Message> {
    let visible_at_ms = row.get(4)?;
    let receive: Option<String> = row.get(5)?;
    let state = match receive {
        _ if visible_at_ms <= now => State::Visible,
        Some(_) => State::InFlight,
        None => State::Delayed,
    };
    Ok(Message {
        message_id: row.get(0)?,
        body: row.get(1)?,
        receive_count: row.get(2)?,
        sent_at_ms: row.get(3)?,
        visible_at_ms,
        state,
    })
}

#[cfg(test)]
mod tests;
