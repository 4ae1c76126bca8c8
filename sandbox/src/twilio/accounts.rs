//! Accounts and subaccounts, each with its own token.

use std::fmt;

use anyhow::{Context, ensure};
use rusqlite::{OptionalExtension, Row, params};
use serde::{Serialize, Serializer};

use super::sids;
use super::store::Store;

/// An account's secret. It never appears in debug output.
#[derive(Clone, PartialEq, Eq)]
pub struct AuthToken(String);

impl AuthToken {
    /// The token itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub(super) fn matches(&self, other: &str) -> bool {
        aws_lc_rs::constant_time::verify_slices_are_equal(self.0.as_bytes(), other.as_bytes())
            .is_ok()
    }
}

impl<T: Into<String>> From<T> for AuthToken {
    fn from(token: T) -> Self {
        Self(token.into())
    }
}

impl fmt::Debug for AuthToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthToken(hidden)")
    }
}

/// Whether an account may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountStatus {
    /// In use.
    Active,
    /// Switched off for now.
    Suspended,
    /// Deleted.
    Closed,
}

impl AccountStatus {
    /// As Twilio spells it: `active`, `suspended`, `closed`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Closed => "closed",
        }
    }

    fn parse(text: &str) -> Self {
        match text {
            "active" => Self::Active,
            "suspended" => Self::Suspended,
            _ => Self::Closed,
        }
    }
}

impl Serialize for AccountStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// An account as it is stored. The token is left out of JSON and debug output.
#[derive(Debug, Clone, Serialize)]
pub struct Account {
    /// `AC` and 32 hexadecimal digits.
    pub sid: String,
    /// Key of the account's signatures and its password for the REST API.
    #[serde(skip)]
    pub auth_token: AuthToken,
    /// Name for people.
    pub friendly_name: String,
    /// Whether it may be used.
    pub status: AccountStatus,
    /// The parent account, or the account itself if it has none.
    pub owner_sid: String,
    /// When it was created, in seconds since 1970.
    #[serde(skip)]
    pub created: i64,
}

/// An account to create. What is `None` is made up.
#[derive(Debug, Clone, Default)]
pub struct NewAccount {
    /// `AC` and 32 hexadecimal digits.
    pub sid: Option<String>,
    /// The secret.
    pub auth_token: Option<AuthToken>,
    /// Name for people.
    pub friendly_name: String,
    /// The parent's SID, for a subaccount.
    pub owner_sid: Option<String>,
}

impl Store {
    /// Creates the account, or returns the one that has this SID already, unchanged.
    pub(super) fn account_create(&self, new: NewAccount) -> anyhow::Result<Account> {
        let sid = new.sid.unwrap_or_else(|| sids::random("AC"));
        ensure!(sids::is_valid("AC", &sid), "{sid} is not an account SID");
        let token =
            new.auth_token.unwrap_or_else(|| sids::with_bytes("", &sids::random_bytes()).into());
        let owner = new.owner_sid.unwrap_or_else(|| sid.clone());
        ensure!(owner == sid || self.account(&owner)?.is_some(), "no owner account {owner}");
        self.lock().execute(
            "INSERT INTO accounts (sid, auth_token, friendly_name, status, owner_sid, created)
             VALUES (?, ?, ?, 'active', ?, ?) ON CONFLICT (sid) DO NOTHING",
            params![sid, token.reveal(), new.friendly_name, owner, self.now()],
        )?;
        self.account(&sid)?.context("the account was just written")
    }

    /// The account, if there is one.
    pub(super) fn account(&self, sid: &str) -> rusqlite::Result<Option<Account>> {
        let query = "SELECT * FROM accounts WHERE sid = ?";
        self.lock().query_row(query, [sid], from_row).optional()
    }

    /// All accounts, oldest first.
    pub(super) fn accounts(&self) -> rusqlite::Result<Vec<Account>> {
        let connection = self.lock();
        let mut query = connection.prepare("SELECT * FROM accounts ORDER BY created, rowid")?;
        query.query_map([], from_row)?.collect()
    }

    /// Sets the status. Fails if there is no such account.
    pub(super) fn account_status_set(
        &self,
        sid: &str,
        status: AccountStatus,
    ) -> anyhow::Result<()> {
        let query = "UPDATE accounts SET status = ? WHERE sid = ?";
        let changed = self.lock().execute(query, [status.as_str(), sid])?;
        ensure!(changed == 1, "no account {sid}");
        Ok(())
    }

    /// Whether the account and its owner are active: a suspended parent suspends all.
    pub(super) fn account_is_active(&self, account: &Account) -> rusqlite::Result<bool> {
        let owner = self.account(&account.owner_sid)?;
        let active = |account: &Account| account.status == AccountStatus::Active;
        Ok(active(account) && owner.as_ref().is_none_or(active))
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        sid: row.get("sid")?,
        auth_token: row.get::<_, String>("auth_token")?.into(),
        friendly_name: row.get("friendly_name")?,
        status: AccountStatus::parse(&row.get::<_, String>("status")?),
        owner_sid: row.get("owner_sid")?,
        created: row.get("created")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(sid: &str, name: &str) -> NewAccount {
        NewAccount { sid: Some(sid.into()), friendly_name: name.into(), ..NewAccount::default() }
    }

    #[test]
    fn creating_twice_keeps_the_first() {
        let store = Store::open(None).unwrap();
        let sid = sids::random("AC");
        let first = store.account_create(named(&sid, "first")).unwrap();
        let second = store.account_create(named(&sid, "second")).unwrap();
        assert_eq!(second.friendly_name, "first");
        assert_eq!(second.auth_token, first.auth_token);
        assert_eq!(store.accounts().unwrap().len(), 1);
    }

    #[test]
    fn debug_output_hides_the_token() {
        let store = Store::open(None).unwrap();
        let new = NewAccount { auth_token: Some("s3cret".into()), ..NewAccount::default() };
        assert!(!format!("{new:?}").contains("s3cret"));
        let account = store.account_create(new).unwrap();
        assert!(!format!("{account:?}").contains("s3cret"));
        assert!(!serde_json::to_string(&account).unwrap().contains("s3cret"));
    }

    #[test]
    fn a_suspended_parent_suspends_its_subaccounts() {
        let store = Store::open(None).unwrap();
        let parent = store.account_create(NewAccount::default()).unwrap();
        let sub = NewAccount { owner_sid: Some(parent.sid.clone()), ..NewAccount::default() };
        let sub = store.account_create(sub).unwrap();
        assert!(store.account_is_active(&sub).unwrap());
        store.account_status_set(&parent.sid, AccountStatus::Suspended).unwrap();
        assert!(!store.account_is_active(&sub).unwrap());
    }

    #[test]
    fn malformed_sids_and_unknown_owners_are_refused() {
        let store = Store::open(None).unwrap();
        assert!(store.account_create(named("AC12", "short")).is_err());
        let orphan = NewAccount { owner_sid: Some(sids::random("AC")), ..NewAccount::default() };
        assert!(store.account_create(orphan).is_err());
    }
}
