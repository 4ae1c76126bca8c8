//! Why the simulator will not do what it was asked.

use std::fmt;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// A request that cannot be carried out, with the field at fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// HTTP status that `/sim` answers: 400, 403, 404, 409 or 421.
    pub status: StatusCode,
    /// Name of the JSON field at fault, if it is one.
    pub field: Option<&'static str>,
    /// What is wrong, in words.
    pub message: String,
}

impl Refusal {
    pub(super) fn bad_request(field: Option<&'static str>, message: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, field, message: message.into() }
    }

    pub(super) fn not_found(field: &'static str, what: &str) -> Self {
        let message = format!("`{field}`: {what} does not exist here");
        Self { status: StatusCode::NOT_FOUND, field: Some(field), message }
    }

    pub(super) fn conflict(field: &'static str, message: impl Into<String>) -> Self {
        Self { status: StatusCode::CONFLICT, field: Some(field), message: message.into() }
    }

    /// The request means another server.
    pub(super) fn misdirected(message: impl Into<String>) -> Self {
        Self { status: StatusCode::MISDIRECTED_REQUEST, field: None, message: message.into() }
    }

    /// Whoever asks may not.
    pub(super) fn forbidden(message: impl Into<String>) -> Self {
        Self { status: StatusCode::FORBIDDEN, field: None, message: message.into() }
    }

    fn code(&self) -> &'static str {
        match self.status {
            StatusCode::FORBIDDEN => "forbidden",
            StatusCode::MISDIRECTED_REQUEST => "misdirected_request",
            StatusCode::NOT_FOUND => "not_found",
            StatusCode::CONFLICT => "conflict",
            _ => "invalid_request",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut error = json!({"code": self.code(), "message": self.message});
        if let Some(field) = self.field {
            error["field"] = field.into();
        }
        (self.status, Json(json!({ "error": error }))).into_response()
    }
}
