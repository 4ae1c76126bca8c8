//! The state on disk: one database, and a folder of media files beside it.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Context;
use rusqlite::Connection;
use tempfile::TempDir;

use super::clock::Clock;
use super::private;

/// The database and the media folder.
pub(super) struct Store {
    connection: Mutex<Connection>,
    media: PathBuf,
    clock: Clock,
    /// Keeps the folder of a store without a data directory until the store goes.
    _temporary: Option<TempDir>,
}

impl Store {
    /// Opens `{data}/twilio.db` and `{data}/twilio-media/`, or a store that ends with the process,
    /// with whatever tables it has.
    pub(super) fn connect(data: Option<&Path>) -> anyhow::Result<Self> {
        let (connection, media, temporary) = match data {
            Some(data) => (open_file(data)?, data.join("twilio-media"), None),
            None => {
                let dir = tempfile::tempdir().context("a temporary folder for media")?;
                (Connection::open_in_memory()?, dir.path().to_owned(), Some(dir))
            }
        };
        private::dir(&media).with_context(|| format!("creating {}", media.display()))?;
        let (connection, clock) = (Mutex::new(connection), Clock::System);
        Ok(Self { connection, media, clock, _temporary: temporary })
    }

    /// The same, with the times of all that is written from another clock than the system's.
    pub(super) fn with_clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// That clock.
    pub(super) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Seconds since 1970, by that clock.
    pub(super) fn now(&self) -> i64 {
        self.clock.seconds()
    }

    /// The connection, for statements that are short.
    pub(super) fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The file of a medium's bytes.
    pub(super) fn media_file(&self, sid: &str) -> PathBuf {
        self.media.join(sid)
    }
}

fn open_file(data: &Path) -> anyhow::Result<Connection> {
    private::dir(data).with_context(|| format!("creating {}", data.display()))?;
    let path = data.join("twilio.db");
    // SQLite gives its other files the same mode.
    private::file(&path).with_context(|| format!("opening {}", path.display()))?;
    let connection =
        Connection::open(&path).with_context(|| format!("opening {}", path.display()))?;
    connection.busy_timeout(Duration::from_secs(5))?;
    // A committed write is in the log before it is acknowledged, so a killed process loses none.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    Ok(connection)
}
