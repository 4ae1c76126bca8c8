//! Errors of the website API, and the one place where they become HTTP.

use bytes::Bytes;
use http::{Response, StatusCode, header};
use serde_json::json;

use super::answer::json;
use super::asked::Asked;
use super::limit::Limit;
use super::roles::Role;
use crate::ids::ContactId;
use crate::outage::Outage;
use crate::records::InvalidPreference;

/// Seconds after which a service that is down may be back.
const RETRY_AFTER: u32 = 5;

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
    /// A field that could be read, and leads to what cannot be used. What is wrong with that is shown to
    /// who sent it, and not logged: a stranger has a say in it.
    #[error("{field} leads to nothing that can be used")]
    Unusable {
        /// The field.
        field: &'static str,
        /// What is wrong, for people.
        message: String,
    },
    /// A field that means nothing here. Its name is only shown to who sent it: it could be anything.
    #[error("a field is not known here")]
    Unknown {
        /// The field.
        field: String,
    },
    /// A body that is larger than the route takes.
    #[error("{field} is too large: {message}")]
    TooLarge {
        /// What is too large.
        field: &'static str,
        /// The limit, for people.
        message: &'static str,
    },
    /// A body of a type that the route does not take.
    #[error("{field} is not supported: {message}")]
    Unsupported {
        /// What says so.
        field: &'static str,
        /// Which types would be, for people.
        message: &'static str,
    },
    /// No token, or one without a tenant.
    #[error("a valid bearer token is needed")]
    Unauthorized,
    /// The user may not do this inside the tenant.
    #[error("this needs the role {}", needed.as_str())]
    Role {
        /// Who may, at least.
        needed: Role,
    },
    /// Not there, or another tenant's.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// Valid, but not in this deployment.
    #[error("{field}: {message}")]
    NotAllowed {
        /// What it is that is not allowed, for programs.
        code: &'static str,
        /// The parameter or field.
        field: &'static str,
        /// Why, for people.
        message: &'static str,
    },
    /// Something is in a state that stands against it.
    #[error("{message}")]
    Conflict {
        /// What stands against it, for programs.
        code: &'static str,
        /// The same for people.
        message: &'static str,
    },
    /// Somebody is known already who was to be made.
    #[error("one of the addresses is a contact's already")]
    ContactExists {
        /// Who.
        contact_id: ContactId,
    },
    /// This deployment has no such thing.
    #[error("{message}")]
    Absent {
        /// What there is not, for programs.
        code: &'static str,
        /// The same for people.
        message: &'static str,
    },
    /// It was there, and is no longer.
    #[error("{message}")]
    Gone {
        /// What is gone, for programs.
        code: &'static str,
        /// The same for people.
        message: &'static str,
    },
    /// Twilio refuses. Its words may hold numbers, so they are not logged.
    #[error("Twilio refuses, code {}", twilio_code.unwrap_or_default())]
    TwilioRefused {
        /// Twilio's error code, if it gave one.
        twilio_code: Option<u32>,
        /// Why, for people.
        message: String,
    },
    /// The tenant has asked for too much.
    #[error("too many requests")]
    TooMany {
        /// Seconds after which it may ask again.
        retry_after: u32,
    },
    /// The tenant has reached a limit of the deployment.
    #[error("{}", limit.sentence())]
    Limit {
        /// Which.
        limit: Limit,
        /// Seconds after which it may ask again, if it is then allowed more.
        retry_after: Option<u32>,
    },
    /// A service we depend on is down.
    #[error("temporarily unavailable")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<InvalidPreference> for ApiError {
    fn from(invalid: InvalidPreference) -> Self {
        match invalid {
            InvalidPreference::Value { field, message } => ApiError::Invalid { field, message },
            InvalidPreference::Unknown { field } => ApiError::Unknown { field },
        }
    }
}

impl<E: Outage> From<E> for ApiError {
    fn from(error: E) -> Self {
        ApiError::Unavailable(error.into())
    }
}

impl ApiError {
    fn status_and_code(&self) -> (StatusCode, &'static str) {
        match self {
            ApiError::Invalid { .. } | ApiError::Unknown { .. } | ApiError::Unusable { .. } => {
                (StatusCode::BAD_REQUEST, "invalid_request")
            }
            ApiError::TooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            ApiError::Unsupported { .. } => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_type")
            }
            ApiError::Unauthorized => (StatusCode::UNAUTHORIZED, "unauthorized"),
            ApiError::Role { .. } => (StatusCode::FORBIDDEN, "role"),
            ApiError::NotFound(_) => (StatusCode::NOT_FOUND, "not_found"),
            ApiError::NotAllowed { code, .. } => (StatusCode::FORBIDDEN, code),
            ApiError::Conflict { code, .. } => (StatusCode::CONFLICT, code),
            ApiError::ContactExists { .. } => (StatusCode::CONFLICT, "contact_exists"),
            ApiError::Absent { code, .. } => (StatusCode::NOT_FOUND, code),
            ApiError::Gone { code, .. } => (StatusCode::GONE, code),
            ApiError::TwilioRefused { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "twilio_refused"),
            ApiError::TooMany { .. } => (StatusCode::TOO_MANY_REQUESTS, "too_many_requests"),
            ApiError::Limit { limit, .. } => limit.status_and_code(),
            ApiError::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
        }
    }

    /// The parameter or field at fault.
    fn field(&self) -> Option<&str> {
        match self {
            ApiError::Invalid { field, .. }
            | ApiError::Unusable { field, .. }
            | ApiError::TooLarge { field, .. }
            | ApiError::Unsupported { field, .. }
            | ApiError::NotAllowed { field, .. } => Some(field),
            ApiError::Unknown { field } => Some(field),
            _ => None,
        }
    }

    /// What the metric of refusals counts them by.
    fn limit(&self) -> Option<&'static str> {
        match self {
            ApiError::Limit { limit, .. } => Some(limit.as_str()),
            _ => None,
        }
    }

    pub(super) fn log(&self, asked: &Asked<'_>) {
        let Asked { function, route, tenant_id, user } = *asked;
        let status = self.status_and_code().0.as_u16();
        match self {
            ApiError::Unavailable(cause) => {
                tracing::error!(function, route, tenant_id, user, status, %cause, "request not served");
            }
            _ => {
                let (reason, limit) = (self.to_string(), self.limit());
                tracing::info!(
                    function,
                    route,
                    tenant_id,
                    user,
                    status,
                    reason,
                    limit,
                    "request refused"
                );
            }
        }
    }

    pub(super) fn into_response(self) -> Response<Bytes> {
        let (status, code) = self.status_and_code();
        let mut error = json!({ "code": code, "message": self.to_string() });
        if let Some(field) = self.field() {
            error["field"] = field.into();
        }
        if let ApiError::Role { needed } = &self {
            error["needed_role"] = json!(needed);
        }
        if let ApiError::ContactExists { contact_id } = &self {
            error["contact_id"] = json!(contact_id);
        }
        if let ApiError::Unusable { message, .. } = &self {
            error["message"] = json!(message);
        }
        if let ApiError::TwilioRefused { twilio_code, message } = &self {
            error["message"] = json!(message);
            error["twilio_code"] = json!(twilio_code);
        }
        let mut response = json(status, &json!({ "error": error }));
        if let Some(seconds) = self.retry_after() {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }

    fn retry_after(&self) -> Option<u32> {
        match self {
            ApiError::TooMany { retry_after } => Some(*retry_after),
            ApiError::Limit { retry_after, .. } => *retry_after,
            ApiError::Unavailable(_) => Some(RETRY_AFTER),
            _ => None,
        }
    }
}
