//! How a webhook is sent, and what came back.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

/// Deviations from a single, prompt and honest request.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Delivery {
    /// Copies sent at the same moment; 0 means 1, and 1000 is the most.
    pub repeat: usize,
    /// Milliseconds to wait before sending.
    pub delay_ms: u64,
    /// What to spoil.
    pub corrupt: Option<Corruption>,
    /// Headers that replace or join Twilio's own.
    pub headers: BTreeMap<String, String>,
}

/// Ways to spoil a signed request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Corruption {
    /// A well-formed signature of something else.
    Signature,
    /// A field that changes after signing.
    Body,
    /// No signature header.
    MissingSignature,
    /// The first half of the signature.
    TruncatedSignature,
}

/// The last answer to a webhook, after retries and fallback.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The URL that was asked last, as it was configured but for its fragment.
    #[serde(skip)]
    pub url: String,
    /// HTTP status; 502 if there was no answer.
    pub status: u16,
    /// The body as text.
    pub body: String,
    /// The body as it came.
    #[serde(skip)]
    pub raw: Bytes,
    /// `Content-Type` header.
    #[serde(skip)]
    pub content_type: Option<String>,
    /// Requests it took, those to the fallback URL included.
    pub attempts: u32,
    /// Twilio's debugger code, if it failed: 11205 for the connection, 11200 for the status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<u32>,
    /// Its id among the webhooks that are kept; files have none.
    #[serde(skip)]
    pub logged: Option<u64>,
}
