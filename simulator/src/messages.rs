//! Messages as the REST API shows them.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::columns;
use super::rows;
use super::store::Store;

/// A message in either direction.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Message {
    pub(super) sid: String,
    pub(super) account_sid: String,
    #[serde(rename = "sender")]
    pub(super) from: String,
    #[serde(rename = "recipient")]
    pub(super) to: String,
    pub(super) body: String,
    /// `inbound`, `outbound-api` or `outbound-reply`.
    pub(super) direction: String,
    pub(super) status: String,
    pub(super) num_segments: u32,
    pub(super) num_media: u32,
    pub(super) error_code: Option<u32>,
    pub(super) messaging_service_sid: Option<String>,
    /// The further receivers of a group text, between blanks.
    pub(super) other_recipients: Option<String>,
    /// Seconds since 1970.
    pub(super) created: i64,
    /// Seconds since 1970.
    pub(super) updated: i64,
    /// When it was sent, or handed to the account's webhook; seconds since 1970.
    pub(super) sent: Option<i64>,
}

/// What a list of messages is to hold; `None` holds all.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    pub(super) account_sid: Option<String>,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    /// A phone that sent or got it, on any channel and in any group.
    pub(super) phone: Option<String>,
    /// So many of the latest.
    pub(super) limit: Option<usize>,
}

const INDEX: &str =
    "CREATE INDEX IF NOT EXISTS messages_by_account ON messages (account_sid, created)";

/// Brings databases of before messages could be sent up to date: all of those had been sent.
pub(super) fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    if connection.prepare("SELECT * FROM messages")?.column_index("sent").is_err() {
        connection.execute("ALTER TABLE messages ADD COLUMN sent INTEGER", [])?;
        connection.execute("UPDATE messages SET sent = created", [])?;
    }
    columns::add(connection, "messages", &[("other_recipients", "TEXT")])?;
    connection.execute(INDEX, []).map(drop)
}

/// Writes a message, unless its SID is there already.
pub(super) fn insert(connection: &Connection, message: &Message) -> rusqlite::Result<()> {
    rows::insert(connection, ("messages", "ON CONFLICT (sid) DO NOTHING"), message)
}

impl Store {
    /// The account's message, if there is one.
    pub(super) fn message(
        &self,
        account_sid: &str,
        sid: &str,
    ) -> rusqlite::Result<Option<Message>> {
        rows::of_account(&self.lock(), "messages", (account_sid, sid))
    }

    /// The message, whoever's it is.
    pub(super) fn message_of_anyone(&self, sid: &str) -> rusqlite::Result<Option<Message>> {
        let query = "SELECT * FROM messages WHERE sid = ?";
        rows::one(&self.lock(), query, [sid])
    }

    /// Messages in any direction, the latest first.
    pub(super) fn messages(&self, wanted: &Wanted) -> rusqlite::Result<Vec<Message>> {
        let Wanted { account_sid, from, to, phone, limit } = wanted;
        let limit = limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
        rows::all(&self.lock(), LIST, params![account_sid, from, to, phone, limit])
    }

    /// Who has written to a number since a time in seconds since 1970.
    pub(super) fn writers_since(&self, number: &str, time: i64) -> rusqlite::Result<Vec<String>> {
        let connection = self.lock();
        let mut query = connection.prepare(
            "SELECT DISTINCT sender FROM messages
             WHERE recipient = ? AND created > ? AND direction = 'inbound'",
        )?;
        query.query_map(params![number, time], |row| row.get(0))?.collect()
    }

    /// Empties the text.
    pub(super) fn message_redact(&self, sid: &str) -> rusqlite::Result<()> {
        let query = "UPDATE messages SET body = '', updated = ? WHERE sid = ?";
        self.lock().execute(query, params![self.now(), sid]).map(drop)
    }

    /// Deletes a message with its media.
    pub(super) fn message_delete(&self, sid: &str) -> anyhow::Result<()> {
        for media in self.media_of(sid)? {
            if media.generated_size.is_none() {
                std::fs::remove_file(self.media_file(&media.sid))?;
            }
        }
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        transaction.execute("DELETE FROM media WHERE message_sid = ?", [sid])?;
        transaction.execute("DELETE FROM messages WHERE sid = ?", [sid])?;
        Ok(transaction.commit()?)
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

const LIST: &str = "
SELECT * FROM messages
WHERE (?1 IS NULL OR account_sid = ?1) AND (?2 IS NULL OR sender = ?2)
  AND (?3 IS NULL OR recipient = ?3)
  AND (?4 IS NULL OR ?4 IN (replace(sender, 'whatsapp:', ''), replace(recipient, 'whatsapp:', ''))
    OR instr(' ' || coalesce(other_recipients, '') || ' ', ' ' || ?4 || ' '))
ORDER BY created DESC, rowid DESC LIMIT ?5";
