//! What becomes of the wish for another token.

use crate::accounts::AccountsError;
use crate::provisioning::ProvisioningError;
use crate::records::Timestamp;
use crate::secrets::SecretsError;
use crate::store::StoreError;
use twilio::client::{PostError, Refused};

/// What became of the wish for another token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// Twilio signs with another one. The one before is accepted until then.
    Done(Timestamp),
    /// It has begun, and another run, or the sweeper, goes on with it.
    UnderWay,
    /// The one before the current one is still accepted, until then.
    TooSoon(Timestamp),
    /// The account is suspended or closed.
    NotActive,
}

/// Why the token was not changed.
#[derive(Debug, thiserror::Error)]
pub enum RotationError {
    /// Twilio will not do it.
    #[error("{0}")]
    Refused(Refused),
    /// Twilio has not done it, or nobody knows. Another run finds out.
    #[error("{0}")]
    Later(String),
    /// Records or tokens could not be read or written.
    #[error(transparent)]
    Accounts(#[from] AccountsError),
}

impl From<StoreError> for RotationError {
    fn from(error: StoreError) -> Self {
        RotationError::Accounts(error.into())
    }
}

impl From<SecretsError> for RotationError {
    fn from(error: SecretsError) -> Self {
        RotationError::Accounts(error.into())
    }
}

impl From<ProvisioningError> for RotationError {
    fn from(error: ProvisioningError) -> Self {
        match error {
            ProvisioningError::Accounts(error) => RotationError::Accounts(error),
            error @ ProvisioningError::NotConfigured => RotationError::Later(error.to_string()),
        }
    }
}

impl From<PostError> for RotationError {
    fn from(error: PostError) -> Self {
        match error {
            PostError::Refused(refused) => RotationError::Refused(refused),
            error => RotationError::Later(error.to_string()),
        }
    }
}
