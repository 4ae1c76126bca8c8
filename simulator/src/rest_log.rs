//! Who asked the REST API for what, for tests that count requests.

use axum::http::request::Parts;
use twilio::form::Form;

/// A request to the REST API. Values of parameters are not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestRequest {
    /// `GET`, `POST` or `DELETE`.
    pub method: String,
    /// The path asked for, without its query.
    pub path: String,
    /// SID of the account that the path names; `None` if it names none.
    pub account: Option<String>,
    /// Names of the parameters in the query and then in the form, in the order sent.
    pub parameters: Vec<String>,
    /// HTTP status of the answer; 0 if the connection was cut instead.
    pub status: u16,
}

impl RestRequest {
    pub(super) fn new(parts: &Parts, body: &[u8]) -> Self {
        let path = parts.uri.path();
        let query = Form::parse(parts.uri.query().unwrap_or_default().as_bytes());
        let form = Form::parse(body);
        let named = query.fields().chain(form.fields());
        Self {
            method: parts.method.to_string(),
            path: path.to_owned(),
            account: account(path).map(str::to_owned),
            parameters: named.map(|(name, _)| name.to_owned()).collect(),
            status: 0,
        }
    }
}

fn account(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("/2010-04-01/Accounts/")?;
    let first = rest.split('/').next()?;
    Some(first.strip_suffix(".json").unwrap_or(first))
}
