//! W6, `POST /api/twilio/recording-status`: recordings of calls.
//!
//! A call may have several. A completed one is written together with the job that moves its file.

use shared::call_fields::{call_ref, recorded_call, recording};
use shared::ids::CallId;
use shared::records::{Account, RecordingFacts, RecordingReport, Timestamp, Write};
use shared::webhook::{Decision, Reply, Signed, Webhook};
use twilio::form::{FieldErrors, Fields};
use twilio::sid::RecordingSid;
use twilio::status::RecordingStatus;

/// The webhook.
#[derive(Debug)]
pub enum Recording {}

/// Twilio's recording status callback, read (contract §2.6).
pub struct Event {
    /// The recorded call: ours from the callback URL, else the `CallSid`, which a conference lacks.
    pub call_id: CallId,
    /// The recording.
    pub recording_sid: RecordingSid,
    /// Its status.
    pub status: RecordingStatus,
    /// What else Twilio says of it.
    pub facts: RecordingFacts,
}

impl Webhook for Recording {
    const NAME: &'static str = "recording";
    type Event = Event;
    type Facts = ();

    fn parse(signed: &Signed) -> Result<Event, FieldErrors> {
        let mut fields = Fields::of(&signed.form);
        let recording_sid = fields.required("RecordingSid");
        let recording = recording(&mut fields, &signed.form);
        let (call_id, _) = recorded_call(&mut fields, (&signed.form, &signed.query));
        let event = recording.and_then(|(status, facts)| {
            Some(Event { call_id: call_id?, recording_sid: recording_sid?, status, facts })
        });
        fields.finish(event)
    }

    fn subject(event: &Event) -> String {
        event.recording_sid.to_string()
    }

    fn decide(event: Event, (): (), account: &Account, now: Timestamp) -> Decision {
        let report = RecordingReport {
            call: call_ref(event.call_id, account),
            recording_sid: event.recording_sid,
            status: event.status,
            facts: event.facts,
            at: now,
        };
        Decision {
            jobs: report.job().into_iter().collect(),
            writes: vec![Write::Recording(Box::new(report))],
            reply: Reply::Empty,
        }
    }
}
