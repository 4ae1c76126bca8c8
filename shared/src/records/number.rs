//! A phone number of a tenant.

use serde::{Deserialize, Serialize};

use super::Timestamp;
use crate::ids::TenantId;
use twilio::number::Capabilities;
use twilio::phone::E164;
use twilio::sid::{AccountSid, PhoneNumberSid};

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
    /// What it can do. Nothing, until they are known: numbers that we did not buy.
    #[serde(default)]
    pub capabilities: Capabilities,
    /// When it became the tenant's, if we bought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// The base of the webhooks that it was set up with last: scheme, host and path prefix, without
    /// a slash at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webhooks_base: Option<String>,
    /// The request that it was bought for: the id made from its `Idempotency-Key`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_key: Option<String>,
    /// What that request asked for, as a digest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_hash: Option<String>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_record_of_the_time_before_purchases_is_read() {
        let number: Number = serde_json::from_value(json!({
            "phone_number": "+15550100001",
            "tenant_id": "demo",
            "account_sid": "AC00000000000000000000000000000001",
            "number_sid": "PN00000000000000000000000000000001",
        }))
        .unwrap();
        assert_eq!((number.capabilities, number.created_at), (Capabilities::default(), None));
        assert_eq!((number.webhooks_base, number.request_key), (None, None));
    }
}
