//! Numbers in the database.

use std::collections::HashSet;

use anyhow::{Context, ensure};
use rusqlite::{OptionalExtension, params_from_iter};

use super::super::store::Store;
use super::super::target::Target;
use super::row::{COLUMNS, read, values};
use super::{NewNumber, Number, is_e164};

impl Store {
    /// Creates the number, or replaces the settings of the one the account has already.
    pub(crate) fn number_put(&self, new: &NewNumber) -> anyhow::Result<Number> {
        let number = &new.phone_number;
        ensure!(is_e164(number), "{number} is not an E.164 phone number");
        ensure!(self.account(&new.account_sid)?.is_some(), "no account {}", new.account_sid);
        for url in new.settings.urls() {
            Target::parse(url)?;
        }
        let existing = self.number(number)?;
        let taken = existing.as_ref().is_some_and(|number| number.account_sid != new.account_sid);
        ensure!(!taken, "{number} belongs to another account");
        let written = match existing {
            Some(existing) => self.number_update(&Number {
                sid: existing.sid,
                details: existing.details,
                created: existing.created,
                ..Number::new(new.clone(), self.now())
            })?,
            None => self.number_insert(&Number::new(new.clone(), self.now()))?,
        };
        ensure!(written, "{number} changed hands meanwhile");
        self.number(number)?.context("the number was just written")
    }

    /// Writes a number that nobody has; `false` if somebody does.
    pub(crate) fn number_insert(&self, number: &Number) -> anyhow::Result<bool> {
        let places = vec!["?"; COLUMNS.len()].join(", ");
        let columns = COLUMNS.join(", ");
        let query =
            format!("INSERT INTO numbers ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING");
        let values = params_from_iter(values(number)?);
        Ok(self.lock().execute(&query, values)? == 1)
    }

    /// Writes all of a number anew; `false` if it was released meanwhile.
    pub(crate) fn number_update(&self, number: &Number) -> anyhow::Result<bool> {
        let changes = COLUMNS.map(|column| format!("{column} = ?")).join(", ");
        let query = format!("UPDATE numbers SET {changes} WHERE sid = ?");
        let values = values(number)?.into_iter().chain([number.sid.clone().into()]);
        Ok(self.lock().execute(&query, params_from_iter(values))? == 1)
    }

    /// Gives a number back; `false` if the account does not have it.
    pub(crate) fn number_release(&self, account_sid: &str, sid: &str) -> rusqlite::Result<bool> {
        let query = "DELETE FROM numbers WHERE account_sid = ? AND sid = ?";
        Ok(self.lock().execute(query, [account_sid, sid])? == 1)
    }

    /// The number, if somebody here owns it.
    pub(crate) fn number(&self, phone_number: &str) -> rusqlite::Result<Option<Number>> {
        let query = "SELECT * FROM numbers WHERE phone_number = ?";
        self.lock().query_row(query, [phone_number], read).optional()
    }

    /// Numbers of one account, or of all, oldest first.
    pub(crate) fn numbers(&self, account_sid: Option<&str>) -> rusqlite::Result<Vec<Number>> {
        let connection = self.lock();
        let mut query = connection.prepare(
            "SELECT * FROM numbers WHERE ?1 IS NULL OR account_sid = ?1 ORDER BY created, rowid",
        )?;
        query.query_map([account_sid], read)?.collect()
    }

    /// All numbers that somebody here owns, in E.164.
    pub(crate) fn owned_numbers(&self) -> rusqlite::Result<HashSet<String>> {
        let connection = self.lock();
        let mut query = connection.prepare("SELECT phone_number FROM numbers")?;
        query.query_map([], |row| row.get(0))?.collect()
    }
}
