//! Twilio's callbacks about a voicemail, read (contract §2.6).

use shared::call_fields::{recorded_call, recording};
use shared::ids::CallId;
use shared::records::{Parties, Transcription, VoicemailNews};
use twilio::form::{FieldErrors, Fields, Form};
use twilio::phone::Party;

/// Longest transcription that is kept, in bytes. Twilio transcribes two minutes at most.
const MAX_TRANSCRIPTION: usize = 16 * 1024;

/// News of a voicemail: of its recording, or of its transcription.
pub struct Event {
    /// The call it was left in: ours from the callback URL, else the `CallSid`.
    pub call_id: CallId,
    /// What is told of it.
    pub news: VoicemailNews,
}

impl Event {
    /// Reads the form and the callback URL's query, or names what is missing or unreadable.
    pub fn parse(form: &Form, query: &Form) -> Result<Self, FieldErrors> {
        let mut fields = Fields::of(form);
        let recording_sid = fields.required("RecordingSid");
        let (call_id, at_twilio) = recorded_call(&mut fields, (form, query));
        let (recording, transcription) = match is_transcription(form) {
            true => (None, transcription(form)),
            false => (recording(&mut fields, form), unwanted(query)),
        };
        let (status, facts) = recording.unzip();
        let event = call_id.zip(recording_sid).map(|(call_id, recording_sid)| Self {
            call_id,
            news: VoicemailNews {
                call_sid: at_twilio,
                recording_sid,
                parties: parties(form, query),
                status,
                facts: facts.unwrap_or_default(),
                transcription,
            },
        });
        fields.finish(event)
    }
}

fn is_transcription(form: &Form) -> bool {
    ["TranscriptionStatus", "TranscriptionText"].iter().any(|name| form.get(name).is_some())
}

/// Whether it is written down, our URL says.
fn unwanted(query: &Form) -> Option<Transcription> {
    (query.text("transcribe") == Some("no")).then_some(Transcription::Unwanted)
}

fn transcription(form: &Form) -> Option<Transcription> {
    match form.get("TranscriptionStatus") {
        Some("completed") | None => {
            let text = form.get("TranscriptionText").unwrap_or_default();
            let end = text.floor_char_boundary(MAX_TRANSCRIPTION);
            Some(Transcription::Completed(text[..end].to_owned()))
        }
        Some("failed") => Some(Transcription::Failed),
        Some(_) => None,
    }
}

/// A recording's callback does not say who left it for whom, so the URL does if they are numbers.
fn parties(form: &Form, query: &Form) -> Option<Parties> {
    let party = |in_url: &str, in_form: &str| {
        let number = query.text(in_url).and_then(|digits| format!("+{digits}").parse().ok());
        let party = number.map(Party::Number);
        party.or_else(|| form.readable(in_form)).map(|party: Party| party.as_str().to_owned())
    };
    Some(Parties { from_number: party("from", "From")?, to_number: party("to", "To")? })
}
