//! Recordings as the REST API shows them and requests tell of them.

use serde::{Deserialize, Serialize};

use super::super::rows;
use super::super::store::Store;

/// A recording of a call or a conference. Times are seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Recording {
    pub(crate) sid: String,
    pub(crate) account_sid: String,
    pub(crate) call_sid: Option<String>,
    pub(crate) conference_sid: Option<String>,
    /// `in-progress`, `processing`, `completed`, `absent` or `failed`.
    pub(crate) status: String,
    pub(crate) channels: u8,
    pub(crate) source: String,
    /// Seconds.
    pub(crate) duration: Option<i64>,
    pub(crate) start_time: i64,
    pub(crate) error_code: Option<u32>,
    /// How many more fetches of the file are answered 404.
    pub(crate) not_found_left: u32,
    pub(crate) created: i64,
    pub(crate) updated: i64,
}

/// A finished recording, as requests about the call tell of it.
#[derive(Clone)]
pub(super) struct Taped {
    pub(super) sid: String,
    /// Without an extension.
    pub(super) url: String,
    /// Seconds.
    pub(super) duration: i64,
}

pub(crate) const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS recordings (
  sid TEXT PRIMARY KEY, account_sid TEXT NOT NULL, call_sid TEXT, conference_sid TEXT,
  status TEXT NOT NULL, channels INTEGER NOT NULL, source TEXT NOT NULL, duration INTEGER,
  start_time INTEGER NOT NULL, error_code INTEGER, not_found_left INTEGER NOT NULL,
  created INTEGER NOT NULL, updated INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS recordings_by_account ON recordings (account_sid, created);
";

/// What goes on ends with the process that plays it.
pub(crate) const END_OF_INTERRUPTED: &str = "
UPDATE recordings SET status = 'absent' WHERE status IN ('in-progress', 'processing');
";

/// What of a recording can change.
const ON_CONFLICT: &str = "
ON CONFLICT (sid) DO UPDATE SET status = excluded.status, duration = excluded.duration,
  error_code = excluded.error_code, updated = excluded.updated";

impl Store {
    /// Writes a recording as it stands now.
    pub(super) fn recording_put(&self, recording: &Recording) -> rusqlite::Result<()> {
        rows::insert(&self.lock(), ("recordings", ON_CONFLICT), recording)
    }

    /// The account's recording, if there is one.
    pub(crate) fn recording(
        &self,
        account_sid: &str,
        sid: &str,
    ) -> rusqlite::Result<Option<Recording>> {
        rows::of_account(&self.lock(), "recordings", (account_sid, sid))
    }

    /// The account's recordings, the latest first.
    pub(crate) fn recordings(&self, account_sid: &str) -> rusqlite::Result<Vec<Recording>> {
        rows::all_of_account(&self.lock(), "recordings", account_sid)
    }

    /// Deletes a recording and its file. Returns whether it was there.
    pub(crate) fn recording_delete(&self, account_sid: &str, sid: &str) -> rusqlite::Result<bool> {
        let query = "DELETE FROM recordings WHERE account_sid = ? AND sid = ?";
        Ok(self.lock().execute(query, [account_sid, sid])? == 1)
    }

    /// Counts a fetch of the file. Returns whether it is to be answered 404 all the same.
    pub(crate) fn recording_is_still_missing(&self, sid: &str) -> rusqlite::Result<bool> {
        let query = "UPDATE recordings SET not_found_left = not_found_left - 1
                     WHERE sid = ? AND not_found_left > 0";
        Ok(self.lock().execute(query, [sid])? == 1)
    }
}
