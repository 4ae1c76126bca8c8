//! What the website reads of every call, whether it was just made or is looked up later.

use serde::Serialize;

use crate::ids::CallId;
use crate::records::{Call, Direction, Timestamp};
use twilio::phone::E164;
use twilio::sid::CallSid;

/// A call without how it goes on, its legs and its recordings.
#[derive(Serialize)]
pub struct CallView<'c> {
    call_id: &'c CallId,
    call_sid: &'c Option<CallSid>,
    direction: Direction,
    from_number: &'c str,
    to_number: &'c str,
    unconfirmed: bool,
    lead_id: &'c Option<String>,
    connect: &'c Option<E164>,
    say: &'c Option<String>,
    machine_detection: &'c Option<String>,
    recording_enabled: bool,
    created_at: Timestamp,
    updated_at: Timestamp,
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
            unconfirmed: call.unconfirmed,
            lead_id: &content.lead_id,
            connect: &request.connect,
            say: &request.say,
            machine_detection: &request.machine_detection,
            recording_enabled: call.recording_enabled(),
            created_at: content.created_at,
            updated_at: call.updated_at,
        }
    }
}
