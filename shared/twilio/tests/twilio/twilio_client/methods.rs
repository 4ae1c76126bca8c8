//! The methods, and Twilio's answers to them.

use serde_json::{Value, json};
use twilio::status::AccountStatus;

use super::{
    Method, OTHER_TOKEN, OWN, PHONE, call, call_search, call_sid, credentials, message,
    message_search, number, number_sid, offer_search, owner, settings,
};

macro_rules! method {
    ($name:ident ( $($argument:expr),* ), $status:literal, $answer:expr) => {
        Method {
            name: stringify!($name),
            ask: |twilio, within| Box::pin(async move {
                let given = twilio.errand(credentials(), within).$name($($argument),*).await?;
                Ok(format!("{given:?}"))
            }),
            status: $status,
            answer: $answer.to_string(),
        }
    };
}

/// Every method of the client that asks the REST API.
pub(crate) fn methods() -> Vec<Method> {
    [conversations(), accounts(), numbers(), tokens()].into_iter().flatten().collect()
}

fn conversations() -> Vec<Method> {
    let call_made = json!({"sid": "CA00000000000000000000000000000002", "status": "queued"});
    let sent =
        json!({"sid": "SM00000000000000000000000000000001", "status": "queued", "to": PHONE});
    let listed = json!({"messages": [listed_message()], "next_page_uri": null});
    let calls = json!({"calls": [listed_call()], "next_page_uri": null});
    vec![
        method!(call_create(&call()), 201, call_made),
        method!(call_get(&call_sid()), 200, listed_call()),
        method!(call_children(&call_sid()), 200, calls),
        method!(call_find(&call_search()), 200, calls),
        method!(message_create(&message()), 201, sent),
        method!(message_find(&message_search()), 200, listed),
    ]
}

fn accounts() -> Vec<Method> {
    let listed = json!({"accounts": [account()], "next_page_uri": null});
    vec![
        method!(account_create("patchbay demo"), 201, account()),
        method!(account_find("patchbay demo"), 200, listed),
        method!(account_get(&owner()), 200, account()),
        method!(account_status_set(&owner(), AccountStatus::Suspended), 200, account()),
    ]
}

fn numbers() -> Vec<Method> {
    let listed = json!({"incoming_phone_numbers": [owned_number()], "next_page_uri": null});
    let offers = json!({"available_phone_numbers": [offer()], "uri": "/x"});
    vec![
        method!(number_offers(&offer_search()), 200, offers),
        method!(number_buy((&owner(), &number()), &settings()), 201, owned_number()),
        method!(number_find(&owner(), &number()), 200, listed),
        method!(number_list(&owner()), 200, listed),
        method!(number_configure((&owner(), &number_sid()), &settings()), 200, owned_number()),
        method!(number_release(&owner(), &number_sid()), 204, ""),
    ]
}

fn tokens() -> Vec<Method> {
    let secondary = json!({"account_sid": owner(), "secondary_auth_token": OTHER_TOKEN});
    let promoted = json!({"account_sid": owner(), "auth_token": OTHER_TOKEN});
    vec![
        method!(secondary_token_create(), 201, secondary),
        method!(secondary_token_delete(), 204, ""),
        method!(token_promote(), 200, promoted),
    ]
}

/// A message in a list, sent at 10:00:05.
pub(crate) fn listed_message() -> Value {
    json!({
        "sid": "SM00000000000000000000000000000001", "status": "sent", "direction": "outbound-api",
        "from": OWN, "to": PHONE, "body": format!("Ring {PHONE}"), "num_media": "0",
        "num_segments": "1", "date_created": "Thu, 01 Oct 2026 10:00:05 +0000", "date_sent": null,
        "error_code": null, "price": null
    })
}

/// A call in a list, made at 10:00:05.
pub(crate) fn listed_call() -> Value {
    json!({
        "sid": call_sid(), "status": "completed", "direction": "outbound-api", "from": OWN,
        "to": PHONE, "date_created": "Thu, 01 Oct 2026 10:00:05 +0000",
        "start_time": "Thu, 01 Oct 2026 10:00:06 +0000",
        "end_time": "Thu, 01 Oct 2026 10:00:16 +0000", "duration": "10", "answered_by": null,
        "parent_call_sid": null, "queue_time": "0", "price": null
    })
}

pub(crate) fn account() -> Value {
    json!({
        "sid": owner(), "auth_token": OTHER_TOKEN, "status": "active",
        "friendly_name": "patchbay demo", "type": "Full"
    })
}

pub(crate) fn owned_number() -> Value {
    json!({
        "sid": number_sid(), "phone_number": OWN, "account_sid": owner(), "friendly_name": OWN,
        "capabilities": {"voice": true, "sms": true, "mms": false, "fax": false}, "beta": null,
        "sms_url": "", "sms_method": "POST", "sms_fallback_url": "", "sms_fallback_method": "POST",
        "sms_application_sid": "", "voice_url": null, "voice_method": "POST",
        "voice_fallback_url": null, "voice_fallback_method": "POST", "voice_application_sid": "",
        "trunk_sid": null, "status_callback": "", "status_callback_method": "POST"
    })
}

pub(crate) fn offer() -> Value {
    json!({
        "phone_number": "+15055550100", "friendly_name": "(505) 555-0100", "lata": "664",
        "locality": "Albuquerque", "region": "NM", "postal_code": null, "iso_country": "US",
        "latitude": "35.080000", "longitude": "-106.650000", "rate_center": "ALBUQUERQU",
        "address_requirements": "none", "beta": false,
        "capabilities": {"voice": true, "SMS": true, "MMS": false}
    })
}
