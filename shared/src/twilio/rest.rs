//! Requests that change something at Twilio: POSTs to its REST API.
//!
//! They have no idempotency key (contract §5), so what counts of a failure is whether Twilio may
//! have done what it was asked.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::CONTENT_TYPE;
use reqwest::{RequestBuilder, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Twilio, brief};
use crate::ids::AccountSid;
use crate::secrets::AuthToken;

pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// The longest that a request takes. Whoever waits for us gives up soon after.
const TIMEOUT: Duration = Duration::from_secs(5);
/// Twilio's error code for too many requests at the same time. Those are never processed.
const TOO_MANY_REQUESTS: u32 = 20_429;

/// Why a request did not succeed, by what the caller does next.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// Twilio will not do it. The same request will be refused again.
    #[error("{0}")]
    Refused(Refused),
    /// Twilio has too much to do and has not looked at it. Safe to send again, after a pause.
    #[error("Twilio is busy")]
    Busy,
    /// Twilio was not reached. Safe to send again.
    #[error("{0}")]
    NotSent(String),
    /// Twilio may have done it. Must not be sent again.
    #[error("{0}")]
    Unknown(String),
}

/// Twilio's refusal. `Debug` and `Display` leave out its words, which may hold phone numbers.
#[derive(Clone, PartialEq, Eq)]
pub struct Refused {
    /// HTTP status, 400 to 499.
    pub status: u16,
    /// Twilio's error code, if the answer has one.
    pub code: Option<u32>,
    /// Twilio's words, for people; empty if the answer has none.
    pub message: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Twilio refused with {}, code {}", self.status, self.code.unwrap_or_default())
    }
}

impl fmt::Debug for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Twilio's error, of which any part may be missing.
#[derive(Default, Deserialize)]
struct Failure {
    code: Option<u32>,
    #[serde(default)]
    message: String,
}

impl Twilio {
    /// Starts a POST to a resource of an account, such as `Calls`.
    pub(super) fn post(
        &self,
        account: &AccountSid,
        token: &AuthToken,
        resource: &str,
    ) -> RequestBuilder {
        let api = self.api.as_str().trim_end_matches('/');
        let url = format!("{api}/2010-04-01/Accounts/{account}/{resource}.json");
        self.rest().post(url).basic_auth(account, Some(token.reveal()))
    }
}

/// Sends a form and reads the answer. Takes at most `within`, and never more than 5 s.
pub(super) async fn sent<T: DeserializeOwned>(
    request: RequestBuilder,
    form: &[(&str, String)],
    within: Duration,
) -> Result<T, PostError> {
    let request = request
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(encoded(form))
        .timeout(within.min(TIMEOUT));
    let response = request.send().await.map_err(|error| failed(&error))?;
    let (status, body) = (response.status(), response.bytes().await);
    if !status.is_success() {
        return Err(refused(status, &body.unwrap_or_default()));
    }
    let body = body.map_err(|error| PostError::Unknown(brief(&error)))?;
    let unreadable = |_| PostError::Unknown("Twilio's answer cannot be read".to_owned());
    serde_json::from_slice(&body).map_err(unreadable)
}

fn encoded(form: &[(&str, String)]) -> String {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(form).finish()
}

/// While there is no connection nothing can have been sent.
fn failed(error: &reqwest::Error) -> PostError {
    match error.is_connect() || error.is_builder() {
        true => PostError::NotSent(brief(error)),
        false => PostError::Unknown(brief(error)),
    }
}

fn refused(status: StatusCode, body: &Bytes) -> PostError {
    let Failure { code, message } = serde_json::from_slice(body).unwrap_or_default();
    if status == StatusCode::TOO_MANY_REQUESTS || code == Some(TOO_MANY_REQUESTS) {
        return PostError::Busy;
    }
    let status = status.as_u16();
    match status {
        400..500 => PostError::Refused(Refused { status, code, message }),
        _ => PostError::Unknown(format!("Twilio answered {status}")),
    }
}
