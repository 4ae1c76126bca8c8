//! The greeting, and the voicemail after it.

use super::Inbound;
use crate::callback::{self, Step, Written};
use crate::records::Preferences;
use twilio::twiml::{Hangup, Play, Prompt, Record, RecordingEvent, Response, Say};

const LEAVE_A_MESSAGE: &str = "Thank you for calling. Nobody can take your call right now. \
    Please leave a message after the tone.";
const TRY_LATER: &str = "Thank you for calling. Nobody can take your call right now. \
    Please try again later. Goodbye.";
const TECHNICAL: &str = "We are sorry, we cannot connect your call right now. \
    Please leave a message after the tone.";

/// Nobody answers, or nobody is meant to: the greeting, then a voicemail if the tenant wants them.
/// Goes on after what is to be heard before.
pub fn nobody_answers(before: Response, call: &Inbound, preferences: &Preferences) -> Response {
    match preferences.voicemail_enabled {
        true => leave_message(before, call, preferences),
        false => before.verb(greeting(preferences, TRY_LATER)).verb(Hangup),
    }
}

/// The greeting and a voicemail, after what is to be heard before.
pub fn leave_message(before: Response, call: &Inbound, preferences: &Preferences) -> Response {
    let greeted = before.verb(greeting(preferences, LEAVE_A_MESSAGE));
    taken(greeted, call, preferences)
}

/// When nothing is known of the tenant: an apology, and a voicemail that its callbacks will keep.
/// Nobody knows whether it may be written down, so it is not.
pub fn unavailable(call: &Inbound) -> Response {
    let told = Response::empty().verb(Say::new(TECHNICAL));
    let unknown = Preferences { voicemail_transcription_enabled: false, ..Preferences::default() };
    taken(told, call, &unknown)
}

/// The tenant's audio, else its text, else ours.
fn greeting(preferences: &Preferences, otherwise: &str) -> Prompt {
    match (&preferences.greeting_url, &preferences.greeting_text) {
        (Some(url), _) => Play::new(url).into(),
        (None, Some(text)) => Say::new(text).into(),
        (None, None) => Say::new(otherwise).into(),
    }
}

/// An empty recording has no `action`: the verbs after it end the call.
fn taken(before: Response, call: &Inbound, preferences: &Preferences) -> Response {
    let record = record(call, preferences);
    before.verb(record).verb(Say::new("Goodbye.")).verb(Hangup)
}

/// Twilio writes down two minutes at most.
fn record(call: &Inbound, preferences: &Preferences) -> Record {
    let (base, id) = (&call.base_url, &call.call_id);
    let written = match preferences.voicemail_transcription_enabled {
        true => Written::Down,
        false => Written::Not,
    };
    let callback = callback::voicemail(base, id, (call.caller(), call.called()), written);
    let events = [RecordingEvent::Completed, RecordingEvent::Absent];
    let record = Record::new(call.step(Step::VoicemailDone))
        .max_length(120)
        .timeout(5)
        .finish_on_key("#")
        .play_beep()
        .trim_silence()
        .recording_status(callback.clone(), &events);
    match written {
        Written::Down => record.transcribe(callback),
        Written::Not => record,
    }
}
