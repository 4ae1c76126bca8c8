//! What becomes of a request that did not succeed.
//!
//! Requests have no idempotency key (contract §5), so what counts of a failure is whether Twilio
//! may have done what it was asked.

use std::fmt;

use bytes::Bytes;
use reqwest::StatusCode;
use serde::Deserialize;

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
    /// Twilio may have done it. Must not be sent again, unless it only reads.
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

/// While there is no connection nothing can have been sent.
pub(super) fn failed(error: &reqwest::Error) -> PostError {
    match error.is_connect() || error.is_builder() {
        true => PostError::NotSent(brief(error)),
        false => PostError::Unknown(brief(error)),
    }
}

pub(super) fn refused(status: StatusCode, body: &Bytes) -> PostError {
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

/// An answer that says less than it must, or something else.
pub(super) fn unreadable() -> PostError {
    PostError::Unknown("Twilio's answer cannot be read".to_owned())
}

/// What broke, without the URL: it is private.
pub(super) fn brief(error: &reqwest::Error) -> String {
    let kind = match error {
        error if error.is_timeout() => "Twilio did not answer in time",
        error if error.is_connect() => "Twilio cannot be reached",
        _ => "the connection to Twilio broke",
    };
    kind.to_owned()
}
