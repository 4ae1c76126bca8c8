//! W5, `POST /api/twilio/call-status`: how calls and their legs go on, and what machine detection has
//! found.
//!
//! Any order and any number of repeats end in the same record. News of a call that we have not heard
//! of starts its record: an inbound call is then known even if its first webhook was lost.

mod event;

use shared::call_fields::call_ref;
use shared::records::{Account, CallReport, LegReport, RecordingReport, Timestamp, Write};
use shared::webhook::{Decision, Reply, Signed, Webhook};
use twilio::form::FieldErrors;
use twilio::status::RecordingStatus;

pub use event::{About, Event};

/// The webhook.
#[derive(Debug)]
pub enum CallStatus {}

impl Webhook for CallStatus {
    const NAME: &'static str = "call-status";
    type Event = Event;
    type Facts = ();

    fn parse(signed: &Signed) -> Result<Event, FieldErrors> {
        Event::parse(&signed.form, &signed.query)
    }

    fn subject(event: &Event) -> String {
        event.call_sid.to_string()
    }

    /// Apart from the recording: one transaction cannot change a record twice.
    fn early(event: &Event, account: &Account, now: Timestamp) -> Vec<Write> {
        let call = call_ref(event.call_id.clone(), account);
        let (sid, parties) = (event.call_sid.clone(), event.parties.clone());
        let step = event.step.clone();
        vec![match event.about {
            About::Leg => {
                Write::Leg(Box::new(LegReport { call, leg: sid, parties, step, at: now }))
            }
            About::InboundCall | About::OutboundCall => {
                let inbound = parties.filter(|_| event.about == About::InboundCall);
                let report = CallReport { call, call_sid: sid, inbound, step, at: now };
                Write::CallStatus(Box::new(report))
            }
        }]
    }

    fn decide(event: Event, (): (), account: &Account, now: Timestamp) -> Decision {
        let Some((recording_sid, facts)) = event.recording else {
            return Decision { reply: Reply::Empty, writes: Vec::new(), jobs: Vec::new() };
        };
        let report = RecordingReport {
            call: call_ref(event.call_id, account),
            recording_sid,
            status: RecordingStatus::InProgress,
            facts,
            at: now,
        };
        let writes = vec![Write::Recording(Box::new(report))];
        Decision { reply: Reply::Empty, writes, jobs: Vec::new() }
    }
}
