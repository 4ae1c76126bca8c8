//! `/v1/AuthTokens`: an account's own second password, on its way to become the first.

use std::sync::Arc;

use axum::Json;
use axum::extract::State as AppState;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use serde_json::{Value, json};

use super::super::accounts::SecondaryToken;
use super::super::state::State;
use super::super::times::iso8601;
use super::answer::Answer;
use super::auth;
use super::error::RestError;
use super::params::invalid;
use super::roots::TOKENS_ROOT;

pub(super) async fn create(AppState(state): AppState<Arc<State>>, headers: HeaderMap) -> Answer {
    let account = auth::caller(&state, &headers)?;
    let there_is_one = || invalid("The account has a secondary Auth Token already".to_owned());
    let secondary = state.store.secondary_token_create(&account)?.ok_or_else(there_is_one)?;
    let mut resource = resource(&state, &account.sid, &secondary);
    resource["secondary_auth_token"] = secondary.token.reveal().into();
    resource["url"] = format!("{}{}/Secondary", state.url, TOKENS_ROOT).into();
    Ok((StatusCode::CREATED, Json(resource)).into_response())
}

pub(super) async fn delete(AppState(state): AppState<Arc<State>>, headers: HeaderMap) -> Answer {
    let account = auth::caller(&state, &headers)?;
    match state.store.secondary_token_delete(&account)? {
        true => Ok(StatusCode::NO_CONTENT.into_response()),
        false => Err(RestError::not_found(&format!("{TOKENS_ROOT}/Secondary"))),
    }
}

pub(super) async fn promote(AppState(state): AppState<Arc<State>>, headers: HeaderMap) -> Answer {
    let account = auth::caller(&state, &headers)?;
    let there_is_none = || invalid("The account has no secondary Auth Token".to_owned());
    let promoted = state.store.secondary_token_promote(&account)?.ok_or_else(there_is_none)?;
    let mut resource = resource(&state, &account.sid, &promoted);
    resource["auth_token"] = promoted.token.reveal().into();
    resource["url"] = format!("{}{}/Promote", state.url, TOKENS_ROOT).into();
    Ok(Json(resource).into_response())
}

fn resource(state: &State, account_sid: &str, token: &SecondaryToken) -> Value {
    json!({
        "account_sid": account_sid,
        "date_created": iso8601(token.created),
        "date_updated": iso8601(state.now()),
    })
}
