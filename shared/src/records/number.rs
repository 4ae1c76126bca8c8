//! A phone number of a tenant.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountSid, PhoneNumberSid, TenantId};
use crate::phone::E164;

/// The record in the `numbers` table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// The number.
    pub phone_number: E164,
    /// Whose it is.
    pub tenant_id: TenantId,
    /// The Twilio account it belongs to.
    pub account_sid: AccountSid,
    /// Twilio's id of it.
    pub number_sid: PhoneNumberSid,
    /// Its name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub friendly_name: Option<String>,
}
