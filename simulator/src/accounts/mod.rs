//! Accounts and subaccounts, each with its own token.

mod limits;
mod schema;
mod store;
mod tokens;

use serde::Serialize;
pub use twilio::auth_token::AuthToken;
pub use twilio::status::AccountStatus;

pub(super) use limits::{Limits, SubaccountLimit};
pub(super) use schema::complete as complete_schema;
pub(super) use store::AccountChange;
pub(super) use tokens::SecondaryToken;

use super::sids;

/// A new random secret.
fn random_token() -> AuthToken {
    sids::with_bytes("", &sids::random_bytes()).into()
}

fn matches(token: &AuthToken, other: &str) -> bool {
    let (token, other) = (token.reveal().as_bytes(), other.as_bytes());
    aws_lc_rs::constant_time::verify_slices_are_equal(token, other).is_ok()
}

/// An account as it is stored. The token is left out of JSON and debug output.
#[derive(Debug, Clone, Serialize)]
pub struct Account {
    /// `AC` and 32 hexadecimal digits.
    pub sid: String,
    /// Key of the account's signatures and its password for the REST API.
    #[serde(skip)]
    pub auth_token: AuthToken,
    /// A second password, until it is promoted or deleted. It signs nothing.
    #[serde(skip)]
    pub secondary_token: Option<AuthToken>,
    /// Name for people.
    pub friendly_name: String,
    /// Whether it may be used.
    pub status: AccountStatus,
    /// Whether its numbers are registered for texts to the USA (A2P 10DLC); so it is at first.
    pub registered: bool,
    /// The parent account, or the account itself if it has none.
    pub owner_sid: String,
    /// When it was created, in seconds since 1970.
    #[serde(skip)]
    pub created: i64,
    /// When it was last changed, in seconds since 1970.
    #[serde(skip)]
    pub updated: i64,
}

impl Account {
    /// Whether it belongs to another account.
    pub fn is_subaccount(&self) -> bool {
        self.owner_sid != self.sid
    }

    /// Whether this is its password, the secondary one included.
    pub(super) fn opens_with(&self, token: &str) -> bool {
        let secondary = self.secondary_token.as_ref();
        matches(&self.auth_token, token)
            || secondary.is_some_and(|secondary| matches(secondary, token))
    }
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

#[cfg(test)]
mod tests {
    use super::super::store::Store;
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
        let suspend =
            AccountChange { status: Some(AccountStatus::Suspended), ..AccountChange::default() };
        store.account_change(&parent.sid, &suspend).unwrap();
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
