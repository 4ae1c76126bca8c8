//! The answers that come from the gateway itself.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use serde_json::json;

use crate::gateway::body::Unreadable;
use crate::gateway::jwt::Challenge;

/// Why the gateway answers in place of a function.
#[derive(Debug)]
pub(super) enum Refusal {
    /// Malformed escapes in the path, a broken body, or no host.
    BadRequest,
    /// The JWT authorizer said no.
    Unauthorized(Challenge),
    /// No such route.
    NotFound,
    /// The body is over the gateway's limit or the event over Lambda's.
    TooLarge,
    /// Request line and headers are too large.
    HeadTooLarge,
    /// The function failed, timed out, or answered in a form that means nothing.
    Internal,
    /// The function took longer than the gateway waits, or too many are running.
    Unavailable,
}

impl From<Challenge> for Refusal {
    fn from(challenge: Challenge) -> Self {
        Self::Unauthorized(challenge)
    }
}

impl From<Unreadable> for Refusal {
    fn from(body: Unreadable) -> Self {
        match body {
            Unreadable::TooLarge => Self::TooLarge,
            Unreadable::Broken => Self::BadRequest,
        }
    }
}

impl Refusal {
    fn parts(&self) -> (StatusCode, &'static str) {
        match self {
            Self::BadRequest => (StatusCode::BAD_REQUEST, "Bad Request"),
            Self::Unauthorized(_) => (StatusCode::UNAUTHORIZED, "Unauthorized"),
            Self::NotFound => (StatusCode::NOT_FOUND, "Not Found"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "Request Entity Too Large"),
            Self::HeadTooLarge => {
                (StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "Request Header Fields Too Large")
            }
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error"),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable"),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response<Body> {
        let (status, message) = self.parts();
        let mut response = Response::new(Body::from(json!({"message": message}).to_string()));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Self::Unauthorized(challenge) = self {
            headers.insert(WWW_AUTHENTICATE, challenge.header());
        }
        response
    }
}
