//! News of a call, as webhooks read them. Any of them may come first, late or twice.

use super::{
    Attachment, DialEnd, Job, JobPayload, MediaJob, MediaTarget, RecordingFacts, Timestamp,
};
use crate::ids::{CallId, TenantId};
use twilio::label::Label;
use twilio::sid::{AccountSid, CallSid, RecordingSid};
use twilio::status::{CallStatus, RecordingStatus};

/// Which record a report is about, and who reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRef {
    /// The call: ours from the callback URL, else the parent's `CallSid`.
    pub call_id: CallId,
    /// Whose account it is.
    pub tenant_id: TenantId,
    /// The account that reports.
    pub account_sid: AccountSid,
}

impl CallRef {
    /// The job that moves a recording to the bucket. `url` is its `RecordingUrl`.
    pub(super) fn recording_job(&self, target: MediaTarget, url: &str, now: Timestamp) -> Job {
        let file = Attachment::recording(url);
        let payload = JobPayload::Media(MediaJob {
            tenant_id: self.tenant_id.clone(),
            account_sid: self.account_sid.clone(),
            url: file.url,
            content_type: file.content_type,
            target,
        });
        Job::new(payload, now)
    }
}

/// What a callback says of a call or leg; everything is optional, as in the callback of machine
/// detection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// The status.
    pub status: Option<CallStatus>,
    /// `CallDuration`, in seconds; not `Duration`, which is billed minutes.
    pub duration: Option<u32>,
    /// Twilio's `Timestamp`.
    pub time: Option<Timestamp>,
    /// `SipResponseCode`.
    pub sip_response_code: Option<u16>,
    /// `ErrorCode`; 0 is no error.
    pub error_code: Option<u32>,
    /// `AnsweredBy`.
    pub answered_by: Option<Label>,
    /// `MachineDetectionDuration`: milliseconds that it took to tell.
    pub machine_detection_ms: Option<u32>,
}

/// The two sides of a call, as a callback names them.
#[derive(Clone, PartialEq, Eq)]
pub struct Parties {
    /// `From`, as [`twilio::phone::Party`] shows it.
    pub from_number: String,
    /// `To`, likewise.
    pub to_number: String,
}

impl std::fmt::Debug for Parties {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Parties(…)")
    }
}

/// A status callback about the call itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallReport {
    /// The call.
    pub call: CallRef,
    /// Its own `CallSid`.
    pub call_sid: CallSid,
    /// The two sides, of an inbound call only: the call is then known even if the webhook that
    /// received it could not write it. At Twilio, an outbound call may go to the tenant's own phone.
    pub inbound: Option<Parties>,
    /// What happened.
    pub step: Step,
    /// When it arrived.
    pub at: Timestamp,
}

/// A status callback about a child leg.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegReport {
    /// The call that the leg belongs to.
    pub call: CallRef,
    /// The leg.
    pub leg: CallSid,
    /// Its two sides.
    pub parties: Option<Parties>,
    /// What happened.
    pub step: Step,
    /// When it arrived.
    pub at: Timestamp,
}

/// The `action` request after a `<Dial>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DialReport {
    /// The call that dialled.
    pub call: CallRef,
    /// `DialCallSid`; a conference has none.
    pub leg: Option<CallSid>,
    /// How it ended.
    pub end: DialEnd,
    /// How far the call is that dialled.
    pub call_status: Option<CallStatus>,
    /// When it arrived.
    pub at: Timestamp,
}

/// A key that was pressed in a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnReport {
    /// The call.
    pub call: CallRef,
    /// How far it is.
    pub status: Option<CallStatus>,
    /// Who was asked to press 1, and whether that was done.
    pub taken: Option<(Asked, bool)>,
    /// A key of the menu, and whether it is the first one.
    pub menu_key: Option<(MenuTurn, String)>,
    /// When it arrived.
    pub at: Timestamp,
}

/// The phone at which somebody is asked to press 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// The tenant's own, which an outbound call rings first: it has no leg.
    OwnPhone,
    /// That of a leg.
    Leg(CallSid),
}

/// Which of the two times that callers hear the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MenuTurn {
    /// The first.
    First,
    /// The last.
    Last,
}

/// A recording status callback about a recording of a call. Its [`RecordingReport::job`], if it has
/// one, belongs in the same decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordingReport {
    /// The recorded call.
    pub call: CallRef,
    /// The recording.
    pub recording_sid: RecordingSid,
    /// Its status.
    pub status: RecordingStatus,
    /// What else Twilio says of it. A completed one has its `url`: without it there is no file.
    pub facts: RecordingFacts,
    /// When it arrived.
    pub at: Timestamp,
}

impl RecordingReport {
    /// The job that moves the file, once it can be fetched.
    pub fn job(&self) -> Option<Job> {
        let url = self.facts.url.as_ref().filter(|_| self.status == RecordingStatus::Completed)?;
        let (call_id, recording_sid) = (self.call.call_id.clone(), self.recording_sid.clone());
        let target = MediaTarget::Recording { call_id, recording_sid };
        Some(self.call.recording_job(target, url, self.at))
    }
}

/// What Twilio said to the request for an outbound call.
#[derive(Clone, PartialEq, Eq)]
pub enum Placement {
    /// It makes the call.
    Placed {
        /// Its id.
        call_sid: CallSid,
        /// Its first status.
        status: CallStatus,
    },
    /// It does not: the call has failed.
    Refused {
        /// Its error code.
        error_code: Option<u32>,
        /// Its words.
        error_message: String,
    },
    /// Its answer never came: only a callback can tell.
    Unconfirmed,
}

impl std::fmt::Debug for Placement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Placement::Placed { .. } => "Placed",
            Placement::Refused { .. } => "Refused",
            Placement::Unconfirmed => "Unconfirmed",
        })
    }
}
