//! Why a tenant's way to a number stands still.

use crate::accounts::AccountsError;
use crate::store::StoreError;

/// Why nothing could be done. In every case it may go on later.
#[derive(Debug, thiserror::Error)]
pub enum ProvisioningError {
    /// There is no main account under which subaccounts could be made.
    #[error("there is no main Twilio account that is active")]
    NotConfigured,
    /// Records or tokens could not be read or written.
    #[error(transparent)]
    Accounts(#[from] AccountsError),
}

impl From<StoreError> for ProvisioningError {
    fn from(error: StoreError) -> Self {
        ProvisioningError::Accounts(error.into())
    }
}
