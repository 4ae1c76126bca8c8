//! W7, `POST /api/twilio/voicemail-recording`: voicemails, and what was said in them.
//!
//! Two callbacks come here in any order: the recording's, which puts the voicemail into the inbox,
//! marks its call and starts the job that moves the file, all at once; and the transcription's, which
//! may come first, late, or never.

mod event;

use shared::call_fields::call_ref;
use shared::records::{Account, Timestamp, VoicemailReport};
use shared::webhook::{Decision, Reply, Signed, Webhook};
use twilio::form::FieldErrors;

pub use event::Event;

/// The webhook.
#[derive(Debug)]
pub enum Voicemail {}

impl Webhook for Voicemail {
    const NAME: &'static str = "voicemail";
    type Event = Event;
    type Facts = ();

    fn parse(signed: &Signed) -> Result<Event, FieldErrors> {
        Event::parse(&signed.form, &signed.query)
    }

    fn subject(event: &Event) -> String {
        event.news.recording_sid.to_string()
    }

    fn decide(event: Event, (): (), account: &Account, now: Timestamp) -> Decision {
        let Event { call_id, news } = event;
        let report = VoicemailReport { call: call_ref(call_id, account), news, at: now };
        Decision {
            jobs: report.job().into_iter().collect(),
            writes: report.writes(),
            reply: Reply::Empty,
        }
    }
}
