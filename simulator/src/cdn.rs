//! The media CDN: serves signed links on a host of its own, which takes no credentials.

use std::sync::Arc;

use axum::Router;
use axum::extract::{OriginalUri, Path, State as AppState};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::media_log::{MediaRequest, host};
use super::state::State;
use super::{media_body, times};

pub(super) fn routes() -> Router<Arc<State>> {
    Router::new().route("/cdn/{token}/{media}", get(fetch))
}

async fn fetch(
    AppState(state): AppState<Arc<State>>,
    Path((token, sid)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let mut request = MediaRequest::new(uri.path(), &sid, &headers);
    let response = if request.had_authorization {
        // As S3 does with a signed link and credentials at once.
        (StatusCode::BAD_REQUEST, "Only one auth mechanism allowed").into_response()
    } else if state.links.allows(&token, (host(&headers), &sid), times::now()) {
        serve(&state, &sid).unwrap_or_else(|error| {
            (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}")).into_response()
        })
    } else {
        (StatusCode::FORBIDDEN, "Request has expired or was not signed here").into_response()
    };
    request.status = response.status().as_u16();
    state.media_log.add(request);
    response
}

fn serve(state: &State, sid: &str) -> anyhow::Result<Response> {
    let Some(media) = state.store.media(sid)? else {
        return Ok((StatusCode::NOT_FOUND, "It was deleted").into_response());
    };
    let (size, body) = media_body::open(&state.store, &media)?;
    Ok(Response::builder()
        .header(header::CONTENT_TYPE, media.content_type)
        .header(header::CONTENT_LENGTH, size)
        .body(body)?)
}
