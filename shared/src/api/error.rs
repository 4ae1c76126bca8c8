//! Errors of the website API, and the one place where they become HTTP.

use bytes::Bytes;
use http::{Response, StatusCode, header};
use serde_json::json;

use super::json;
use crate::deadline::Late;
use crate::media::MediaError;
use crate::store::StoreError;

/// Why a request was not answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// A parameter or field that cannot be read.
    #[error("{field} is not valid: {message}")]
    Invalid {
        /// The parameter or field.
        field: &'static str,
        /// What would be valid, for people.
        message: &'static str,
    },
    /// No token, or one without a tenant.
    #[error("a valid bearer token is needed")]
    Unauthorized,
    /// Not there, or another tenant's.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// A service we depend on is down.
    #[error("temporarily unavailable")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<Late> for ApiError {
    fn from(error: Late) -> Self {
        ApiError::Unavailable(error.into())
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        ApiError::Unavailable(error.into())
    }
}

impl From<MediaError> for ApiError {
    fn from(error: MediaError) -> Self {
        ApiError::Unavailable(error.into())
    }
}

impl ApiError {
    fn status_and_code(&self) -> (StatusCode, &'static str) {
        match self {
            ApiError::Invalid { .. } => (StatusCode::BAD_REQUEST, "invalid_request"),
            ApiError::Unauthorized => (StatusCode::UNAUTHORIZED, "unauthorized"),
            ApiError::NotFound(_) => (StatusCode::NOT_FOUND, "not_found"),
            ApiError::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
        }
    }

    pub(super) fn log(&self, function: &'static str, tenant_id: &str) {
        let status = self.status_and_code().0.as_u16();
        match self {
            ApiError::Unavailable(cause) => {
                tracing::error!(function, tenant_id, status, %cause, "request not served");
            }
            _ => tracing::info!(function, tenant_id, status, reason = %self, "request refused"),
        }
    }

    pub(super) fn into_response(self) -> Response<Bytes> {
        let (status, code) = self.status_and_code();
        let field = match self {
            ApiError::Invalid { field, .. } => Some(field),
            _ => None,
        };
        let mut error = json!({ "code": code, "message": self.to_string() });
        if let Some(field) = field {
            error["field"] = field.into();
        }
        let mut response = json(status, &json!({ "error": error }));
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
        }
        response
    }
}
