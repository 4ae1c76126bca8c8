//! `/Accounts/{AC}/Messages/{SM}.json`.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State as AppState};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use serde_json::{Value, json};

use super::super::messages::Message;
use super::super::state::State;
use super::super::times::rfc2822;
use super::error::RestError;
use super::{Answer, auth};

pub(super) async fn fetch(
    AppState(state): AppState<Arc<State>>,
    Path((account, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let account = auth::account(&state, &headers, &account)?;
    let not_found = || RestError::not_found(&format!("/Accounts/{}/Messages/{file}", account.sid));
    let sid = file.strip_suffix(".json").ok_or_else(not_found)?;
    let message = state.store.message(&account.sid, sid)?.ok_or_else(not_found)?;
    Ok(Json(resource(&message)).into_response())
}

/// Counts are strings and the price is not known yet, as on Twilio.
fn resource(message: &Message) -> Value {
    let root = format!("{}/Accounts/{}/Messages/{}", super::ROOT, message.account_sid, message.sid);
    json!({
        "account_sid": message.account_sid,
        "api_version": "2010-04-01",
        "body": message.body,
        "date_created": rfc2822(message.created),
        "date_sent": rfc2822(message.created),
        "date_updated": rfc2822(message.updated),
        "direction": message.direction,
        "error_code": message.error_code,
        "error_message": null,
        "from": message.from,
        "messaging_service_sid": message.messaging_service_sid,
        "num_media": message.num_media.to_string(),
        "num_segments": message.num_segments.to_string(),
        "price": null,
        "price_unit": "USD",
        "sid": message.sid,
        "status": message.status,
        "subresource_uris": {"media": format!("{root}/Media.json")},
        "to": message.to,
        "uri": format!("{root}.json"),
    })
}
