//! A call: what is known of it from its start, and all that happens to it.

use serde::{Deserialize, Serialize};

use super::{DialEnd, Direction, Leg, Progress, Recording, Timestamp};
use crate::ids::{CallId, TenantId};
use twilio::form::Details;
use twilio::phone::E164;
use twilio::sid::{AccountSid, CallSid};
use twilio::status::{CallStatus, RecordingStatus};

/// What a call is: written once, by the webhook that receives it or the request that makes it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallContent {
    /// Our id: the `CallSid` when inbound, our own when outbound.
    pub call_id: CallId,
    /// Twilio's id, once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_sid: Option<CallSid>,
    /// Whose it is.
    pub tenant_id: TenantId,
    /// The Twilio account it belongs to.
    pub account_sid: AccountSid,
    /// Which way it goes.
    pub direction: Direction,
    /// Caller: a number, or whatever else Twilio names as `From`. Outbound: the tenant's number.
    pub from_number: String,
    /// Who is called. Outbound: the lead.
    pub to_number: String,
    /// The website's reference, if it gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_id: Option<String>,
    /// Whether it is to be recorded; `None` where that was not known at its start, as of an
    /// inbound call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recording_enabled: Option<bool>,
    /// Outbound: what was asked for.
    #[serde(flatten)]
    pub request: CallRequest,
    /// Twilio's further fields by their own names: cities, caller name, forwarded from, ….
    #[serde(default, skip_serializing_if = "Details::is_empty")]
    pub details: Details,
    /// When we first heard of it.
    pub created_at: Timestamp,
}

twilio::debug_only!(CallContent { call_id });

/// What the website asked for when it made a call; nothing of an inbound one.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallRequest {
    /// The tenant's own phone: it rings first and is then connected with the lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connect: Option<E164>,
    /// Text that is spoken to the lead instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub say: Option<String>,
    /// Twilio's `MachineDetection`, if asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub machine_detection: Option<String>,
    /// Whether who answers that phone has to press 1 first; absent in calls of the time before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub screen: Option<bool>,
    /// Whether both sides are told if the call is recorded, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recording_notice: Option<bool>,
    /// The user who asked (`sub`), if the token named one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    /// Digest of the request: the same `Idempotency-Key` with another request is a conflict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_hash: Option<String>,
}

/// The whole record in the `calls` table, as it is read.
#[derive(Clone, PartialEq, Eq)]
pub struct Call {
    /// What it is.
    pub content: CallContent,
    /// How far it has come.
    pub progress: Progress,
    /// Twilio's words when it refused the call.
    pub error_message: Option<String>,
    /// Nobody knows whether Twilio has made the call: its answer never came, nor a callback.
    pub unconfirmed: bool,
    /// It was so at some time, or was looked for and not found.
    pub was_in_doubt: bool,
    /// Whether what became of it was given up: it may well have been made.
    pub is_lost: bool,
    /// Whether who was asked at the tenant's own phone to press 1 has done so; `None` while nobody has
    /// pressed anything there.
    pub own_phone_pressed: Option<bool>,
    /// How the `<Dial>` of a conference, which has no leg of its own, ended.
    pub dial: Option<DialEnd>,
    /// Child calls, in the order they were first heard of.
    pub legs: Vec<Leg>,
    /// Recordings, in the order they were first heard of. Voicemails are not among them.
    pub recordings: Vec<Recording>,
    /// The keys that the caller has pressed in the menu, one after the other.
    pub menu_keys: Vec<String>,
    /// Length of the longest voicemail that was left, in seconds; `None` without a voicemail.
    pub voicemail_duration: Option<u32>,
    /// When somebody looked at it who was to see that it was missed.
    pub seen_at: Option<Timestamp>,
    /// The user who did (`sub`), if the token named one.
    pub seen_by: Option<String>,
    /// Last change of the record.
    pub updated_at: Timestamp,
}

impl std::fmt::Debug for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Call")
            .field("call_id", &self.content.call_id)
            .field("status", &self.progress.status)
            .finish_non_exhaustive()
    }
}

impl Call {
    /// A call that was begun just now, as long as nothing else is known of it.
    pub fn begun(content: CallContent) -> Self {
        Self {
            progress: Progress::default(),
            error_message: None,
            unconfirmed: false,
            was_in_doubt: false,
            is_lost: false,
            own_phone_pressed: None,
            dial: None,
            legs: Vec::new(),
            recordings: Vec::new(),
            menu_keys: Vec::new(),
            voicemail_duration: None,
            seen_at: None,
            seen_by: None,
            updated_at: content.created_at,
            content,
        }
    }

    /// Its status. Until something is heard of it, it is queued.
    pub fn status(&self) -> &CallStatus {
        self.progress.status.as_ref().unwrap_or(&CallStatus::Queued)
    }

    /// The recording that stands for the call: the first completed one, else the first.
    pub fn recording(&self) -> Option<&Recording> {
        let completed = |one: &&Recording| one.status == Some(RecordingStatus::Completed);
        self.recordings.iter().find(completed).or(self.recordings.first())
    }

    /// Whether it is or was recorded.
    pub fn recording_enabled(&self) -> bool {
        self.content.recording_enabled.unwrap_or(false) || !self.recordings.is_empty()
    }

    /// Whether a voicemail was left that is not empty.
    pub fn has_voicemail(&self) -> bool {
        self.voicemail_duration.is_some_and(|seconds| seconds >= super::VOICEMAIL_MIN)
    }
}
