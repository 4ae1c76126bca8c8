//! The one HTML file at many paths.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use tower_http::services::ServeFile;

use crate::addresses::Addresses;

const MISSING: &str = "The page is not built. Node 20 or newer builds the page: \
                       npm --prefix dashboard ci && npm --prefix dashboard run build\n";
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
const NO_CACHE: HeaderValue = HeaderValue::from_static("no-cache");

/// The file, and where it is at home.
pub(super) struct Entry {
    file: PathBuf,
    home: String,
}

impl Entry {
    pub(super) fn new(folder: &Path, addresses: &Addresses) -> Arc<Self> {
        Arc::new(Self { file: folder.join("index.html"), home: addresses.page.clone() })
    }

    /// Another name of this machine is another origin, from which the API could not be called.
    fn elsewhere(&self, request: &Request) -> Option<Response> {
        let host = request.headers().get(HOST)?.to_str().ok()?;
        let path = request.uri().path_and_query()?;
        let is_home = self.home.strip_prefix("http://") == Some(host);
        (!is_home).then(|| Redirect::temporary(&format!("{}{path}", self.home)).into_response())
    }
}

pub(super) async fn show(State(entry): State<Arc<Entry>>, request: Request) -> Response {
    if let Some(elsewhere) = entry.elsewhere(&request) {
        return elsewhere;
    }
    let mut response = match ServeFile::new(&entry.file).try_call(request).await {
        Ok(response) if response.status() != StatusCode::NOT_FOUND => response.map(Body::new),
        _ => return (StatusCode::SERVICE_UNAVAILABLE, MISSING).into_response(),
    };
    if response.headers().contains_key(CONTENT_TYPE) {
        response.headers_mut().insert(CONTENT_TYPE, HTML);
    }
    response.headers_mut().insert(CACHE_CONTROL, NO_CACHE);
    response
}
