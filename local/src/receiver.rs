//! A website's own server, simulated: it takes the events that it is told, and shows them.
//!
//! It stands beside the routes under `/dev` and is as closed. State is forgotten with the process.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::Sha256;

/// Requests that are remembered.
const KEPT: usize = 100;
const SIGNED: [&str; 3] = ["webhook-id", "webhook-timestamp", "webhook-signature"];

/// What it has been told, and how it answers.
#[derive(Default)]
struct Website {
    /// The newest first.
    requests: VecDeque<Value>,
    settings: Settings,
}

/// What somebody sets of it; what is not named is as at the start.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Settings {
    /// The secrets that signatures are verified with.
    secrets: Vec<String>,
    /// What it answers.
    status: u16,
    /// How often; afterwards 200. Without it, from now on.
    times: Option<u32>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { secrets: Vec::new(), status: 200, times: None }
    }
}

type Shared = Arc<Mutex<Website>>;

/// Serves `/sim/website`.
pub(crate) fn router() -> Router {
    Router::new()
        .route("/sim/website", get(show).post(take))
        .route("/sim/website/settings", post(set))
        .with_state(Shared::default())
}

fn locked(website: &Shared) -> MutexGuard<'_, Website> {
    website.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn show(State(website): State<Shared>) -> Response {
    Json(json!({ "requests": locked(&website).requests })).into_response()
}

async fn set(State(website): State<Shared>, Json(settings): Json<Settings>) -> Response {
    if !(200..=599).contains(&settings.status) {
        let message = json!({ "message": "status: 200 to 599" });
        return (StatusCode::BAD_REQUEST, Json(message)).into_response();
    }
    locked(&website).settings = settings;
    StatusCode::NO_CONTENT.into_response()
}

async fn take(State(website): State<Shared>, headers: HeaderMap, body: String) -> Response {
    let mut website = locked(&website);
    let secrets = &website.settings.secrets;
    let verified = secrets.iter().any(|secret| is_signed(secret, &headers, &body));
    let verified = (!secrets.is_empty()).then_some(verified);
    let status = website.settings.next();
    let shown = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let headers: Value =
        SIGNED.map(|name| (name.to_owned(), json!(shown(name)))).into_iter().collect();
    let body = serde_json::from_str(&body).unwrap_or_else(|_| json!(body));
    website.requests.push_front(json!({
        "answered": status, "verified": verified, "headers": headers, "body": body,
    }));
    website.requests.truncate(KEPT);
    StatusCode::from_u16(status).unwrap_or(StatusCode::OK).into_response()
}

impl Settings {
    fn next(&mut self) -> u16 {
        match &mut self.times {
            None => self.status,
            Some(0) => 200,
            Some(left) => {
                *left -= 1;
                self.status
            }
        }
    }
}

/// Whether one of the signatures is by this secret.
fn is_signed(secret: &str, headers: &HeaderMap, body: &str) -> bool {
    let [id, time, signatures] = SIGNED
        .map(|name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default());
    let key = secret.strip_prefix("whsec_").and_then(|key| BASE64.decode(key).ok());
    let Some(mac) = key.and_then(|key| Hmac::<Sha256>::new_from_slice(&key).ok()) else {
        return false;
    };
    let mac = mac.chain_update(format!("{id}.{time}.{body}"));
    let signature = |one: &str| BASE64.decode(one.strip_prefix("v1,")?).ok();
    let mut signatures = signatures.split(' ').filter_map(signature);
    signatures.any(|one| mac.clone().verify_slice(&one).is_ok())
}
