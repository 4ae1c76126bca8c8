//! The streams of tables: what was changed, in order.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Context as _;
use dynoxide::Database;
use dynoxide::actions::get_records::GetRecordsRequest;
use dynoxide::actions::get_shard_iterator::encode_shard_iterator;
use dynoxide::streams::shard_id;
use rusqlite::Connection;
use serde_json::Value;
use tokio::sync::Notify;

use crate::place::{ACCOUNT, REGION, STREAM};

/// What dynoxide adds to a change's number when it shows it.
const OFFSET: u128 = 100_000_000_000_000_000_000;
/// Without it each write looks through all earlier changes for the last number.
const INDEX: &str = "CREATE INDEX IF NOT EXISTS _changes \
     ON _stream_records (table_name, CAST(sequence_number AS INTEGER))";

/// What has changed in tables with a stream.
#[derive(Clone)]
pub struct Streams {
    database: Database,
    changed: Arc<Notify>,
}

impl std::fmt::Debug for Streams {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Streams")
    }
}

/// Where a reader of a stream stands: the number of the last change that it has had.
pub type Position = i64;

impl Streams {
    pub(super) fn of(database: Database) -> Self {
        Self { database, changed: Arc::new(Notify::new()) }
    }

    /// A database in memory has a name, so that it can be indexed.
    pub(super) fn memory() -> anyhow::Result<(Database, Connection)> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        Self::open(&format!("file:sandbox-{number}?mode=memory&cache=shared"))
    }

    pub(super) fn file(file: &Path) -> anyhow::Result<(Database, Connection)> {
        Self::open(file.to_str().context("data path is not UTF-8")?)
    }

    /// The database, and a connection that may only be used before the database is.
    fn open(name: &str) -> anyhow::Result<(Database, Connection)> {
        let database = Database::new(name)?;
        let connection = Connection::open(name)?;
        connection.execute_batch(INDEX)?;
        Ok((database, connection))
    }

    /// Something has changed.
    pub(super) fn note(&self) {
        self.changed.notify_waiters();
    }

    /// Done when something has changed after this call, in any table. Call it before
    /// [`Streams::after`] and await it when that is empty, and no change is missed.
    pub fn changed(&self) -> impl Future<Output = ()> + Send + 'static {
        Arc::clone(&self.changed).notified_owned()
    }

    /// The changes of a table after this one, as Lambda gets them, at most so many.
    pub fn after(
        &self,
        table: &str,
        position: Position,
        limit: usize,
    ) -> anyhow::Result<Vec<Value>> {
        let shard_iterator = encode_shard_iterator(table, &shard_id(table), position);
        let request = GetRecordsRequest { shard_iterator, limit: Some(limit) };
        let found = serde_json::to_value(self.database.get_records(request)?.records)?;
        let Value::Array(mut records) = found else { return Ok(Vec::new()) };
        for record in &mut records {
            record["awsRegion"] = REGION.into();
            record["eventSourceARN"] = arn(table).into();
        }
        Ok(records)
    }

    /// The position of a change, from its `SequenceNumber`.
    pub fn position(sequence_number: &str) -> Option<Position> {
        let number: u128 = sequence_number.parse().ok()?;
        Position::try_from(number.checked_sub(OFFSET)?).ok()
    }
}

fn arn(table: &str) -> String {
    format!("arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{table}/stream/{STREAM}")
}
