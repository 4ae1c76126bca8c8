//! What has happened to a tenant's records, as pages and the website's server hear of it.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Timestamp;
use crate::ids::{EventId, TenantId};

/// How long events can be read again.
pub const EVENTS_KEPT: Duration = Duration::from_hours(7 * 24);
/// Within this time of its announcement every event can be read: it is longer than an invocation of
/// `announce` takes, and clocks differ.
pub const EVENTS_SETTLE: Duration = Duration::from_mins(1);

/// One change of one record.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its id, the same however often it is told.
    #[serde(rename = "id")]
    pub event_id: EventId,
    /// What has happened.
    #[serde(rename = "type")]
    pub kind: EventKind,
    /// Whose record it is.
    pub tenant_id: TenantId,
    /// When it has happened, to the second.
    pub timestamp: Timestamp,
    /// Its place among the events of its [`subject`](Event::subject), as text.
    pub order: String,
    /// The record as it is now, as lists have it, without links.
    pub data: Value,
}

twilio::debug_only!(Event { event_id, kind });

impl Event {
    /// The event as it is told: to whom, says the way.
    pub fn told(&self) -> Value {
        let Self { event_id, kind, timestamp, data, .. } = self;
        json!({ "id": event_id, "type": kind, "timestamp": timestamp, "data": data })
    }

    /// What it is about: the conversation, call or contact. Servers get the events of one subject in
    /// order. An event without one stands alone.
    pub fn subject(&self) -> &str {
        let mut fields = ["thread_id", "call_id", "contact_id", "consent_id"].iter();
        let named = fields.find_map(|field| self.data[field].as_str());
        named.unwrap_or(self.event_id.as_str())
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What has happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum EventKind {
            $($(#[$doc])* #[serde(rename = $text)] $name,)*
        }

        impl EventKind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name, such as `message.received`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

kinds! {
    /// Somebody has written.
    MessageReceived = "message.received",
    /// The tenant has asked for a message.
    MessageCreated = "message.created",
    /// A message has another status, or its files are there.
    MessageUpdated = "message.updated",
    /// There is a new conversation.
    ThreadCreated = "thread.created",
    /// A conversation has another last message, unread count or state.
    ThreadUpdated = "thread.updated",
    /// A conversation was joined with another one of the same person.
    ThreadDeleted = "thread.deleted",
    /// Somebody calls, or is called.
    CallCreated = "call.created",
    /// A call rings, is taken, is recorded, ….
    CallUpdated = "call.updated",
    /// It is known what became of a call.
    CallEnded = "call.ended",
    /// A voicemail was left.
    VoicemailCreated = "voicemail.created",
    /// A voicemail was written down, heard or put away.
    VoicemailUpdated = "voicemail.updated",
    /// Somebody is heard of for the first time.
    ContactCreated = "contact.created",
    /// A person has another name, reference or address.
    ContactUpdated = "contact.updated",
    /// Two contacts are one person: this one is the other.
    ContactDeleted = "contact.deleted",
    /// A file of contacts was taken in.
    ContactsImported = "contacts.imported",
    /// Somebody wants no messages, or wants them again.
    ConsentUpdated = "consent.updated",
    /// A user has written a note about a conversation.
    NoteCreated = "note.created",
    /// A note has another text, or is meant for others.
    NoteUpdated = "note.updated",
    /// A note is gone.
    NoteDeleted = "note.deleted",
}

impl std::fmt::Display for EventKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
