//! The phones outside, beside the API: a page of the local run plays them at its own address.
//!
//! The routes are the simulated Twilio's. They stand beside those under `/dev` and are as closed.
//! Where another Twilio is called there is nobody to play.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use sandbox::Sandbox;
use tower::ServiceExt;

use crate::ready::Ready;

/// Serves `/sim`, but for what the local run itself has there.
pub(crate) fn router(ready: Ready) -> Router {
    Router::new().route("/sim/{*path}", any(pass)).with_state(ready)
}

async fn pass(State(ready): State<Ready>, mut request: Request) -> Response {
    // Among them are the parameters of this path, which would come before those of the other's.
    request.extensions_mut().clear();
    match ready.get().map(Sandbox::outside) {
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Some(None) => StatusCode::NOT_FOUND.into_response(),
        Some(Some(outside)) => outside.oneshot(request).await.into_response(),
    }
}
