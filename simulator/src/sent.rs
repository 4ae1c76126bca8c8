//! What phones see: messages with their pictures, without the credentials that the API asks for.

use serde::Serialize;

use super::messages::{Message, Wanted};
use super::state::State;
use super::times;

/// A message as the phones at its ends see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SentMessage {
    /// `SM` or `MM` and 32 hexadecimal digits.
    pub sid: String,
    /// The account that sent or got it.
    pub account_sid: String,
    /// The sender's address.
    pub from: String,
    /// The recipient's address.
    pub to: String,
    /// The text.
    pub body: String,
    /// The attachments; those of a message that is being sent are there once it left.
    pub media: Vec<SentMedia>,
    /// Twilio's status.
    pub status: String,
    /// Twilio's code, if it failed.
    pub error_code: Option<u32>,
    /// `inbound`, `outbound-api` or `outbound-reply`.
    pub direction: String,
    /// How many SMS it took.
    pub num_segments: u32,
}

/// An attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SentMedia {
    /// Its type.
    pub content_type: String,
    /// Bytes.
    pub size: u64,
    /// Where it can be fetched without credentials, for five minutes.
    pub url: String,
}

/// Messages in any direction, the oldest first.
pub(super) fn list(state: &State, wanted: &Wanted) -> anyhow::Result<Vec<SentMessage>> {
    let messages = state.store.messages(wanted)?;
    messages.into_iter().rev().map(|message| see(state, message)).collect()
}

fn see(state: &State, message: Message) -> anyhow::Result<SentMessage> {
    let mut seen = Vec::new();
    for media in state.store.media_of(&message.sid)? {
        let size = match media.generated_size {
            Some(size) => size,
            None => std::fs::metadata(state.store.media_file(&media.sid))?.len(),
        };
        let url = state.links.make(&media.sid, times::now());
        seen.push(SentMedia { content_type: media.content_type, size, url });
    }
    Ok(SentMessage {
        sid: message.sid,
        account_sid: message.account_sid,
        from: message.from,
        to: message.to,
        body: message.body,
        media: seen,
        status: message.status,
        error_code: message.error_code,
        direction: message.direction,
        num_segments: message.num_segments,
    })
}
