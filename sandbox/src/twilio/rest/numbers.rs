//! `/Accounts/{AC}/IncomingPhoneNumbers.json`.

use std::sync::Arc;

use axum::Json;
use axum::extract::{OriginalUri, Path, State as AppState};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use serde_json::{Value, json};

use super::super::numbers::Number;
use super::super::state::State;
use super::super::times::rfc2822;
use super::page::{Page, parameter};
use super::{Answer, auth};

pub(super) async fn list(
    AppState(state): AppState<Arc<State>>,
    Path(account): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Answer {
    let account = auth::account(&state, &headers, &account)?;
    let wanted = parameter(&uri, "PhoneNumber");
    let numbers = state.store.numbers(Some(&account.sid))?;
    let is_wanted =
        |number: &&Number| wanted.as_ref().is_none_or(|wanted| *wanted == number.phone_number);
    let items: Vec<Value> = numbers.iter().filter(is_wanted).map(resource).collect();
    Ok(Json(Page::of(&uri).render("incoming_phone_numbers", &items)).into_response())
}

fn resource(number: &Number) -> Value {
    let mut resource = settings(number);
    let uri = format!(
        "{}/Accounts/{}/IncomingPhoneNumbers/{}.json",
        super::ROOT,
        number.account_sid,
        number.sid
    );
    let identity = json!({
        "account_sid": number.account_sid,
        "api_version": "2010-04-01",
        "capabilities": {"voice": true, "sms": true, "mms": true, "fax": false},
        "date_created": rfc2822(number.created),
        "date_updated": rfc2822(number.updated),
        "friendly_name": number.friendly_name,
        "phone_number": number.phone_number,
        "sid": number.sid,
        "status": "in-use",
        "uri": uri,
    });
    if let (Value::Object(resource), Value::Object(identity)) = (&mut resource, identity) {
        resource.extend(identity);
    }
    resource
}

/// Twilio writes an unset URL as an empty string, and an unset SID as null.
fn settings(number: &Number) -> Value {
    let url = |url: &Option<String>| url.clone().unwrap_or_default();
    json!({
        "address_sid": null,
        "address_requirements": "none",
        "beta": false,
        "bundle_sid": null,
        "emergency_address_sid": null,
        "emergency_address_status": "unregistered",
        "emergency_status": "Inactive",
        "identity_sid": null,
        "origin": "twilio",
        "sms_application_sid": "",
        "sms_fallback_method": "POST",
        "sms_fallback_url": url(&number.sms_fallback_url),
        "sms_method": "POST",
        "sms_url": url(&number.sms_url),
        "status_callback": url(&number.status_callback),
        "status_callback_method": number.status_callback_method.as_str(),
        "trunk_sid": null,
        "type": "local",
        "voice_application_sid": "",
        "voice_caller_id_lookup": false,
        "voice_fallback_method": number.voice_fallback_method.as_str(),
        "voice_fallback_url": url(&number.voice_fallback_url),
        "voice_method": number.voice_method.as_str(),
        "voice_receive_mode": "voice",
        "voice_url": url(&number.voice_url),
    })
}
