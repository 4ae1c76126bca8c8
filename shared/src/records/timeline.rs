//! What has happened with a person, in one order: places of records, and changes of consent, which no
//! record keeps.

use serde::{Deserialize, Serialize};

use super::{ConsentSource, ThreadId, Timestamp};
use crate::digest::digest;
use crate::ids::{CallId, MessageId, NoteId};
use twilio::sid::RecordingSid;

/// What stands at a place of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Entry {
    /// A text, with whatever is attached.
    Message {
        /// Which one.
        message_id: MessageId,
    },
    /// A call.
    Call {
        /// Which one.
        call_id: CallId,
    },
    /// A voicemail.
    Voicemail {
        /// Which one.
        recording_sid: RecordingSid,
    },
    /// A note about one of the person's conversations.
    Note {
        /// Which conversation.
        thread_id: ThreadId,
        /// Which note.
        note_id: NoteId,
    },
    /// The person wants no messages, or wants them again.
    Consent(ConsentChange),
}

/// What somebody wanted from a time on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentChange {
    /// The conversation that the two have alone, or would have.
    pub consent_id: ThreadId,
    /// Whether no messages are wanted.
    pub opted_out: bool,
    /// How it became known.
    pub source: ConsentSource,
    /// The user who has entered it, if one has.
    #[serde(default)]
    pub changed_by: Option<String>,
}

/// The kinds of entries, as answers name them.
pub const ENTRY_KINDS: [&str; 5] = ["message", "call", "voicemail", "note", "consent"];

impl Entry {
    /// Its kind, as answers name it.
    pub fn kind(&self) -> &'static str {
        match self {
            Entry::Message { .. } => "message",
            Entry::Call { .. } => "call",
            Entry::Voicemail { .. } => "voicemail",
            Entry::Note { .. } => "note",
            Entry::Consent(_) => "consent",
        }
    }

    /// What tells it from others of the same time, at most 64 characters.
    pub fn id(&self) -> String {
        match self {
            Entry::Message { message_id } => message_id.to_string(),
            Entry::Call { call_id } => call_id.to_string(),
            Entry::Voicemail { recording_sid } => recording_sid.to_string(),
            Entry::Note { note_id, .. } => note_id.to_string(),
            Entry::Consent(change) => digest(&[change.consent_id.as_str().as_bytes()]),
        }
    }
}

/// An entry at its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// When.
    pub at: Timestamp,
    /// What.
    #[serde(flatten)]
    pub entry: Entry,
}
