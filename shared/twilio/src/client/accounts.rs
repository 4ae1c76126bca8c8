//! Accounts and their subaccounts (contract §5.5).

use serde::{Deserialize, Deserializer};

use super::paging::List;
use super::rest::Parameters;
use super::{Errand, PostError};
use crate::auth_token::AuthToken;
use crate::sid::AccountSid;
use crate::status::AccountStatus;

/// An account as Twilio has it. `Debug` hides the token, and the name: of a main account that is
/// often its owner's.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct TwilioAccount {
    /// Its id.
    pub sid: AccountSid,
    /// Its current token.
    #[serde(deserialize_with = "token")]
    pub auth_token: AuthToken,
    /// Whether it is in use.
    pub status: AccountStatus,
    /// Its name for people.
    pub friendly_name: String,
}

impl Errand<'_> {
    /// Makes a subaccount of the account that asks. The name has at most 64 characters and need not
    /// be unique.
    pub async fn account_create(self, friendly_name: &str) -> Result<TwilioAccount, PostError> {
        let form = named(friendly_name);
        self.post(&self.twilio.resource("Accounts"), &form).await
    }

    /// The accounts with exactly this name, in any status, among the one that asks and its
    /// subaccounts.
    pub async fn account_find(self, friendly_name: &str) -> Result<Vec<TwilioAccount>, PostError> {
        let list = List { url: self.twilio.resource("Accounts"), query: named(friendly_name) };
        let mut accounts: Vec<TwilioAccount> = self.whole(&list).await?;
        accounts.retain(|account| account.friendly_name == friendly_name);
        Ok(accounts)
    }

    /// An account: the one that asks, or a subaccount of it.
    pub async fn account_get(self, sid: &AccountSid) -> Result<TwilioAccount, PostError> {
        let url = self.twilio.resource(&format!("Accounts/{sid}"));
        self.get(&url).await
    }

    /// Suspends a subaccount, takes it into use again, or closes it, for good.
    pub async fn account_status_set(
        self,
        sid: &AccountSid,
        status: AccountStatus,
    ) -> Result<TwilioAccount, PostError> {
        let url = self.twilio.resource(&format!("Accounts/{sid}"));
        let form = vec![("Status", status.as_str().to_owned())];
        self.post(&url, &form).await
    }
}

fn named(friendly_name: &str) -> Parameters {
    vec![("FriendlyName", friendly_name.to_owned())]
}

/// A token in an answer.
pub(super) fn token<'de, D: Deserializer<'de>>(deserializer: D) -> Result<AuthToken, D::Error> {
    String::deserialize(deserializer).map(AuthToken::new)
}

crate::debug_only!(TwilioAccount { sid, status });
