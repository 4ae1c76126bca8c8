//! Routes that exist in the local run alone: readiness, a bearer token, an account to sign with.
//!
//! Who gets a token is any tenant. So `/dev` is for this machine: where a tunnel leads to the API it
//! has a port of its own, since a tunnel's program may say that it comes from this machine.

use std::sync::{Arc, OnceLock};

use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use sandbox::Sandbox;
use serde::Deserialize;
use serde_json::json;
use tokio::net::TcpListener;
use twilio_simulator::{Hosts, shown_path};

/// The sandbox, once it is ready. The routes are served before that.
pub type Ready = Arc<OnceLock<Sandbox>>;

/// Serves `/healthz`.
pub fn health(ready: Ready) -> Router {
    Router::new().route("/healthz", get(healthz)).with_state(ready)
}

/// Serves `/dev/token` and `/dev/account`, on this port of this machine and to nobody beyond it.
pub fn router(ready: Ready, port: u16) -> Router {
    let guard = middleware::from_fn_with_state(Arc::new(Hosts::of(port)), guard);
    Router::new()
        .route("/dev/token", post(token))
        .route("/dev/account", get(account))
        .layer(guard)
        .with_state(ready)
}

/// Serves them alone, in the background, until the process ends.
pub fn serve(listener: TcpListener, ready: Ready) -> anyhow::Result<()> {
    let port = listener.local_addr()?.port();
    tokio::spawn(axum::serve(listener, router(ready, port)).into_future());
    Ok(())
}

/// Refuses requests for another host, from pages of other sites, and those that a proxy has carried.
async fn guard(State(hosts): State<Arc<Hosts>>, request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), shown_path(request.uri().path()));
    let (headers, uri) = (request.headers(), request.uri());
    let response = if let Err(sentence) = hosts.check(headers, uri) {
        refusal(StatusCode::MISDIRECTED_REQUEST, &sentence)
    } else if let Err(sentence) = hosts.check_page(headers) {
        refusal(StatusCode::FORBIDDEN, sentence)
    } else if is_carried(headers) {
        let sentence = "a proxy or tunnel has carried this; start with --public-url behind one";
        refusal(StatusCode::FORBIDDEN, sentence)
    } else {
        next.run(request).await
    };
    if response.status().is_client_error() {
        tracing::warn!(status = response.status().as_u16(), %method, path, "request refused");
    }
    response
}

fn is_carried(headers: &HeaderMap) -> bool {
    headers.keys().any(|name| name == "forwarded" || name.as_str().starts_with("x-forwarded-"))
}

fn refusal(status: StatusCode, message: &str) -> Response {
    (status, Json(json!({ "message": message }))).into_response()
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
