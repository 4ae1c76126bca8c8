//! The greeting, and the voicemail after it.

use super::{Inbound, Sentence};
use crate::callback::{self, Step, Written};
use crate::records::Preferences;
use twilio::twiml::{Hangup, Play, Prompt, Record, RecordingEvent, Response, Say};

/// Nobody answers, or nobody is meant to: the greeting, then a voicemail if the tenant wants them.
/// Goes on after what is to be heard before.
pub fn nobody_answers(before: Response, call: &Inbound, preferences: &Preferences) -> Response {
    match preferences.voicemail_enabled {
        true => leave_message(before, call, preferences),
        false => before.verb(greeting(preferences, Sentence::TryLater)).verb(Hangup),
    }
}

/// The greeting and a voicemail, after what is to be heard before.
pub fn leave_message(before: Response, call: &Inbound, preferences: &Preferences) -> Response {
    let greeted = before.verb(greeting(preferences, Sentence::LeaveMessage));
    taken(greeted, call, preferences)
}

/// When nothing is known of the tenant: an apology, and a voicemail that its callbacks will keep.
/// Nobody knows whether it may be written down, so it is not.
pub fn unavailable(call: &Inbound) -> Response {
    let told = Response::empty().verb(Sentence::Technical.said(call.voice));
    let unknown = Preferences {
        voicemail_transcription_enabled: false,
        voice: call.voice,
        ..Preferences::default()
    };
    taken(told, call, &unknown)
}

/// The tenant's audio, else its text, else ours.
fn greeting(preferences: &Preferences, otherwise: Sentence) -> Prompt {
    match (&preferences.greeting_url, &preferences.greeting_text) {
        (Some(url), _) => Play::new(url).into(),
        (None, Some(text)) => Say::by(preferences.voice, text).into(),
        (None, None) => otherwise.said(preferences.voice).into(),
    }
}

/// An empty recording has no `action`: the verbs after it end the call.
fn taken(before: Response, call: &Inbound, preferences: &Preferences) -> Response {
    let record = record(call, preferences);
    before.verb(record).verb(Sentence::Goodbye.said(preferences.voice)).verb(Hangup)
}

/// Twilio writes down two minutes at most, and English alone (contract §14.3).
fn record(call: &Inbound, preferences: &Preferences) -> Record {
    let (base, id) = (&call.base_url, &call.call_id);
    let written = match preferences.voicemail_transcription_enabled && preferences.speaks_english()
    {
        true => Written::Down,
        false => Written::Not,
    };
    let callback = callback::voicemail(base, id, (call.caller(), call.called()), written);
    let events = [RecordingEvent::Completed, RecordingEvent::Absent];
    let record = Record::new(call.step(Step::VoicemailDone, preferences.voice))
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
