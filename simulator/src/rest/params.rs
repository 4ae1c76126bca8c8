//! Parameters of requests, held to what the API takes.

use axum::http::Uri;
use twilio::form::Form;

use super::super::parameters;
use super::error::RestError;

/// A parameter that cannot be read, or that does not exist.
const INVALID: u32 = 20001;

/// Refuses a form with a parameter that is not one of `known`.
pub(super) fn expect_known(form: &Form, known: &[&str]) -> Result<(), RestError> {
    parameters::expect_known(form, known).map_err(RestError::invalid)
}

/// The query as a form.
pub(super) fn query(uri: &Uri) -> Form {
    Form::parse(uri.query().unwrap_or_default().as_bytes())
}

/// `true` or `false`; `None` if it is absent or empty.
pub(super) fn yes_or_no(form: &Form, name: &str) -> Result<Option<bool>, RestError> {
    match form.text(name).map(str::to_ascii_lowercase).as_deref() {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(text) => Err(invalid(format!("{name} is neither true nor false: {text}"))),
    }
}

/// Error 20001.
pub(super) fn invalid(message: String) -> RestError {
    RestError::bad_request(INVALID, message)
}
