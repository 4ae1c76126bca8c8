//! What the website reads of every call, whether it was just made or is looked up later.

use serde::Serialize;

use crate::ids::CallId;
use crate::records::{Call, CallOutcome, Direction, Timestamp};
use twilio::label::Label;
use twilio::phone::E164;
use twilio::sid::CallSid;
use twilio::status::CallStatus;

/// A call without how it goes on, its legs and its recordings.
#[derive(Serialize)]
pub struct CallView<'c> {
    call_id: &'c CallId,
    call_sid: &'c Option<CallSid>,
    direction: Direction,
    from_number: &'c str,
    to_number: &'c str,
    outcome: Option<CallOutcome>,
    talk_seconds: Option<u32>,
    answered_at: Option<Timestamp>,
    own_leg: Option<OwnLeg<'c>>,
    unconfirmed: bool,
    lead_id: &'c Option<String>,
    created_by: &'c Option<String>,
    connect: &'c Option<E164>,
    say: &'c Option<String>,
    machine_detection: &'c Option<String>,
    recording_enabled: bool,
    seen_at: Option<Timestamp>,
    seen_by: &'c Option<String>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

/// The tenant's own phone in an outbound call, which rings before the lead's.
#[derive(Serialize)]
struct OwnLeg<'c> {
    call_sid: &'c Option<CallSid>,
    from_number: &'c str,
    to_number: &'c E164,
    status: &'c CallStatus,
    duration: Option<u32>,
    ended_at: Option<Timestamp>,
    sip_response_code: Option<u16>,
    error_code: Option<u32>,
    answered_by: &'c Option<Label>,
    taken: Option<bool>,
}

impl<'c> OwnLeg<'c> {
    fn of(call: &'c Call) -> Option<Self> {
        let to_number = call.content.request.connect.as_ref()?;
        let progress = &call.progress;
        Some(Self {
            call_sid: &call.content.call_sid,
            from_number: &call.content.from_number,
            to_number,
            status: call.status(),
            duration: progress.duration,
            ended_at: progress.ended_at,
            sip_response_code: progress.sip_response_code,
            error_code: progress.error_code,
            answered_by: &progress.answered_by,
            taken: call.own_phone_taken(),
        })
    }
}

impl<'c> CallView<'c> {
    /// This much of the call.
    pub fn of(call: &'c Call) -> Self {
        let (content, request) = (&call.content, &call.content.request);
        Self {
            call_id: &content.call_id,
            call_sid: &content.call_sid,
            direction: content.direction,
            from_number: &content.from_number,
            to_number: &content.to_number,
            outcome: call.outcome(),
            talk_seconds: call.talk_seconds(),
            answered_at: call.answered_at(),
            own_leg: OwnLeg::of(call),
            unconfirmed: call.unconfirmed,
            lead_id: &content.lead_id,
            created_by: &request.created_by,
            connect: &request.connect,
            say: &request.say,
            machine_detection: &request.machine_detection,
            recording_enabled: call.recording_enabled(),
            seen_at: call.seen_at,
            seen_by: &call.seen_by,
            created_at: content.created_at,
            updated_at: call.updated_at,
        }
    }
}
