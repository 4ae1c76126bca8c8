//! What is asked of an account's standing, and why it is not done.

use tokio::time::Instant;

use crate::accounts::AccountsError;
use crate::provisioning::ProvisioningError;
use crate::records::Suspension;
use crate::store::StoreError;
use twilio::client::PostError;
use twilio::status::AccountStatus;

/// Why an account has not got another status.
#[derive(Debug, thiserror::Error)]
pub enum StandingError {
    /// It is closed for good.
    #[error("the account is closed")]
    Closed,
    /// The operator has suspended it, and a tenant asks.
    #[error("the operator has suspended the account")]
    ByOperator,
    /// It is the account under which all others are.
    #[error("it is the main account")]
    MainAccount,
    /// Its record is gone.
    #[error("the account has no record")]
    Gone,
    /// Others change it all the time. Safe to repeat.
    #[error("others change the account at the same time")]
    Contended,
    /// Twilio refuses, or was not reached. Safe to repeat.
    #[error(transparent)]
    Twilio(#[from] PostError),
    /// There is no main account, or records could not be read or written. Safe to repeat.
    #[error(transparent)]
    Provisioning(#[from] ProvisioningError),
}

impl StandingError {
    /// Whether asking again will not help.
    pub fn is_final(&self) -> bool {
        use StandingError::{ByOperator, Closed, Gone, MainAccount};
        matches!(self, Closed | ByOperator | MainAccount | Gone)
    }
}

impl From<StoreError> for StandingError {
    fn from(error: StoreError) -> Self {
        StandingError::Provisioning(AccountsError::from(error).into())
    }
}

/// A status that an account shall have.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// The status.
    pub status: AccountStatus,
    /// Who asks for it.
    pub by: Suspension,
    /// How long Twilio is asked.
    pub until: Instant,
}
