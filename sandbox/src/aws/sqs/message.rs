//! Messages, as they are sent, received and looked at.

use md5::{Digest as _, Md5};
use ulid::Ulid;

use super::limits::{MAX_BYTES, invalid};
use crate::aws::Refusal;

/// A message that was put into a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Stays the same over all receives.
    pub message_id: String,
    /// MD5 of the body, 32 hexadecimal digits.
    pub md5: String,
}

/// A message as one receive hands it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Stays the same over all receives.
    pub message_id: String,
    /// For deleting or hiding the message; each receive makes a new one.
    pub receipt_handle: String,
    /// What was sent.
    pub body: String,
    /// MD5 of the body, 32 hexadecimal digits.
    pub md5: String,
    /// Times that it was received, this one included.
    pub receive_count: u32,
    /// Milliseconds since 1970 when it was sent.
    pub sent_at_ms: i64,
    /// Milliseconds since 1970 when it was received first.
    pub first_received_at_ms: i64,
    /// Logical id of the queue that a dead letter came from.
    pub dead_letter_source: Option<String>,
}

/// A message in a queue, looked at from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Stays the same over all receives.
    pub message_id: String,
    /// What was sent.
    pub body: String,
    /// Times that it was received.
    pub receive_count: u32,
    /// Milliseconds since 1970 when it was sent.
    pub sent_at_ms: i64,
    /// Milliseconds since 1970 from which on it can be received.
    pub visible_at_ms: i64,
    /// Whether it can be received now.
    pub state: State,
}

/// Whether a message can be received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It can.
    Visible,
    /// Someone has it and may still delete it.
    InFlight,
    /// It was sent with a delay that is not over.
    Delayed,
}

impl Sent {
    pub(super) fn new(body: &str) -> Self {
        Self { message_id: new_id(), md5: md5_hex(body) }
    }
}

pub(super) fn new_id() -> String {
    Ulid::generate().to_string()
}

pub(super) fn md5_hex(body: &str) -> String {
    use std::fmt::Write as _;

    Md5::digest(body.as_bytes()).iter().fold(String::with_capacity(32), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// SQS takes the characters that XML 1.0 allows, and at least one.
pub(super) fn check_body(body: &str) -> Result<(), Refusal> {
    if body.is_empty() {
        let message = "The request must contain the parameter MessageBody.";
        return Err(Refusal::sender("MissingParameter", message));
    }
    if body.len() > MAX_BYTES {
        return Err(invalid(format!("a message has at most {MAX_BYTES} bytes")));
    }
    let allowed = |c: char| {
        matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))
    };
    if body.chars().all(allowed) {
        return Ok(());
    }
    let message = "the message holds characters that XML does not allow";
    Err(Refusal::sender("InvalidMessageContents", message))
}
