//! Calls as the REST API shows them.

use serde::{Deserialize, Serialize};

use super::super::rows;
use super::super::store::Store;

/// A call in any direction. Times are seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CallResource {
    pub(crate) sid: String,
    pub(crate) account_sid: String,
    pub(crate) parent_call_sid: Option<String>,
    #[serde(rename = "sender")]
    pub(crate) from: String,
    #[serde(rename = "recipient")]
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

/// What of a call can change.
const ON_CONFLICT: &str = "
ON CONFLICT (sid) DO UPDATE SET status = excluded.status, start_time = excluded.start_time,
  end_time = excluded.end_time, duration = excluded.duration, answered_by = excluded.answered_by,
  updated = excluded.updated";

impl Store {
    /// Writes a call as it stands now.
    pub(super) fn call_put(&self, call: &CallResource) -> rusqlite::Result<()> {
        rows::insert(&self.lock(), ("calls", ON_CONFLICT), call)
    }

    /// The account's call, if there is one.
    pub(crate) fn call(
        &self,
        account_sid: &str,
        sid: &str,
    ) -> rusqlite::Result<Option<CallResource>> {
        rows::of_account(&self.lock(), "calls", (account_sid, sid))
    }

    /// The account's calls, the latest first.
    pub(crate) fn calls(&self, account_sid: &str) -> rusqlite::Result<Vec<CallResource>> {
        rows::all_of_account(&self.lock(), "calls", account_sid)
    }
}
