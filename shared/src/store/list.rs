//! Which lists there are, and by which keys each is read.

/// A list that is read in pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// A tenant's conversations by activity.
    Threads,
    /// Those with something unread, by when that came.
    Unread,
    /// All wishes of a tenant's contacts.
    Consents,
    /// A tenant's contacts that want no messages, by when they said so.
    OptOuts,
    /// A tenant's contacts by activity.
    Contacts,
    /// A conversation's messages by time.
    Messages,
    /// The notes about a conversation by time.
    Notes,
    /// A tenant's messages that wait for their time, the soonest first.
    Scheduled,
    /// A tenant's or lead's calls by time.
    Calls,
    /// A tenant's voicemails by time, of one status or all.
    Voicemails,
    /// An endpoint's deliveries by time, of one status or all.
    Deliveries,
    /// What has happened with a person by time.
    Timeline,
    /// Messages that have a word, by time.
    FoundMessages,
    /// Contacts that have a part, by the word from there on.
    FoundContacts,
}

impl List {
    /// The index's keys other than its partition, and the table's.
    pub(super) fn keys(self) -> &'static [&'static str] {
        match self {
            List::Threads => &["thread_id", "last_activity_at"],
            List::Unread => &["thread_id", "unread_at"],
            List::Consents => &["consent_id"],
            List::OptOuts => &["consent_id", "opted_out_at"],
            List::Contacts => &["contact_id", "last_activity_at"],
            List::Messages => &["message_id", "sort_at"],
            List::Scheduled => &["message_id", "waits_until"],
            List::Notes => &["note_id"],
            List::Calls => &["call_id", "created_at"],
            List::Voicemails => &["recording_sid", "created_at"],
            List::Deliveries => &["lane_key", "event_id", "created_at"],
            List::Timeline => &["entry_key"],
            List::FoundMessages | List::FoundContacts => &["place"],
        }
    }

    /// Whether the lowest key comes first.
    pub(super) fn is_ascending(self) -> bool {
        matches!(self, List::Scheduled | List::FoundContacts)
    }

    /// What is after each key that begins with a time, and before the next time.
    pub(super) fn beyond(self) -> &'static str {
        match self {
            List::Timeline | List::FoundMessages => "~",
            _ => "",
        }
    }
}
