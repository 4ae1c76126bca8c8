//! Messages under way, on disk: a restart goes on with them.

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::super::messages::{self, Message};
use super::super::store::Store;

pub(crate) const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS outgoing (
  sid TEXT PRIMARY KEY, status_callback TEXT, media_urls TEXT NOT NULL, send_at INTEGER,
  untold TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS phones (
  number TEXT PRIMARY KEY, outcome TEXT NOT NULL, error_code INTEGER);
";

/// What a message under way needs beside its record.
pub(crate) struct Job {
    pub(crate) sid: String,
    pub(super) status_callback: Option<String>,
    pub(super) media_urls: Vec<String>,
    /// Not to be sent before; seconds since 1970.
    pub(crate) send_at: Option<i64>,
    /// Statuses that the callback has not been told of, in order.
    pub(super) untold: Vec<String>,
}

/// A status that takes the place of another.
pub(super) struct Change<'a> {
    pub(super) from: &'a str,
    pub(super) to: &'a str,
    pub(super) error_code: Option<u32>,
}

const STEP: &str = "
UPDATE messages SET status = ?2, error_code = ?3, updated = ?4,
  sent = CASE WHEN ?2 = 'sent' THEN ?4 ELSE sent END
WHERE sid = ?1 AND status = ?5";

impl Store {
    /// Writes a new message that is to be sent.
    pub(crate) fn outgoing_add(&self, message: &Message, job: &Job) -> anyhow::Result<()> {
        let (urls, untold) = (json(&job.media_urls)?, json(&job.untold)?);
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        messages::insert(&transaction, message)?;
        let row = "INSERT INTO outgoing (sid, status_callback, media_urls, send_at, untold)
                   VALUES (?, ?, ?, ?, ?)";
        transaction
            .execute(row, params![job.sid, job.status_callback, urls, job.send_at, untold])?;
        Ok(transaction.commit()?)
    }

    /// What is under way of a message; `None` once it is over.
    pub(crate) fn outgoing(&self, sid: &str) -> rusqlite::Result<Option<Job>> {
        let query = "SELECT * FROM outgoing WHERE sid = ?";
        self.lock().query_row(query, [sid], from_row).optional()
    }

    /// All that is under way, in the order it came.
    pub(super) fn outgoing_all(&self) -> rusqlite::Result<Vec<Job>> {
        let connection = self.lock();
        let mut query = connection.prepare("SELECT * FROM outgoing ORDER BY rowid")?;
        query.query_map([], from_row)?.collect()
    }

    /// Gives a message its next status, unless it has another one than expected by now.
    pub(super) fn outgoing_step(&self, sid: &str, change: &Change<'_>) -> anyhow::Result<bool> {
        let now = self.now();
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        let values = params![sid, change.to, change.error_code, now, change.from];
        let is_changed = transaction.execute(STEP, values)? == 1;
        if is_changed {
            let row = "SELECT * FROM outgoing WHERE sid = ?";
            let mut untold = transaction.query_row(row, [sid], from_row)?.untold;
            untold.push(change.to.to_owned());
            set_untold(&transaction, sid, &untold)?;
        }
        transaction.commit()?;
        Ok(is_changed)
    }

    /// Takes the first status off those that the callback has not been told of.
    pub(super) fn outgoing_told(&self, sid: &str) -> anyhow::Result<()> {
        let Some(job) = self.outgoing(sid)? else { return Ok(()) };
        set_untold(&self.lock(), sid, job.untold.get(1..).unwrap_or_default())
    }

    /// Nothing more will happen to the message.
    pub(super) fn outgoing_over(&self, sid: &str) -> rusqlite::Result<()> {
        self.lock().execute("DELETE FROM outgoing WHERE sid = ?", [sid]).map(drop)
    }

    /// Cancels a message that has not been sent; `false` if it is too late.
    pub(crate) fn outgoing_cancel(&self, sid: &str) -> anyhow::Result<bool> {
        for from in ["scheduled", "accepted", "queued"] {
            if self.outgoing_step(sid, &Change { from, to: "canceled", error_code: None })? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn set_untold(connection: &Connection, sid: &str, untold: &[String]) -> anyhow::Result<()> {
    let query = "UPDATE outgoing SET untold = ? WHERE sid = ?";
    connection.execute(query, [&json(untold)?, sid])?;
    Ok(())
}

fn json(items: &[String]) -> serde_json::Result<String> {
    serde_json::to_string(items)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Job> {
    let list = |column: &str| {
        let text: String = row.get(column)?;
        serde_json::from_str(&text)
            .map_err(|e| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, e.into()))
    };
    Ok(Job {
        sid: row.get("sid")?,
        status_callback: row.get("status_callback")?,
        media_urls: list("media_urls")?,
        send_at: row.get("send_at")?,
        untold: list("untold")?,
    })
}
