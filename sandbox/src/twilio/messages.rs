//! Messages as the REST API shows them.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::store::Store;

/// A message in either direction.
#[derive(Debug, Clone)]
pub(super) struct Message {
    pub(super) sid: String,
    pub(super) account_sid: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) body: String,
    /// `inbound`, `outbound-api` or `outbound-reply`.
    pub(super) direction: String,
    pub(super) status: String,
    pub(super) num_segments: u32,
    pub(super) num_media: u32,
    pub(super) error_code: Option<u32>,
    pub(super) messaging_service_sid: Option<String>,
    /// Seconds since 1970.
    pub(super) created: i64,
    /// Seconds since 1970.
    pub(super) updated: i64,
}

const INSERT: &str = "
INSERT INTO messages (sid, account_sid, sender, recipient, body, direction, status, num_segments,
  num_media, error_code, messaging_service_sid, created, updated)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sid) DO NOTHING";

/// Writes a message, unless its SID is there already.
pub(super) fn insert(connection: &Connection, message: &Message) -> rusqlite::Result<()> {
    let values = params![
        message.sid,
        message.account_sid,
        message.from,
        message.to,
        message.body,
        message.direction,
        message.status,
        message.num_segments,
        message.num_media,
        message.error_code,
        message.messaging_service_sid,
        message.created,
        message.updated
    ];
    connection.execute(INSERT, values).map(drop)
}

impl Store {
    /// The account's message, if there is one.
    pub(super) fn message(
        &self,
        account_sid: &str,
        sid: &str,
    ) -> rusqlite::Result<Option<Message>> {
        let query = "SELECT * FROM messages WHERE account_sid = ? AND sid = ?";
        self.lock().query_row(query, [account_sid, sid], from_row).optional()
    }

    /// Records a status; the last one written wins, as in the REST API.
    pub(super) fn message_status_set(
        &self,
        sid: &str,
        status: &str,
        error_code: Option<u32>,
    ) -> rusqlite::Result<()> {
        let query = "UPDATE messages SET status = ?, error_code = ?, updated = ? WHERE sid = ?";
        self.lock().execute(query, params![status, error_code, self.now(), sid]).map(drop)
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Message> {
    Ok(Message {
        sid: row.get("sid")?,
        account_sid: row.get("account_sid")?,
        from: row.get("sender")?,
        to: row.get("recipient")?,
        body: row.get("body")?,
        direction: row.get("direction")?,
        status: row.get("status")?,
        num_segments: row.get("num_segments")?,
        num_media: row.get("num_media")?,
        error_code: row.get("error_code")?,
        messaging_service_sid: row.get("messaging_service_sid")?,
        created: row.get("created")?,
        updated: row.get("updated")?,
    })
}
