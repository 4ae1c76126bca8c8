//! Twilio accounts with their tokens decrypted, kept in the process for a minute.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::ids::AccountSid;
use crate::records::Account;
use crate::secrets::{AuthToken, Secrets, SecretsError};
use crate::store::{Store, StoreError};

const LIFETIME: Duration = Duration::from_mins(1);
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
    /// The token for requests to Twilio.
    pub fn token(&self) -> &AuthToken {
        &self.current
    }

    /// The tokens that a signature may be made with, during a rotation two.
    pub fn signing_tokens(&self) -> Vec<&str> {
        [Some(&self.current), self.previous.as_ref()]
            .into_iter()
            .flatten()
            .map(AuthToken::reveal)
            .collect()
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
        if let Some(known) = self.cached(sid) {
            return Ok(Some(known));
        }
        let Some(account) = self.store.account_get(sid).await? else {
            return Ok(None);
        };
        let current = self.secrets.decrypt(sid, &account.auth_token).await?;
        let previous = match &account.previous_auth_token {
            Some(token) => Some(self.secrets.decrypt(sid, token).await?),
            None => None,
        };
        let open = Arc::new(OpenAccount { account, current, previous });
        self.keep(sid, &open);
        Ok(Some(open))
    }

    fn cached(&self, sid: &AccountSid) -> Option<Arc<OpenAccount>> {
        let cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, open) = cache.get(sid)?;
        (since.elapsed() < LIFETIME).then(|| Arc::clone(open))
    }

    fn keep(&self, sid: &AccountSid, open: &Arc<OpenAccount>) {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if cache.len() >= CAPACITY {
            cache.clear();
        }
        cache.insert(sid.clone(), (Instant::now(), Arc::clone(open)));
    }
}
