//! A number as the website reads it.

use serde::Serialize;
use serde_json::{Value, json};
use shared::records::{Number, Tenant, Timestamp};
use twilio::number::Capabilities;
use twilio::phone::E164;
use twilio::sid::PhoneNumberSid;

#[derive(Serialize)]
struct View<'n> {
    phone_number: &'n E164,
    number_sid: &'n PhoneNumberSid,
    friendly_name: &'n Option<String>,
    capabilities: Capabilities,
    primary: bool,
    created_at: Option<Timestamp>,
}

/// A number of a tenant that has these records.
pub(crate) fn of(number: &Number, tenant: Option<&Tenant>) -> Value {
    let primary = tenant.and_then(|tenant| tenant.primary_number.as_ref());
    json!(View {
        phone_number: &number.phone_number,
        number_sid: &number.number_sid,
        friendly_name: &number.friendly_name,
        capabilities: number.capabilities,
        primary: primary == Some(&number.phone_number),
        created_at: number.created_at,
    })
}
