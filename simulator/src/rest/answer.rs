//! What every request to the REST API comes to.

use axum::response::Response;

use super::error::RestError;

/// An answer or an error, both of which are responses.
pub(super) type Answer = Result<Response, RestError>;
