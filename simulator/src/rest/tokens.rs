//! `/v1/AuthTokens`: an account's own second password, on its way to become the first.

use axum::Json;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde_json::{Value, json};

use super::super::accounts::SecondaryToken;
use super::super::times::iso8601;
use super::answer::Answer;
use super::asked::Caller;
use super::error::RestError;
use super::params::invalid;
use super::roots::TOKENS_ROOT;

pub(super) async fn create(caller: Caller) -> Answer {
    let there_is_one = || invalid("The account has a secondary Auth Token already".to_owned());
    let secondary = caller.state.store.secondary_token_create(&caller.account)?;
    let secondary = secondary.ok_or_else(there_is_one)?;
    let resource = resource(&caller, &secondary, ("secondary_auth_token", "Secondary"));
    Ok((StatusCode::CREATED, Json(resource)).into_response())
}

pub(super) async fn delete(Caller { state, account }: Caller) -> Answer {
    match state.store.secondary_token_delete(&account)? {
        true => Ok(StatusCode::NO_CONTENT.into_response()),
        false => Err(RestError::not_found(&format!("{TOKENS_ROOT}/Secondary"))),
    }
}

pub(super) async fn promote(caller: Caller) -> Answer {
    let there_is_none = || invalid("The account has no secondary Auth Token".to_owned());
    let promoted = caller.state.store.secondary_token_promote(&caller.account)?;
    let promoted = promoted.ok_or_else(there_is_none)?;
    Ok(Json(resource(&caller, &promoted, ("auth_token", "Promote"))).into_response())
}

/// The token under its `key`, as what the path's last part makes of it.
fn resource(caller: &Caller, token: &SecondaryToken, (key, path): (&str, &str)) -> Value {
    let Caller { state, account } = caller;
    json!({
        "account_sid": account.sid,
        "date_created": iso8601(token.created),
        "date_updated": iso8601(state.now()),
        key: token.token.reveal(),
        "url": format!("{}{}/{path}", state.url, TOKENS_ROOT),
    })
}
