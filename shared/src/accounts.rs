//! Twilio accounts with their tokens decrypted, kept in the process for a minute.
//!
//! Who cannot wait a minute for a change asks for a fresh one: then only what has changed is
//! decrypted.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::records::{Account, EncryptedToken, Timestamp};
use crate::secrets::{Secrets, SecretsError};
use crate::store::{Store, StoreError};
use twilio::auth_token::AuthToken;
use twilio::sid::AccountSid;

const LIFETIME: Duration = Duration::from_mins(1);
/// How old a fresh account may be. Strangers can ask for them by sending bad signatures, but not
/// more often.
pub(crate) const FRESH: Duration = Duration::from_secs(1);
/// More accounts than one process sees in a minute; beyond it the cache starts afresh.
const CAPACITY: usize = 1_000;

/// Why an account could not be opened. Worth another try in every case.
#[derive(Debug, thiserror::Error)]
pub enum AccountsError {
    /// Its record could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Its token could not be decrypted.
    #[error(transparent)]
    Secrets(#[from] SecretsError),
}

/// An account that can verify signatures and authenticate requests.
#[derive(Debug)]
pub struct OpenAccount {
    /// The record.
    pub account: Account,
    current: AuthToken,
    previous: Option<AuthToken>,
}

impl OpenAccount {
    /// An account, and its tokens: the one of now, and the one before or after it.
    pub fn new(account: Account, current: AuthToken, previous: Option<AuthToken>) -> Self {
        Self { account, current, previous }
    }

    /// The token for requests to Twilio.
    pub fn token(&self) -> &AuthToken {
        &self.current
    }

    /// The tokens that a signature may be made with at this time, during a rotation two.
    pub fn signing_tokens(&self, now: Timestamp) -> Vec<&str> {
        let lasts = self.account.previous_until.is_none_or(|until| now < until);
        let previous = self.previous.as_ref().filter(|_| lasts);
        [Some(&self.current), previous].into_iter().flatten().map(AuthToken::reveal).collect()
    }

    /// A token that is stored for it, if it is still the same.
    fn known(&self, stored: &EncryptedToken) -> Option<&AuthToken> {
        let account = &self.account;
        let previous = account.previous_auth_token.as_ref().zip(self.previous.as_ref());
        let all = [Some((&account.auth_token, &self.current)), previous];
        all.into_iter().flatten().find(|(known, _)| *known == stored).map(|(_, token)| token)
    }
}

/// Opens accounts.
#[derive(Debug)]
pub struct Accounts {
    store: Store,
    secrets: Secrets,
    cache: Mutex<HashMap<AccountSid, (Instant, Arc<OpenAccount>)>>,
}

impl Accounts {
    /// Reads records from `store` and decrypts with `secrets`.
    pub fn new(store: Store, secrets: Secrets) -> Self {
        Self { store, secrets, cache: Mutex::default() }
    }

    /// The account with this SID; `None` when there is none. At most a minute old.
    pub async fn open(&self, sid: &AccountSid) -> Result<Option<Arc<OpenAccount>>, AccountsError> {
        self.younger_than(LIFETIME, sid, self.store.account_get(sid)).await
    }

    /// The same as it is now, give or take a second.
    pub async fn fresh(&self, sid: &AccountSid) -> Result<Option<Arc<OpenAccount>>, AccountsError> {
        self.younger_than(FRESH, sid, self.store.account_get_latest(sid)).await
    }

    /// What is known, if it is young enough; else what the table has.
    async fn younger_than(
        &self,
        age: Duration,
        sid: &AccountSid,
        read: impl Future<Output = Result<Option<Account>, StoreError>>,
    ) -> Result<Option<Arc<OpenAccount>>, AccountsError> {
        match self.cached(sid) {
            Some((known_for, known)) if known_for < age => Ok(Some(known)),
            other => {
                let since = Instant::now();
                let found = read.await?;
                self.opened(found, other.map(|(_, known)| known), since).await
            }
        }
    }

    /// The account as the table had it when it was asked, and the tokens that are decrypted already.
    async fn opened(
        &self,
        found: Option<Account>,
        known: Option<Arc<OpenAccount>>,
        since: Instant,
    ) -> Result<Option<Arc<OpenAccount>>, AccountsError> {
        let Some(account) = found else {
            return Ok(None);
        };
        let sid = &account.account_sid;
        let current = self.token(sid, &account.auth_token, known.as_deref()).await?;
        let previous = match &account.previous_auth_token {
            Some(token) => Some(self.token(sid, token, known.as_deref()).await?),
            None => None,
        };
        let open = Arc::new(OpenAccount::new(account, current, previous));
        self.keep(&open, since);
        Ok(Some(open))
    }

    async fn token(
        &self,
        sid: &AccountSid,
        stored: &EncryptedToken,
        known: Option<&OpenAccount>,
    ) -> Result<AuthToken, SecretsError> {
        match known.and_then(|known| known.known(stored)) {
            Some(token) => Ok(token.clone()),
            None => self.secrets.decrypt(sid, stored).await,
        }
    }

    fn cached(&self, sid: &AccountSid) -> Option<(Duration, Arc<OpenAccount>)> {
        let cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        cache.get(sid).map(|(since, open)| (since.elapsed(), Arc::clone(open)))
    }

    fn keep(&self, open: &Arc<OpenAccount>, since: Instant) {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if cache.len() >= CAPACITY {
            cache.clear();
        }
        cache.insert(open.account.account_sid.clone(), (since, Arc::clone(open)));
    }
}
