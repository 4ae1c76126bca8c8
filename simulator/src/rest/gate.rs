//! What every request to the REST API passes: faults are done to it, and a note of it is kept.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State as AppState};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::channel::oneshot;
use futures::stream;

use super::super::calls::Order;
use super::super::faults::{Resource, RestFault};
use super::super::rest_log::RestRequest;
use super::super::state::State;
use super::error::RestError;

/// More than any form of the API.
const LARGEST_FORM: usize = 1024 * 1024;

/// What an answer may have to wait for: it becomes ready when the first status callback was
/// answered, or none will be.
#[derive(Clone)]
pub(super) struct FirstCallback {
    answered: Arc<Mutex<Option<oneshot::Receiver<()>>>>,
    order: Order,
}

impl FirstCallback {
    pub(super) fn new(answered: oneshot::Receiver<()>, order: Order) -> Self {
        Self { answered: Arc::new(Mutex::new(Some(answered))), order }
    }

    async fn wait(self) {
        let answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(answered) = answered {
            // Either way the answer may come now.
            let _ = answered.await;
        }
    }
}

pub(crate) async fn pass(
    AppState(state): AppState<Arc<State>>,
    request: Request,
    next: Next,
) -> Response {
    let Some(resource) = Resource::of_path(request.uri().path()) else {
        return next.run(request).await;
    };
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_FORM).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let mut note = RestRequest::new(&parts, &body);
    let fault = state.faults.take(resource, &parts.method);
    let response = match fault {
        Some(RestFault::TooManyRequests) => RestError::TOO_MANY_REQUESTS.into_response(),
        Some(RestFault::ServerError) => RestError::SERVER_ERROR.into_response(),
        Some(RestFault::CutBefore) => cut(),
        _ => next.run(Request::from_parts(parts, Body::from(body))).await,
    };
    if !matches!(fault, Some(RestFault::CutBefore | RestFault::CutAfter)) {
        note.status = status(fault, &response).as_u16();
    }
    tracing::debug!(method = note.method, path = note.path, status = note.status, "request");
    state.rest_log.add(note);
    answer(fault, response).await
}

fn status(fault: Option<RestFault>, response: &Response) -> StatusCode {
    match fault {
        Some(RestFault::ServerErrorAfter) => StatusCode::INTERNAL_SERVER_ERROR,
        _ => response.status(),
    }
}

/// The answer to what was done, when it is due.
async fn answer(fault: Option<RestFault>, mut response: Response) -> Response {
    let first = response.extensions_mut().remove::<FirstCallback>();
    if let Some(first) = first
        && (first.order == Order::BeforeAnswer || fault == Some(RestFault::CallbackFirst))
    {
        first.wait().await;
    }
    match fault {
        Some(RestFault::ServerErrorAfter) => return RestError::SERVER_ERROR.into_response(),
        Some(RestFault::CutAfter) => return cut(),
        Some(RestFault::Slow(millis)) => tokio::time::sleep(Duration::from_millis(millis)).await,
        _ => {}
    }
    response
}

/// A body that fails before its first byte: the server drops the connection and the head with it.
fn cut() -> Response {
    let reset = async { Err::<Bytes, _>(io::Error::from(io::ErrorKind::ConnectionReset)) };
    Response::new(Body::from_stream(stream::once(reset)))
}
