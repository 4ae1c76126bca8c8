//! Routes that exist in the local run alone: readiness, a bearer token, an account to sign with.

use std::sync::{Arc, OnceLock};

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use sandbox::Sandbox;
use sandbox::demo::DEMO;
use serde::Deserialize;
use serde_json::json;

/// The sandbox, once it is ready. The routes are served before that.
pub type Ready = Arc<OnceLock<Sandbox>>;

/// Serves `/healthz`, `/dev/token` and `/dev/account`.
pub fn router(ready: Ready) -> Router {
    Router::new()
        .route("/healthz", get(healthz))
        .route("/dev/token", post(token))
        .route("/dev/account", get(account))
        .with_state(ready)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tenant {
    tenant: String,
}

async fn healthz(State(ready): State<Ready>) -> StatusCode {
    ready.get().map_or(StatusCode::SERVICE_UNAVAILABLE, |_| StatusCode::OK)
}

async fn token(State(ready): State<Ready>, Json(tenant): Json<Tenant>) -> Response {
    match ready.get() {
        Some(sandbox) => {
            Json(json!({ "token": sandbox.issuer.token(&tenant.tenant) })).into_response()
        }
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

async fn account(State(ready): State<Ready>, Query(tenant): Query<Tenant>) -> Response {
    let Some(sandbox) = ready.get() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    match sandbox.twilio.account(DEMO.account_sid) {
        Ok(Some(account)) if tenant.tenant == DEMO.tenant_id => Json(json!({
            "account_sid": account.sid,
            "auth_token": account.auth_token.reveal(),
            "numbers": DEMO.numbers,
        }))
        .into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}
