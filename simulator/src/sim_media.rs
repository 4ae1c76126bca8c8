//! `/sim`: pictures and sound as phones have them, without the credentials that the API asks for.
//!
//! Whatever somebody sent is shown on the page's own origin. So only what a browser cannot take for
//! a page is shown in place, and nothing may run.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State as AppState};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::calls::Format;
use super::media::Media;
use super::media_body;
use super::refusal::Refusal;
use super::sim::fail;
use super::state::State;

type App = AppState<Arc<State>>;

/// What browsers show as it is; SVG is a page.
const SHOWN: [&str; 6] =
    ["image/gif", "image/jpeg", "image/png", "image/webp", "image/avif", "image/bmp"];

pub(super) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/sim/media/{account}/{message}/{sid}", get(media))
        .route("/sim/recordings/{account}/{sid}", get(recording))
}

async fn media(
    AppState(state): App,
    Path((account, message, sid)): Path<(String, String, String)>,
) -> Response {
    let is_there = |media: &Media| media.account_sid == account && media.message_sid == message;
    let found = state.store.media(&sid).map(|media| media.filter(is_there));
    match found {
        Ok(Some(media)) => show(&state, media).unwrap_or_else(|error| fail(&error)),
        Ok(None) => Refusal::not_found("sid", &format!("the picture {sid}")).into_response(),
        Err(error) => fail(&error.into()),
    }
}

/// The phone has it whole, whatever goes wrong where the API serves it.
fn show(state: &State, media: Media) -> anyhow::Result<Response> {
    let media = Media { cut_after: None, ..media };
    let (size, body) = media_body::open(&state.store, &media)?;
    Ok(Response::builder()
        .header(CONTENT_TYPE, &media.content_type)
        .header(CONTENT_LENGTH, size)
        .header(CONTENT_DISPOSITION, disposition(&media.content_type))
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox")
        .header(CACHE_CONTROL, "private, no-cache")
        .body(body)?)
}

fn disposition(content_type: &str) -> &'static str {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_shown = SHOWN.contains(&kind.as_str())
        || ["audio/", "video/"].iter().any(|family| kind.starts_with(family));
    if is_shown { "inline" } else { "attachment" }
}

async fn recording(AppState(state): App, Path((account, sid)): Path<(String, String)>) -> Response {
    let found = state.store.recording(&account, &sid);
    let recording = match found.map(|found| found.filter(|found| found.status == "completed")) {
        Ok(Some(recording)) => recording,
        Ok(None) => {
            return Refusal::not_found("sid", &format!("the recording {sid}")).into_response();
        }
        Err(error) => return fail(&error.into()),
    };
    let seconds = recording.duration.and_then(|seconds| u32::try_from(seconds).ok());
    let file = Format::Wav.file(seconds.unwrap_or_default(), recording.channels);
    let headers = [
        (CONTENT_TYPE, Format::Wav.content_type()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CACHE_CONTROL, "private, no-cache"),
    ];
    (headers, file).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_page_is_a_download() {
        for kind in ["image/png", "IMAGE/JPEG; x=1", "audio/mpeg", "video/mp4"] {
            assert_eq!(disposition(kind), "inline", "{kind}");
        }
        for kind in ["text/html", "image/svg+xml", "application/pdf", "text/xml", "", "image/"] {
            assert_eq!(disposition(kind), "attachment", "{kind}");
        }
    }
}
