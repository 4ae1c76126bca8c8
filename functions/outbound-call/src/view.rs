//! A call as the website reads it.

use serde::Serialize;
use serde_json::{Value, json};
use shared::ids::CallId;
use shared::records::{Call, Direction, Timestamp};
use twilio::label::Label;
use twilio::phone::E164;
use twilio::sid::CallSid;
use twilio::status::CallStatus;

/// What is known of a call that was just made. Its legs and recordings come later.
#[derive(Serialize)]
struct View<'c> {
    call_id: &'c CallId,
    call_sid: &'c Option<CallSid>,
    from_number: &'c str,
    to_number: &'c str,
    direction: Direction,
    status: &'c CallStatus,
    unconfirmed: bool,
    duration: Option<u32>,
    answered_by: &'c Option<Label>,
    error_code: Option<u32>,
    lead_id: &'c Option<String>,
    connect: &'c Option<E164>,
    say: &'c Option<String>,
    machine_detection: &'c Option<String>,
    recording_enabled: bool,
    created_at: Timestamp,
    updated_at: Timestamp,
    ended_at: Option<Timestamp>,
}

pub(crate) fn of(call: &Call) -> Value {
    let (content, progress) = (&call.content, &call.progress);
    json!(View {
        call_id: &content.call_id,
        call_sid: &content.call_sid,
        from_number: &content.from_number,
        to_number: &content.to_number,
        direction: content.direction,
        status: call.status(),
        unconfirmed: call.unconfirmed,
        duration: progress.duration,
        answered_by: &progress.answered_by,
        error_code: progress.error_code,
        lead_id: &content.lead_id,
        connect: &content.request.connect,
        say: &content.request.say,
        machine_detection: &content.request.machine_detection,
        recording_enabled: call.recording_enabled(),
        created_at: content.created_at,
        updated_at: call.updated_at,
        ended_at: progress.ended_at,
    })
}
