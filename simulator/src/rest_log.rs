//! Who asked the REST API for what, for tests that count requests.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use axum::http::request::Parts;
use twilio::form::Form;

/// Enough for any test, and a bound for a run of weeks.
const KEPT: usize = 10_000;

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
        let named = query.fields().iter().chain(form.fields());
        Self {
            method: parts.method.to_string(),
            path: path.to_owned(),
            account: account(path).map(str::to_owned),
            parameters: named.map(|(name, _)| name.clone()).collect(),
            status: 0,
        }
    }
}

fn account(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("/2010-04-01/Accounts/")?;
    let first = rest.split('/').next()?;
    Some(first.strip_suffix(".json").unwrap_or(first))
}

/// The last requests to the REST API, in the order they were answered.
#[derive(Default)]
pub(super) struct RestLog(Mutex<VecDeque<RestRequest>>);

impl RestLog {
    pub(super) fn add(&self, request: RestRequest) {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if log.len() == KEPT {
            log.pop_front();
        }
        log.push_back(request);
    }

    pub(super) fn all(&self) -> Vec<RestRequest> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}
