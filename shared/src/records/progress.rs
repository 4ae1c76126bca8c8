//! How far a call and each of its legs and recordings have come.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Attachment, DialEnd, Direction, Timestamp};
use twilio::label::Label;
use twilio::sid::{CallSid, RecordingSid};
use twilio::status::{CallStatus, RecordingStatus};

/// How far a call or leg has come: of all statuses heard the one with the highest rank, and what came
/// with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// The status; `None` while none, or only unknown ones, were heard.
    pub status: Option<CallStatus>,
    /// When each status was first heard, unknown ones included.
    pub status_times: BTreeMap<String, Timestamp>,
    /// Seconds from answer to end.
    pub duration: Option<u32>,
    /// When it ended: Twilio's time, else when we heard of it.
    pub ended_at: Option<Timestamp>,
    /// Why it ended, as the phone network says.
    pub sip_response_code: Option<u16>,
    /// Twilio's error code.
    pub error_code: Option<u32>,
    /// `human`, `machine_start`, `fax`, …, where it was asked for.
    pub answered_by: Option<Label>,
}

/// A child call: one phone that a `<Dial>` rang.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Leg {
    /// Its `CallSid`.
    pub call_sid: CallSid,
    /// Caller id it was dialled with.
    pub from_number: Option<String>,
    /// Who was dialled.
    pub to_number: Option<String>,
    /// How far it has come.
    #[serde(flatten)]
    pub progress: Progress,
    /// How the `<Dial>` ended for it.
    #[serde(flatten)]
    pub dial: Option<DialEnd>,
    /// Whether who was asked to press 1 has done so; `None` while nobody has pressed anything.
    pub taken: Option<bool>,
    /// When it was taken.
    #[serde(skip)]
    pub taken_at: Option<Timestamp>,
}

impl Leg {
    /// Whether the two have talked, or do. Who is called in an inbound call is asked to press 1 first, and
    /// who did not has answered the phone, but not the call.
    pub fn has_talked(&self, call: Direction) -> bool {
        match (self.taken, &self.dial) {
            (Some(false), _) => false,
            (taken, Some(end)) => {
                let asked = || call == Direction::Outbound || taken == Some(true);
                end.spoken().unwrap_or_else(asked)
            }
            (taken, None) => {
                taken == Some(true) || (call == Direction::Outbound && self.is_picked_up())
            }
        }
    }

    fn is_picked_up(&self) -> bool {
        matches!(self.progress.status, Some(CallStatus::InProgress | CallStatus::Completed))
    }
}

twilio::debug_only!(Leg { call_sid });

/// A recording of a call.
#[derive(Clone, PartialEq, Eq)]
pub struct Recording {
    /// Its SID.
    pub recording_sid: RecordingSid,
    /// Of all statuses heard the one with the highest rank.
    pub status: Option<RecordingStatus>,
    /// What Twilio says of it.
    pub facts: RecordingFacts,
    /// The file; `None` until it can be fetched.
    pub file: Option<Attachment>,
}

impl std::fmt::Debug for Recording {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recording").field("sid", &self.recording_sid).finish_non_exhaustive()
    }
}

/// What Twilio says of a recording, in a voicemail as in a call. Callbacks before `completed` lack
/// some of it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordingFacts {
    /// Seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<u32>,
    /// 1 or 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channels: Option<u8>,
    /// `DialVerb`, `RecordVerb`, `OutboundAPI`, ….
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Label>,
    /// `inbound`, `outbound` or `both`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<Label>,
    /// When recording started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_time: Option<Timestamp>,
    /// Twilio's error code; 0 is no error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_code: Option<u32>,
    /// `RecordingUrl`, as Twilio writes it: without extension, and it needs the account's
    /// credentials.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

twilio::debug_only!(RecordingFacts { duration });
