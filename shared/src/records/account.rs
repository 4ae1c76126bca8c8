//! A Twilio account of a tenant, with its encrypted credentials.

use serde::{Deserialize, Serialize};

use twilio::status::AccountStatus;

use super::{Lease, Timestamp};
use crate::ids::TenantId;
use twilio::sid::AccountSid;

/// An AuthToken as KMS encrypted it, base64. The account's SID is the encryption context.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EncryptedToken(pub String);

impl std::fmt::Debug for EncryptedToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EncryptedToken(…)")
    }
}

/// The record in the `accounts` table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Account {
    /// The account or subaccount.
    pub account_sid: AccountSid,
    /// Whose it is.
    pub tenant_id: TenantId,
    /// Whether it is served.
    pub status: AccountStatus,
    /// The token that Twilio signs with now.
    pub auth_token: EncryptedToken,
    /// The token before or after it while a rotation is under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_auth_token: Option<EncryptedToken>,
    /// When `previous_auth_token` ceases to sign; `None` is while the rotation lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_until: Option<Timestamp>,
    /// Who changes its token just now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rotation: Option<Lease>,
    /// Who has suspended it, or is about to while it is active. Whose suspension is not known is the
    /// operator's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended_by: Option<Suspension>,
    /// Since when it is suspended, if that was done here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended_at: Option<Timestamp>,
}

/// Who suspends an account, or closes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suspension {
    /// A user of the tenant, by the website API.
    Tenant,
    /// Who runs the deployment.
    Operator,
}

impl Account {
    /// An active account, as it begins: this token is its only one.
    pub fn active(
        account_sid: AccountSid,
        tenant_id: TenantId,
        auth_token: EncryptedToken,
    ) -> Self {
        Self {
            account_sid,
            tenant_id,
            status: AccountStatus::Active,
            auth_token,
            previous_auth_token: None,
            previous_until: None,
            rotation: None,
            suspended_by: None,
            suspended_at: None,
        }
    }

    /// Who has suspended it; `None` while it is not suspended.
    pub fn suspension(&self) -> Option<Suspension> {
        let is_suspended = self.status == AccountStatus::Suspended;
        is_suspended.then(|| self.suspended_by.unwrap_or(Suspension::Operator))
    }

    /// Whether it is suspended and the tenant cannot lift that.
    pub fn is_suspended_by_operator(&self) -> bool {
        self.suspension() == Some(Suspension::Operator)
    }

    /// The token that will be, or has just become, the one that Twilio signs with.
    pub fn next_auth_token(&self) -> Option<&EncryptedToken> {
        self.previous_auth_token.as_ref().filter(|_| self.previous_until.is_none())
    }
}
