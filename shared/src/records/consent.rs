//! Whether somebody wants messages from one of the tenant's addresses.

use serde::{Deserialize, Serialize};

use super::{MessageContent, ThreadId, Timestamp};
use crate::ids::TenantId;
use twilio::phone::{Channel, Party};

/// What a message does to the contact's consent (contract §2.1, `OptOutType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// Nothing.
    Unchanged,
    /// STOP: no more messages may be sent.
    OptedOut,
    /// START: they may again.
    OptedIn,
}

/// How somebody's wish became known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentSource {
    /// A word such as STOP or START.
    Keyword,
    /// Twilio has read it from a message (`OptOutType`).
    Twilio,
    /// Twilio has refused a message for it (error 21610).
    Refused,
    /// A user of the website has entered it.
    Website,
}

/// A wish that has become known.
#[derive(Clone, PartialEq, Eq)]
pub struct ConsentReport {
    /// Whose contact.
    pub tenant_id: TenantId,
    /// The conversation that the two would have alone.
    pub thread_id: ThreadId,
    /// Its channel.
    pub channel: Channel,
    /// The tenant's side.
    pub own: Party,
    /// Who wants messages from it, or none.
    pub contact: Party,
    /// What is wanted. [`Consent::Unchanged`] is no report.
    pub consent: Consent,
    /// How it became known.
    pub source: ConsentSource,
    /// The user who has entered it.
    pub by: Option<String>,
    /// When.
    pub at: Timestamp,
}

twilio::debug_only!(ConsentReport { consent, source });

impl ConsentReport {
    /// What a contact wants of an address, told by Twilio or in its own words.
    pub fn new(
        tenant_id: TenantId,
        (channel, own, contact): (Channel, Party, Party),
        (consent, source): (Consent, ConsentSource),
        at: Timestamp,
    ) -> Self {
        let thread_id = ThreadId::new(channel, &own, &contact);
        Self { tenant_id, thread_id, channel, own, contact, consent, source, by: None, at }
    }

    /// The receiver of a message that Twilio has refused to write to again (error 21610).
    pub fn refused(message: &MessageContent, at: Timestamp) -> Option<Self> {
        let own = message.from_number.parse().ok()?;
        let contact = message.to_number.parse().ok()?;
        let tenant = message.tenant_id.clone();
        let parties = (message.channel, own, contact);
        let report = Self::new(tenant, parties, (Consent::OptedOut, ConsentSource::Refused), at);
        // The person may have further addresses.
        Some(Self { thread_id: message.thread_id.clone(), ..report })
    }
}

impl ConsentRecord {
    /// The wish that counts among those of one person's addresses: the latest, and of two at the same
    /// time the one for no messages.
    pub fn latest<'r>(wishes: impl Iterator<Item = &'r Self>) -> Option<&'r Self> {
        wishes.max_by_key(|wish| (wish.changed_at, wish.opted_out_at.is_some()))
    }
}

/// The record in the `consents` table, as the website reads it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentRecord {
    /// The id of the conversation that the two have alone, or would have.
    pub consent_id: ThreadId,
    /// The channel.
    pub channel: Channel,
    /// The tenant's side.
    pub own_number: String,
    /// The other side.
    pub contact_number: String,
    /// Since when the contact wants no messages; `None` when it wants them.
    #[serde(default)]
    pub opted_out_at: Option<Timestamp>,
    /// How the last change became known.
    pub source: ConsentSource,
    /// The user who has entered it, if one has.
    #[serde(default)]
    pub changed_by: Option<String>,
    /// When it was changed last.
    pub changed_at: Timestamp,
}
