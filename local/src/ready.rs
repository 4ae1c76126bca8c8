//! Whether the sandbox has started. Routes are served before that.

use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use sandbox::Sandbox;

/// The sandbox, once it is ready.
pub type Ready = Arc<OnceLock<Sandbox>>;

/// Serves `/healthz`.
pub fn health(ready: Ready) -> Router {
    Router::new().route("/healthz", get(healthz)).with_state(ready)
}

async fn healthz(State(ready): State<Ready>) -> StatusCode {
    ready.get().map_or(StatusCode::SERVICE_UNAVAILABLE, |_| StatusCode::OK)
}
