//! Changing the token of an account, in the `accounts` table.
//!
//! The next token is beside the current one before Twilio signs with it, and the one before stays
//! for a while after. One run at a time: each of its writes names it.

use super::item::{Item, record};
use super::update::Update;
use super::{Store, StoreError};
use crate::records::{Account, EncryptedToken, Lease, Timestamp};

const HOLDER: (&str, &str) = ("rotation", "holder");
const UNTIL: (&str, &str) = ("rotation", "until");

impl Store {
    /// Takes the right to change the token of the account as it was `found`. Answers with the account
    /// as it is then; `None` when another run was faster.
    pub async fn rotation_take(
        &self,
        found: &Account,
        lease: &Lease,
    ) -> Result<Option<Account>, StoreError> {
        let update = || {
            let held = found.rotation.as_ref();
            self.account_of(&found.tenant_id, &found.account_sid)
                .set("rotation", lease)
                .if_field(HOLDER, held.map(|held| &held.holder))
                .if_field(UNTIL, held.map(|held| held.until))
                .if_equal("auth_token", &found.auth_token)
        };
        own(self.update_or_read(update).await?, |account| account.rotation.as_ref() == Some(lease))
    }

    /// Keeps the token that will be the next one, in place of any other beside the current one.
    /// `None` when it is not this run's turn any more.
    pub async fn rotation_begin(
        &self,
        account: &Account,
        lease: &Lease,
        next: &EncryptedToken,
    ) -> Result<Option<Account>, StoreError> {
        let update = || {
            self.rotation(account, lease).set("previous_auth_token", next).remove("previous_until")
        };
        own(self.update_or_read(update).await?, |_| false)
    }

    /// The token beside the current one is the current one from now on, and the one before is
    /// accepted until `until`. `None` when it is not this run's turn any more.
    pub async fn rotation_swap(
        &self,
        account: &Account,
        lease: &Lease,
        until: Timestamp,
    ) -> Result<Option<Account>, StoreError> {
        let Some(next) = &account.previous_auth_token else {
            return Ok(None);
        };
        let update = || {
            self.rotation(account, lease)
                .set("auth_token", next)
                .set("previous_auth_token", &account.auth_token)
                .set("previous_until", until)
                .if_equal("previous_auth_token", next)
        };
        own(self.update_or_read(update).await?, |now| now.auth_token == *next)
    }

    /// Gives the right back.
    pub async fn rotation_release(
        &self,
        account: &Account,
        lease: &Lease,
    ) -> Result<(), StoreError> {
        let update = || {
            self.account_of(&account.tenant_id, &account.account_sid)
                .remove("rotation")
                .if_field(HOLDER, Some(&lease.holder))
        };
        self.try_update(update).await.map(drop)
    }

    /// A write of the run that has this lease, to the account with this token.
    fn rotation(&self, account: &Account, lease: &Lease) -> Update {
        self.account_of(&account.tenant_id, &account.account_sid)
            .if_equal("auth_token", &account.auth_token)
            .if_field(HOLDER, Some(&lease.holder))
    }
}

/// The account as it was left, or as it was found if that `is_ours`: the answer to the first try of
/// a write may have been lost.
fn own(
    written: Result<Item, Item>,
    is_ours: impl Fn(&Account) -> bool,
) -> Result<Option<Account>, StoreError> {
    match written {
        Ok(item) => record(item).map(Some),
        Err(item) if item.is_empty() => Ok(None),
        Err(item) => Ok(Some(record(item)?).filter(is_ours)),
    }
}
