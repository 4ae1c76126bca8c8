//! The secondary token: made, thrown away, or put in the place of the primary one.

use rusqlite::{OptionalExtension, params};

use super::super::store::Store;
use super::{Account, AuthToken, random_token};

/// A token and the time of its creation, in seconds since 1970.
#[derive(Debug)]
pub(crate) struct SecondaryToken {
    pub(crate) token: AuthToken,
    pub(crate) created: i64,
}

impl Store {
    /// Gives the account another token in place of the one it has, and no secondary one.
    pub(crate) fn token_replace(&self, sid: &str) -> rusqlite::Result<()> {
        self.lock().execute(
            "UPDATE accounts SET auth_token = ?2, secondary_token = NULL, secondary_created = NULL,
               updated = ?3 WHERE sid = ?1",
            params![sid, random_token().reveal(), self.now()],
        )?;
        Ok(())
    }

    /// Gives the account a secondary token; `None` if it has one.
    pub(crate) fn secondary_token_create(
        &self,
        account: &Account,
    ) -> rusqlite::Result<Option<SecondaryToken>> {
        let (token, created) = (random_token(), self.now());
        let changed = self.lock().execute(
            "UPDATE accounts SET secondary_token = ?2, secondary_created = ?3
             WHERE sid = ?1 AND secondary_token IS NULL",
            params![account.sid, token.reveal(), created],
        )?;
        Ok((changed == 1).then_some(SecondaryToken { token, created }))
    }

    /// Takes the secondary token away; whether there was one.
    pub(crate) fn secondary_token_delete(&self, account: &Account) -> rusqlite::Result<bool> {
        let changed = self.lock().execute(
            "UPDATE accounts SET secondary_token = NULL, secondary_created = NULL
             WHERE sid = ? AND secondary_token IS NOT NULL",
            [&account.sid],
        )?;
        Ok(changed == 1)
    }

    /// Makes the secondary token the primary one, which is gone from now on. Returns it with the
    /// time of its creation; `None` if there was no secondary one.
    pub(crate) fn secondary_token_promote(
        &self,
        account: &Account,
    ) -> rusqlite::Result<Option<SecondaryToken>> {
        let connection = self.lock();
        let query = "SELECT secondary_token, secondary_created FROM accounts
                     WHERE sid = ? AND secondary_token IS NOT NULL";
        let secondary = connection.query_row(query, [&account.sid], |row| {
            Ok(SecondaryToken { token: row.get::<_, String>(0)?.into(), created: row.get(1)? })
        });
        let secondary = secondary.optional()?;
        if secondary.is_some() {
            connection.execute(
                "UPDATE accounts SET auth_token = secondary_token, secondary_token = NULL,
                   secondary_created = NULL, updated = ?2 WHERE sid = ?1",
                params![account.sid, self.now()],
            )?;
        }
        Ok(secondary)
    }
}
