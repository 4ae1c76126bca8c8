//! The tables of the store: made, completed where an earlier version made them, and rid of what
//! ended with the process before.

use std::path::Path;

use super::store::Store;
use super::{accounts, calls, messages, numbers, outgoing};

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS accounts (
  sid TEXT PRIMARY KEY, auth_token TEXT NOT NULL, friendly_name TEXT NOT NULL,
  status TEXT NOT NULL, owner_sid TEXT NOT NULL, created INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS numbers (
  phone_number TEXT PRIMARY KEY, sid TEXT NOT NULL UNIQUE, account_sid TEXT NOT NULL,
  friendly_name TEXT NOT NULL, sms_url TEXT, sms_fallback_url TEXT, voice_url TEXT,
  voice_fallback_url TEXT, status_callback TEXT, messaging_service_sid TEXT,
  geo TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS numbers_by_account ON numbers (account_sid);
CREATE TABLE IF NOT EXISTS messages (
  sid TEXT PRIMARY KEY, account_sid TEXT NOT NULL, sender TEXT NOT NULL,
  recipient TEXT NOT NULL, body TEXT NOT NULL, direction TEXT NOT NULL, status TEXT NOT NULL,
  num_segments INTEGER NOT NULL, num_media INTEGER NOT NULL, error_code INTEGER,
  messaging_service_sid TEXT, created INTEGER NOT NULL, updated INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS media (
  sid TEXT PRIMARY KEY, message_sid TEXT NOT NULL, account_sid TEXT NOT NULL,
  position INTEGER NOT NULL, content_type TEXT NOT NULL, announced_type TEXT NOT NULL,
  generated_size INTEGER, not_found_left INTEGER NOT NULL, cut_after INTEGER,
  redirect_to TEXT, created INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS media_by_message ON media (message_sid, position);
CREATE TABLE IF NOT EXISTS opt_outs (
  number TEXT NOT NULL, sender TEXT NOT NULL, PRIMARY KEY (number, sender));
";

impl Store {
    /// Opens the state in a directory, or one that ends with the process, with all tables.
    pub(super) fn open(data: Option<&Path>) -> anyhow::Result<Self> {
        let store = Self::connect(data)?;
        let connection = store.lock();
        connection.execute_batch(SCHEMA)?;
        accounts::complete_schema(&connection)?;
        numbers::complete_schema(&connection)?;
        messages::prepare(&connection)?;
        connection.execute_batch(outgoing::SCHEMA)?;
        for batch in calls::SCHEMAS.into_iter().chain(calls::ENDS_OF_INTERRUPTED) {
            connection.execute_batch(batch)?;
        }
        drop(connection);
        Ok(store)
    }
}
