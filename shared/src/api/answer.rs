//! What a request is answered with, and how that is HTTP.

use bytes::Bytes;
use http::{Response, StatusCode, header};
use serde_json::Value;

/// What a request is answered with, unless it is refused.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Status, 200 to 299.
    pub status: StatusCode,
    /// JSON.
    pub body: Value,
}

/// Status 200.
impl From<Value> for Answer {
    fn from(body: Value) -> Self {
        Self { status: StatusCode::OK, body }
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
