//! Calls as the REST API shows them.

use rusqlite::{OptionalExtension, Row, params};

use super::super::store::Store;

/// A call in any direction. Times are seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CallResource {
    pub(crate) sid: String,
    pub(crate) account_sid: String,
    pub(crate) parent_call_sid: Option<String>,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) phone_number_sid: Option<String>,
    pub(crate) status: String,
    pub(crate) direction: String,
    pub(crate) start_time: Option<i64>,
    pub(crate) end_time: Option<i64>,
    /// Seconds.
    pub(crate) duration: Option<i64>,
    pub(crate) answered_by: Option<String>,
    pub(crate) forwarded_from: Option<String>,
    pub(crate) caller_name: Option<String>,
    pub(crate) created: i64,
    pub(crate) updated: i64,
}

pub(crate) const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS calls (
  sid TEXT PRIMARY KEY, account_sid TEXT NOT NULL, parent_call_sid TEXT, sender TEXT NOT NULL,
  recipient TEXT NOT NULL, phone_number_sid TEXT, status TEXT NOT NULL, direction TEXT NOT NULL,
  start_time INTEGER, end_time INTEGER, duration INTEGER, answered_by TEXT, forwarded_from TEXT,
  caller_name TEXT, created INTEGER NOT NULL, updated INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS calls_by_account ON calls (account_sid, created);
";

/// What goes on ends with the process that plays it.
pub(crate) const END_OF_INTERRUPTED: &str = "
UPDATE calls SET status = 'failed', end_time = updated
  WHERE status IN ('queued', 'initiated', 'ringing', 'in-progress');
";

const PUT: &str = "
INSERT INTO calls (sid, account_sid, parent_call_sid, sender, recipient,
  phone_number_sid, status, direction, start_time, end_time, duration, answered_by,
  forwarded_from, caller_name, created, updated)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (sid) DO UPDATE SET status = excluded.status, start_time = excluded.start_time,
  end_time = excluded.end_time, duration = excluded.duration, answered_by = excluded.answered_by,
  updated = excluded.updated";

impl Store {
    /// Writes a call as it stands now.
    pub(super) fn call_put(&self, call: &CallResource) -> rusqlite::Result<()> {
        let values = params![
            call.sid,
            call.account_sid,
            call.parent_call_sid,
            call.from,
            call.to,
            call.phone_number_sid,
            call.status,
            call.direction,
            call.start_time,
            call.end_time,
            call.duration,
            call.answered_by,
            call.forwarded_from,
            call.caller_name,
            call.created,
            call.updated,
        ];
        self.lock().execute(PUT, values).map(drop)
    }

    /// The account's call, if there is one.
    pub(crate) fn call(
        &self,
        account_sid: &str,
        sid: &str,
    ) -> rusqlite::Result<Option<CallResource>> {
        let query = "SELECT * FROM calls WHERE account_sid = ? AND sid = ?";
        self.lock().query_row(query, [account_sid, sid], from_row).optional()
    }

    /// The account's calls, the latest first.
    pub(crate) fn calls(&self, account_sid: &str) -> rusqlite::Result<Vec<CallResource>> {
        let connection = self.lock();
        let mut query = connection.prepare(
            "SELECT * FROM calls WHERE account_sid = ? ORDER BY created DESC, rowid DESC",
        )?;
        query.query_map([account_sid], from_row)?.collect()
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<CallResource> {
    Ok(CallResource {
        sid: row.get("sid")?,
        account_sid: row.get("account_sid")?,
        parent_call_sid: row.get("parent_call_sid")?,
        from: row.get("sender")?,
        to: row.get("recipient")?,
        phone_number_sid: row.get("phone_number_sid")?,
        status: row.get("status")?,
        direction: row.get("direction")?,
        start_time: row.get("start_time")?,
        end_time: row.get("end_time")?,
        duration: row.get("duration")?,
        answered_by: row.get("answered_by")?,
        forwarded_from: row.get("forwarded_from")?,
        caller_name: row.get("caller_name")?,
        created: row.get("created")?,
        updated: row.get("updated")?,
    })
}
