//! The HTTP side of the Runtime API, version 2018-06-01.

use std::sync::Arc;
use std::time::SystemTime;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::IntoResponse as _;
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::Background;
use super::exchange::Exchange;
use crate::gateway::body::read;
use crate::gateway::functions::{Invocation, PAYLOAD_LIMIT};

type Shared = State<Arc<Exchange>>;

/// Serves the API until the returned task is dropped.
pub(super) fn start(listener: TcpListener, exchange: Arc<Exchange>) -> Background {
    let invocations = Router::new()
        .route("/invocation/next", get(next))
        .route("/invocation/{id}/response", post(respond))
        .route("/invocation/{id}/error", post(report))
        .route("/init/error", post(init_error));
    let service = Router::new().nest("/2018-06-01/runtime", invocations).with_state(exchange);
    Background::spawn(|mut stop| async move {
        // No graceful end: a process that waits for its next event would hold it up.
        tokio::select! {
            served = axum::serve(listener, service) => {
                if let Err(error) = served {
                    tracing::error!(%error, "the runtime API failed");
                }
            }
            () = stop.requested() => {}
        }
    })
}

async fn next(State(exchange): Shared) -> Response<Body> {
    let Some(invocation) = exchange.next().await else {
        return refuse(StatusCode::INTERNAL_SERVER_ERROR, "Runtime.Gone");
    };
    let Invocation { event, request_id, deadline } = invocation;
    let trace = format!("Root=1-{};Sampled=0", &request_id);
    let deadline = deadline.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let headers = [
        ("lambda-runtime-aws-request-id", request_id),
        ("lambda-runtime-deadline-ms", deadline.as_millis().to_string()),
        ("lambda-runtime-invoked-function-arn", exchange.arn.clone()),
        ("lambda-runtime-trace-id", trace),
    ];
    (headers, Json(event)).into_response()
}

async fn respond(State(exchange): Shared, Path(id): Path<String>, body: Body) -> Response<Body> {
    let Ok(body) = read(body, PAYLOAD_LIMIT).await else {
        let error = "Function.ResponseSizeTooLarge: the response is over 6 MB";
        exchange.finish(&id, Err(error.to_owned()));
        return refuse(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLarge");
    };
    let value = if body.is_empty() { Ok(Value::Null) } else { serde_json::from_slice(&body) };
    let outcome = value.map_err(|error| format!("Runtime.InvalidResponse: {error}"));
    finish(&exchange, &id, outcome)
}

async fn report(
    State(exchange): Shared,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    finish(&exchange, &id, Err(error_text(&headers, &body)))
}

async fn init_error(State(exchange): Shared, headers: HeaderMap, body: Bytes) -> Response<Body> {
    exchange.fail(error_text(&headers, &body));
    accepted()
}

/// `type: message`, as far as the process says.
fn error_text(headers: &HeaderMap, body: &[u8]) -> String {
    let error: Value = serde_json::from_slice(body).unwrap_or_default();
    let header = headers.get("lambda-runtime-function-error-type").and_then(|v| v.to_str().ok());
    let kind = error["errorType"].as_str().or(header).unwrap_or("Error");
    let message = error["errorMessage"].as_str().map(str::to_owned);
    format!("{kind}: {}", message.unwrap_or_else(|| String::from_utf8_lossy(body).into_owned()))
}

fn finish(exchange: &Exchange, id: &str, outcome: Result<Value, String>) -> Response<Body> {
    match exchange.finish(id, outcome) {
        Some(()) => accepted(),
        None => refuse(StatusCode::BAD_REQUEST, "InvalidRequestID"),
    }
}

fn accepted() -> Response<Body> {
    (StatusCode::ACCEPTED, Json(json!({"status": "OK"}))).into_response()
}

fn refuse(status: StatusCode, kind: &str) -> Response<Body> {
    (status, Json(json!({"errorMessage": kind, "errorType": kind}))).into_response()
}
