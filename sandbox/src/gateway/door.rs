//! What every request meets first: whether it means this gateway.
//!
//! AWS has no such thing, since there the name decides which API is reached at all.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use twilio_simulator::{Hosts, shown_path};

pub(super) async fn pass(
    State(hosts): State<Arc<Hosts>>,
    request: Request,
    next: Next,
) -> Response {
    match hosts.check(request.headers(), request.uri()) {
        Ok(()) => next.run(request).await,
        Err(sentence) => {
            let (method, path) = (request.method(), shown_path(request.uri().path()));
            tracing::warn!(status = 421, %method, path, "request refused");
            (StatusCode::MISDIRECTED_REQUEST, Json(json!({ "message": sentence }))).into_response()
        }
    }
}
