//! Twilio's callbacks about a call, read (contract §2.4, §2.7).

use shared::call_fields::{call_id, error_code, parties, recording_facts};
use shared::ids::CallId;
use shared::records::{Parties, RecordingFacts, Step, Timestamp};
use twilio::form::{FieldErrors, Fields, Form};
use twilio::sid::{CallSid, RecordingSid};
use twilio::status::RecordingStatus;

/// What a callback is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A call to one of our numbers.
    InboundCall,
    /// A call that we make.
    OutboundCall,
    /// A phone that a call rang.
    Leg,
}

/// News of a call or leg.
pub struct Event {
    /// The call's record: ours from the URL, else the parent's `CallSid`, else its own.
    pub call_id: CallId,
    /// The call or leg that the callback is about.
    pub call_sid: CallSid,
    /// Which of them.
    pub about: About,
    /// Its two sides; the callback of machine detection names none.
    pub parties: Option<Parties>,
    /// What happened.
    pub step: Step,
    /// The recording that ended with it. It is not processed yet: whether there is a file, its own
    /// callback tells.
    pub recording: Option<(RecordingSid, RecordingFacts)>,
}

impl Event {
    /// Reads the form and the callback URL's query, or names what is missing or unreadable.
    pub fn parse(form: &Form, query: &Form) -> Result<Self, FieldErrors> {
        let mut fields = Fields::of(form);
        let call_sid: Option<CallSid> = fields.required("CallSid");
        let parent = fields.optional("ParentCallSid");
        let step = step(form, &mut fields);
        let about = match (&parent, form.get("Direction")) {
            (Some(_), _) | (None, Some("outbound-dial")) => About::Leg,
            (None, Some("inbound")) => About::InboundCall,
            (None, _) => About::OutboundCall,
        };
        let event = call_sid.and_then(|call_sid| {
            Some(Self {
                call_id: call_id(query, parent.as_ref().or(Some(&call_sid)))?,
                call_sid,
                about,
                parties: parties(form),
                step,
                recording: recording(form),
            })
        });
        fields.finish(event)
    }
}

/// Never refused for anything but the status, which matters more. Machine detection has none.
fn step(form: &Form, fields: &mut Fields<'_>) -> Step {
    let answered_by = form.readable("AnsweredBy");
    let status = match (form.text("CallStatus"), &answered_by) {
        (None, Some(_)) => None,
        _ => fields.required("CallStatus"),
    };
    Step {
        status,
        duration: form.readable("CallDuration"),
        time: form.text("Timestamp").and_then(Timestamp::from_rfc2822),
        sip_response_code: form.readable("SipResponseCode"),
        error_code: error_code(form),
        answered_by,
        machine_detection_ms: form.readable("MachineDetectionDuration"),
    }
}

/// An `ErrorCode` here is the call's, and its length may not be right yet.
fn recording(form: &Form) -> Option<(RecordingSid, RecordingFacts)> {
    let sid = form.readable("RecordingSid")?;
    let facts = recording_facts(form, &RecordingStatus::InProgress);
    facts.url.is_some().then_some((sid, RecordingFacts { error_code: None, url: None, ..facts }))
}
