//! The record of a number that Twilio has just given us.

use crate::ids::TenantId;
use crate::records::{Number, Timestamp};
use twilio::client::OwnedNumber;

/// A number of a tenant as Twilio has it, with its webhooks under `base_url`; of no request.
pub fn record(owned: &OwnedNumber, tenant: &TenantId, base_url: &str, at: Timestamp) -> Number {
    Number {
        phone_number: owned.phone_number.clone(),
        tenant_id: tenant.clone(),
        account_sid: owned.account_sid.clone(),
        number_sid: owned.sid.clone(),
        friendly_name: owned.friendly_name.clone(),
        capabilities: owned.capabilities,
        created_at: Some(at),
        webhooks_base: Some(base_url.to_owned()),
        request_key: None,
        request_hash: None,
    }
}
