//! What users write about a conversation for each other. No contact ever sees it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{ThreadId, Timestamp};
use crate::ids::{NoteId, TenantId};

/// A note.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its id. A later note has a higher one.
    pub note_id: NoteId,
    /// Whose conversation it is about.
    pub tenant_id: TenantId,
    /// Which one.
    pub thread_id: ThreadId,
    /// The user who has written it (`sub`), if the token named one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// What it says.
    pub text: String,
    /// Users that it is meant for.
    pub mentions: Vec<String>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

twilio::debug_only!(Note { note_id });

impl Note {
    /// The note as the website reads it.
    pub fn told(&self) -> Value {
        let Self { note_id, thread_id, author, text, mentions, created_at, updated_at, .. } = self;
        json!({
            "note_id": note_id,
            "thread_id": thread_id,
            "author": author,
            "text": text,
            "mentions": mentions,
            "created_at": created_at,
            "updated_at": updated_at,
        })
    }
}
