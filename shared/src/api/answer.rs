//! What a request is answered with, and how that is HTTP.

use bytes::Bytes;
use http::{Response, StatusCode, header};
use serde_json::Value;

/// What a request is answered with, unless it is refused.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Status, 200 to 299.
    pub status: StatusCode,
    /// What it says.
    pub body: Body,
}

/// What an answer says.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// JSON.
    Json(Value),
    /// A file to be saved.
    File(File),
}

/// A text that is to be saved as a file, or a page of it.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    /// What it is called.
    pub name: &'static str,
    /// Its type.
    pub content_type: &'static str,
    /// What is in it.
    pub content: String,
    /// Path and query of the page that follows.
    pub next: Option<String>,
}

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "File({})", self.name)
    }
}

impl From<Value> for Body {
    fn from(json: Value) -> Self {
        Body::Json(json)
    }
}

/// Status 200.
impl From<Value> for Answer {
    fn from(body: Value) -> Self {
        Self { status: StatusCode::OK, body: body.into() }
    }
}

/// Status 200.
impl From<File> for Answer {
    fn from(file: File) -> Self {
        Self { status: StatusCode::OK, body: Body::File(file) }
    }
}

impl Answer {
    pub(super) fn into_response(self) -> Response<Bytes> {
        let File { name, content_type, content, next } = match self.body {
            Body::Json(body) => return json(self.status, &body),
            Body::File(file) => file,
        };
        let response = Response::builder()
            .status(self.status)
            .header(header::CONTENT_TYPE, content_type)
            .header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))
            .header(header::CACHE_CONTROL, "no-store");
        // RFC 8288
        let response = match next {
            Some(next) => response.header(header::LINK, format!("<{next}>; rel=\"next\"")),
            None => response,
        };
        response.body(content.into()).expect("a cursor has letters, digits, - and _ alone")
    }
}

pub(super) fn json(status: StatusCode, body: &Value) -> Response<Bytes> {
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::CACHE_CONTROL, "no-store")
        .body(body.to_string().into())
        .expect("the headers are constants")
}
