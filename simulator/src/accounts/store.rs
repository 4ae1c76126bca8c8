//! Accounts in the database.

use anyhow::{Context, ensure};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::super::sids;
use super::super::store::Store;
use super::{Account, AccountStatus, NewAccount, random_token};

const INSERT: &str = "
INSERT INTO accounts (sid, auth_token, friendly_name, status, owner_sid, created, updated)
VALUES (?1, ?2, ?3, 'active', ?4, ?5, ?5) ON CONFLICT (sid) DO NOTHING";

/// One statement, so that two requests at once cannot pass the limit together.
const INSERT_WITHIN_LIMIT: &str = "
INSERT INTO accounts (sid, auth_token, friendly_name, status, owner_sid, created, updated)
SELECT ?1, ?2, ?3, 'active', ?4, ?5, ?5 WHERE ?6 > (
  SELECT COUNT(*) FROM accounts WHERE owner_sid = ?4 AND sid <> ?4 AND status <> 'closed')";

/// What is to change of an account; `None` stays.
#[derive(Debug, Default)]
pub(crate) struct AccountChange {
    pub(crate) friendly_name: Option<String>,
    pub(crate) status: Option<AccountStatus>,
}

impl Store {
    /// Creates the account, or returns the one that has this SID already, unchanged.
    pub(crate) fn account_create(&self, new: NewAccount) -> anyhow::Result<Account> {
        let sid = new.sid.unwrap_or_else(|| sids::random("AC"));
        ensure!(sids::is_valid("AC", &sid), "{sid} is not an account SID");
        let token = new.auth_token.unwrap_or_else(random_token);
        let owner = new.owner_sid.unwrap_or_else(|| sid.clone());
        ensure!(owner == sid || self.account(&owner)?.is_some(), "no owner account {owner}");
        let values = params![sid, token.reveal(), new.friendly_name, owner, self.now()];
        self.lock().execute(INSERT, values)?;
        self.account(&sid)?.context("the account was just written")
    }

    /// Creates a subaccount, unless `limit` of the owner's are open already.
    pub(crate) fn subaccount_create(
        &self,
        owner_sid: &str,
        friendly_name: &str,
        limit: u32,
    ) -> rusqlite::Result<Option<Account>> {
        let (sid, token) = (sids::random("AC"), random_token());
        let values = params![sid, token.reveal(), friendly_name, owner_sid, self.now(), limit];
        let created = self.lock().execute(INSERT_WITHIN_LIMIT, values)?;
        if created == 0 { Ok(None) } else { self.account(&sid) }
    }

    /// The account, if there is one.
    pub(crate) fn account(&self, sid: &str) -> rusqlite::Result<Option<Account>> {
        let query = "SELECT * FROM accounts WHERE sid = ?";
        self.lock().query_row(query, [sid], from_row).optional()
    }

    /// All accounts, oldest first.
    pub(crate) fn accounts(&self) -> rusqlite::Result<Vec<Account>> {
        let connection = self.lock();
        let mut query = connection.prepare("SELECT * FROM accounts ORDER BY created, rowid")?;
        query.query_map([], from_row)?.collect()
    }

    /// An account's subaccounts, closed ones included, oldest first.
    pub(crate) fn subaccounts(&self, owner_sid: &str) -> rusqlite::Result<Vec<Account>> {
        let connection = self.lock();
        let mut query = connection.prepare(
            "SELECT * FROM accounts WHERE owner_sid = ?1 AND sid <> ?1 ORDER BY created, rowid",
        )?;
        query.query_map([owner_sid], from_row)?.collect()
    }

    /// Changes an account. Closing it releases its numbers. Fails if there is no such account.
    pub(crate) fn account_change(
        &self,
        sid: &str,
        change: &AccountChange,
    ) -> anyhow::Result<Account> {
        let now = self.now();
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        apply(&transaction, (sid, now), change)?;
        transaction.commit()?;
        drop(connection);
        self.account(sid)?.with_context(|| format!("no account {sid}"))
    }

    /// Says whether an account is registered for A2P 10DLC. Returns whether there is such an account.
    pub(crate) fn account_register(&self, sid: &str, registered: bool) -> rusqlite::Result<bool> {
        let query = "UPDATE accounts SET registered = ? WHERE sid = ?";
        Ok(self.lock().execute(query, params![registered, sid])? == 1)
    }

    /// Whether the account and its owner are active: a suspended parent suspends all.
    pub(crate) fn account_is_active(&self, account: &Account) -> rusqlite::Result<bool> {
        let owner = self.account(&account.owner_sid)?;
        let active = |account: &Account| account.status == AccountStatus::Active;
        Ok(active(account) && owner.as_ref().is_none_or(active))
    }
}

fn apply(
    transaction: &Transaction<'_>,
    (sid, now): (&str, i64),
    change: &AccountChange,
) -> rusqlite::Result<()> {
    transaction.execute(
        "UPDATE accounts SET friendly_name = coalesce(?2, friendly_name),
           status = coalesce(?3, status), updated = ?4 WHERE sid = ?1",
        params![sid, change.friendly_name, change.status.map(AccountStatus::as_str), now],
    )?;
    if change.status == Some(AccountStatus::Closed) {
        transaction.execute("DELETE FROM numbers WHERE account_sid = ?", [sid])?;
    }
    Ok(())
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Account> {
    let status = row.get::<_, String>("status")?.parse();
    let secondary: Option<String> = row.get("secondary_token")?;
    Ok(Account {
        sid: row.get("sid")?,
        auth_token: row.get::<_, String>("auth_token")?.into(),
        secondary_token: secondary.map(Into::into),
        friendly_name: row.get("friendly_name")?,
        status: status.unwrap_or(AccountStatus::Closed),
        registered: row.get("registered")?,
        owner_sid: row.get("owner_sid")?,
        created: row.get("created")?,
        updated: row.get("updated")?,
    })
}
