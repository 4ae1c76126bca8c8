//! What is asked for, how far it comes, and why it is not done.

use std::time::Duration;

use crate::accounts::AccountsError;
use crate::ids::TenantId;
use crate::store::StoreError;
use twilio::client::PostError;
use twilio::sid::AccountSid;

/// How long it is asked for one thing. What has no answer by then has the next sweep.
pub(super) const FOR_ONE: Duration = Duration::from_secs(4);

/// What the operator wants.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// Whose the account shall be.
    pub tenant_id: &'a TenantId,
    /// The account. Its record is there.
    pub account_sid: &'a AccountSid,
    /// Scheme, host and path prefix under which Twilio reaches us, without a slash at the end.
    pub base_url: &'a str,
}

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// There is nothing left to do.
    Done,
    /// There was not enough time for all numbers.
    GoesOn,
}

/// Why an account was not linked.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// Nobody has added it.
    #[error("the account has no record")]
    NoAccount,
    /// Its record says that it is another tenant's.
    #[error("the account is another tenant's")]
    OtherTenant,
    /// It is suspended or closed here.
    #[error("the account is not active")]
    NotActive,
    /// The tenant has an account, which is another one.
    #[error("the tenant has another account")]
    OtherAccount,
    /// The tenant is on its way to an account of its own. Safe to repeat.
    #[error("the tenant is being provisioned")]
    BeingProvisioned,
    /// Twilio refuses, or was not reached. Safe to repeat.
    #[error(transparent)]
    Twilio(#[from] PostError),
    /// Records or tokens could not be read or written. Safe to repeat.
    #[error(transparent)]
    Accounts(#[from] AccountsError),
}

impl LinkError {
    /// Whether asking again will not help.
    pub fn is_final(&self) -> bool {
        match self {
            LinkError::NoAccount
            | LinkError::OtherTenant
            | LinkError::NotActive
            | LinkError::OtherAccount => true,
            LinkError::Twilio(error) => matches!(error, PostError::Refused(_)),
            LinkError::BeingProvisioned | LinkError::Accounts(_) => false,
        }
    }
}

impl From<StoreError> for LinkError {
    fn from(error: StoreError) -> Self {
        LinkError::Accounts(error.into())
    }
}
