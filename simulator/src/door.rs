//! What every request meets first: whether it means this server, and comes from nobody else's page.
//! What is refused, here or later, leaves a line in the log.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State as AppState};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::hosts::Hosts;
use super::refusal::Refusal;
use super::shown::shown_path;

/// The outside world, as opposed to Twilio's own API and files.
const OUTSIDE: &str = "/sim";
/// Files, under paths that are keys to them.
const FILES: &str = "/cdn";

pub(super) async fn pass(
    AppState(hosts): AppState<Arc<Hosts>>,
    request: Request,
    next: Next,
) -> Response {
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let response = match refused(&hosts, &request) {
        None => next.run(request).await,
        Some(refused) => refused,
    };
    if is_worth_a_line(&path, response.status()) {
        let status = response.status().as_u16();
        let path = if path.starts_with(FILES) { FILES.to_owned() } else { shown_path(&path) };
        tracing::warn!(status, %method, path, "request refused");
    }
    response
}

fn refused(hosts: &Hosts, request: &Request) -> Option<Response> {
    let is_outside = request.uri().path().starts_with(OUTSIDE);
    if let Err(sentence) = hosts.check(request.headers(), request.uri()) {
        return Some(match is_outside {
            true => Refusal::misdirected(sentence).into_response(),
            false => as_twilio(StatusCode::MISDIRECTED_REQUEST, &sentence),
        });
    }
    match hosts.check_page(request.headers()) {
        Err(sentence) if is_outside => Some(Refusal::forbidden(sentence).into_response()),
        _ => None,
    }
}

/// In the shape that Twilio's libraries read.
fn as_twilio(status: StatusCode, message: &str) -> Response {
    let body = json!({ "code": 20001, "message": message, "status": status.as_u16() });
    (status, Json(body)).into_response()
}

/// Other refusals of the API are answers to what an application asked, which it sees.
fn is_worth_a_line(path: &str, status: StatusCode) -> bool {
    let is_refused = matches!(
        status,
        StatusCode::UNAUTHORIZED
            | StatusCode::FORBIDDEN
            | StatusCode::NOT_FOUND
            | StatusCode::METHOD_NOT_ALLOWED
            | StatusCode::MISDIRECTED_REQUEST
    );
    is_refused || (path.starts_with(OUTSIDE) && status.is_client_error())
}
