//! `/Accounts/{AC}.json`.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State as AppState};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use serde_json::json;

use super::super::accounts::Account;
use super::super::state::State;
use super::super::times::rfc2822;
use super::error::RestError;
use super::{Answer, auth};

pub(super) async fn fetch(
    AppState(state): AppState<Arc<State>>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let not_found = || RestError::not_found(&format!("/Accounts/{file}"));
    let sid = file.strip_suffix(".json").ok_or_else(not_found)?;
    let account = auth::account(&state, &headers, sid)?;
    Ok(Json(resource(&account)).into_response())
}

fn resource(account: &Account) -> serde_json::Value {
    let root = format!("{}/Accounts/{}", super::ROOT, account.sid);
    json!({
        "auth_token": account.auth_token.reveal(),
        "date_created": rfc2822(account.created),
        "date_updated": rfc2822(account.created),
        "friendly_name": account.friendly_name,
        "owner_account_sid": account.owner_sid,
        "sid": account.sid,
        "status": account.status.as_str(),
        "subresource_uris": {
            "calls": format!("{root}/Calls.json"),
            "incoming_phone_numbers": format!("{root}/IncomingPhoneNumbers.json"),
            "messages": format!("{root}/Messages.json"),
            "recordings": format!("{root}/Recordings.json"),
        },
        "type": "Full",
        "uri": format!("{root}.json"),
    })
}
