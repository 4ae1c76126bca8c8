//! A tenant's account at the simulated Twilio, to sign requests with.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::json;

use super::refusal::refusal;
use crate::ready::Ready;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tenant {
    tenant: String,
}

/// Serves `/dev/account`.
pub(super) fn router(ready: Ready) -> Router {
    Router::new().route("/dev/account", get(account)).with_state(ready)
}

async fn account(State(ready): State<Ready>, Query(tenant): Query<Tenant>) -> Response {
    let Some(sandbox) = ready.get() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    match sandbox.simulated_account(&tenant.tenant).await {
        Ok(Some((account, numbers))) => Json(json!({
            "account_sid": account.sid,
            "auth_token": account.auth_token.reveal(),
            "numbers": numbers,
        }))
        .into_response(),
        Ok(None) => {
            let message = "the tenant has no account at the simulated Twilio: POST \
                           /api/twilio/provision gets it one";
            refusal(StatusCode::NOT_FOUND, message)
        }
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "the account could not be read");
            refusal(StatusCode::SERVICE_UNAVAILABLE, "the account could not be read")
        }
    }
}
