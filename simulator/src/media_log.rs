//! Who fetched which media, for tests that watch where credentials go.

use axum::http::{HeaderMap, header};

/// A request for media, to the API or the CDN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaRequest {
    /// The path asked for.
    pub path: String,
    /// `ME` SID of the medium, or `RE` SID of the recording.
    pub sid: String,
    /// `Host` header: `127.0.0.1:PORT` is the API, `localhost:PORT` the CDN.
    pub host: String,
    /// Whether the request carried an `Authorization` header.
    pub had_authorization: bool,
    /// HTTP status of the answer.
    pub status: u16,
}

impl MediaRequest {
    pub(super) fn new(path: &str, sid: &str, headers: &HeaderMap) -> Self {
        Self {
            path: path.to_owned(),
            sid: sid.to_owned(),
            host: host(headers).to_owned(),
            had_authorization: headers.contains_key(header::AUTHORIZATION),
            status: 0,
        }
    }
}

/// The `Host` header; empty if there is none.
pub(super) fn host(headers: &HeaderMap) -> &str {
    headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default()
}
