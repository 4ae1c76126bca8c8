//! What phones see: messages with their pictures, without the credentials that the API asks for.

use serde::Serialize;

use super::media::Media;
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
    /// When it was sent or accepted; RFC 3339.
    pub time: String,
    /// When something last happened to it; RFC 3339.
    pub updated: String,
    /// The sender's address.
    pub from: String,
    /// The recipient's address.
    pub to: String,
    /// The further receivers of a group text.
    pub other_recipients: Vec<String>,
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
    /// `ME` and 32 hexadecimal digits.
    pub sid: String,
    /// Its type.
    pub content_type: String,
    /// Bytes.
    pub size: u64,
    /// Where `/sim` shows it, on this server.
    pub path: String,
    /// Where it can be fetched without credentials, for five minutes.
    pub url: String,
}

/// Messages in any direction, the oldest first.
pub(super) fn list(state: &State, wanted: &Wanted) -> anyhow::Result<Vec<SentMessage>> {
    let messages = state.store.messages(wanted)?;
    messages.into_iter().rev().map(|message| see(state, message)).collect()
}

/// The message, if there is one.
pub(super) fn find(state: &State, sid: &str) -> anyhow::Result<Option<SentMessage>> {
    state.store.message_of_anyone(sid)?.map(|message| see(state, message)).transpose()
}

fn see(state: &State, message: Message) -> anyhow::Result<SentMessage> {
    let mut seen = Vec::new();
    for media in state.store.media_of(&message.sid)? {
        let size = match media.generated_size {
            Some(size) => size,
            None => std::fs::metadata(state.store.media_file(&media.sid))?.len(),
        };
        let url = state.links.make(&media.sid, times::now());
        let Media { sid, account_sid, message_sid, content_type, .. } = media;
        let path = format!("/sim/media/{account_sid}/{message_sid}/{sid}");
        seen.push(SentMedia { sid, content_type, size, path, url });
    }
    Ok(SentMessage {
        sid: message.sid,
        account_sid: message.account_sid,
        time: times::iso8601(message.created),
        updated: times::iso8601(message.updated),
        from: message.from,
        to: message.to,
        other_recipients: words(message.other_recipients.as_deref()),
        body: message.body,
        media: seen,
        status: message.status,
        error_code: message.error_code,
        direction: message.direction,
        num_segments: message.num_segments,
    })
}

fn words(text: Option<&str>) -> Vec<String> {
    text.unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}
