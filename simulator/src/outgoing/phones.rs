//! What becomes of messages to a phone, which carriers know and tell.

use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::super::store::Store;

/// What becomes of messages to a phone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// They arrive, and the carrier says so.
    #[default]
    Delivered,
    /// They are sent and do not arrive.
    Undelivered,
    /// They are not even sent.
    Failed,
    /// It is a landline: texts are sent and do not arrive.
    Landline,
    /// They are sent, and the carrier never says what became of them.
    Silent,
}

/// How a phone takes messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Phone {
    /// What becomes of them.
    pub outcome: Outcome,
    /// Twilio's code of the failure; if `None`, 30003 for `undelivered`, 30006 for `landline` and 30008
    /// for `failed`.
    pub error_code: Option<u32>,
}

impl Phone {
    /// The code that the message ends with.
    pub(super) fn error_code(self) -> Option<u32> {
        let default = match self.outcome {
            Outcome::Delivered | Outcome::Silent => return None,
            Outcome::Undelivered => 30003,
            // "The destination is a landline": https://www.twilio.com/docs/api/errors/30006
            Outcome::Landline => 30006,
            Outcome::Failed => 30008,
        };
        self.error_code.or(Some(default))
    }
}

impl Store {
    /// Says how a phone takes messages from now on, by its E.164 number.
    pub(crate) fn phone_set(&self, number: &str, phone: Phone) -> anyhow::Result<()> {
        let query = "INSERT OR REPLACE INTO phones (number, outcome, error_code) VALUES (?, ?, ?)";
        let outcome = serde_json::to_string(&phone.outcome)?;
        self.lock().execute(query, params![number, outcome, phone.error_code])?;
        Ok(())
    }

    /// Those that something was said of, by number.
    pub(crate) fn phones(&self) -> anyhow::Result<Vec<(String, Phone)>> {
        let connection = self.lock();
        let mut query =
            connection.prepare("SELECT number, outcome, error_code FROM phones ORDER BY number")?;
        let rows =
            query.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?)))?;
        let phones = rows.map(|row| {
            let (number, outcome, error_code) = row?;
            Ok((number, Phone { outcome: serde_json::from_str(&outcome)?, error_code }))
        });
        phones.collect()
    }

    /// How it takes them; a phone that nothing was said of gets them all.
    pub(super) fn phone(&self, number: &str) -> anyhow::Result<Phone> {
        let query = "SELECT outcome, error_code FROM phones WHERE number = ?";
        let row = self
            .lock()
            .query_row(query, [number], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))
            .optional()?;
        let Some((outcome, error_code)) = row else { return Ok(Phone::default()) };
        Ok(Phone { outcome: serde_json::from_str(&outcome)?, error_code })
    }
}
