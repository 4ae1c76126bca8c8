//! Errors in the shape that all of Twilio's client libraries read.

use std::borrow::Cow;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::super::parameters::Invalid;
use super::roots::{ROOT, TOKENS_ROOT};

/// An HTTP status with Twilio's own code.
#[derive(Debug)]
pub(super) struct RestError {
    status: StatusCode,
    code: u32,
    message: Cow<'static, str>,
}

impl RestError {
    const fn of(status: StatusCode, code: u32, message: &'static str) -> Self {
        Self { status, code, message: Cow::Borrowed(message) }
    }

    /// No credentials, or wrong ones.
    pub(super) const UNAUTHORIZED: Self = Self::of(StatusCode::UNAUTHORIZED, 20003, "Authenticate");

    /// Right credentials of an account that is suspended or closed.
    pub(super) const INACTIVE: Self =
        Self::of(StatusCode::UNAUTHORIZED, 20005, "Account not active");

    /// A method that the resource does not have.
    pub(super) const METHOD_NOT_ALLOWED: Self =
        Self::of(StatusCode::METHOD_NOT_ALLOWED, 20004, "Method not allowed");

    /// Too many requests at once; nothing was done.
    pub(super) const TOO_MANY_REQUESTS: Self =
        Self::of(StatusCode::TOO_MANY_REQUESTS, 20429, "Too Many Requests");

    /// A failure of Twilio's own; nothing was done.
    pub(super) const SERVER_ERROR: Self =
        Self::of(StatusCode::INTERNAL_SERVER_ERROR, 20500, "An internal server error has occurred");

    /// A parameter that cannot be accepted, or comes at the wrong time.
    pub(super) fn bad_request(code: u32, message: impl Into<Cow<'static, str>>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, code, message: message.into() }
    }

    /// What the parameters' own check refused.
    pub(super) fn invalid(invalid: Invalid) -> Self {
        Self::bad_request(invalid.code, invalid.message)
    }

    /// Something that is still going on.
    pub(super) fn in_progress(message: &'static str) -> Self {
        Self::of(StatusCode::CONFLICT, 20009, message)
    }

    /// No such resource. `path` is under the API's root or starts with a root.
    pub(super) fn not_found(path: &str) -> Self {
        let has_root = [ROOT, TOKENS_ROOT].iter().any(|root| path.starts_with(root));
        let root = if has_root { "" } else { ROOT };
        let message = format!("The requested resource {root}{path} was not found");
        Self { status: StatusCode::NOT_FOUND, code: 20404, message: message.into() }
    }
}

impl<E: Into<anyhow::Error>> From<E> for RestError {
    fn from(error: E) -> Self {
        let error = error.into();
        tracing::error!(error = format!("{error:#}"), "simulated Twilio failed");
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            code: 20500,
            message: format!("{error:#}").into(),
        }
    }
}

impl IntoResponse for RestError {
    fn into_response(self) -> Response {
        let body = Json(json!({
            "code": self.code,
            "message": self.message,
            "more_info": format!("https://www.twilio.com/docs/errors/{}", self.code),
            "status": self.status.as_u16(),
        }));
        let mut response = (self.status, body).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            let realm = HeaderValue::from_static("Basic realm=\"Twilio API\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, realm);
        }
        response
    }
}
