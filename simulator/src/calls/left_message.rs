//! A message that was left in a `<Record>`: what ends it, and what it is.

use super::super::twiml::Element;
use super::attributes;
use super::stop::Stop;
use super::transcription;

const LONGEST: u64 = 3_600;
const LONGEST_TRANSCRIBED: u64 = 120;

/// What was spoken, and how it ended.
pub(super) struct LeftMessage {
    /// Milliseconds.
    pub(super) spoken: i64,
    pub(super) text: Option<String>,
    pub(super) end: End,
}

pub(super) enum End {
    Key(String),
    Silence,
    Full,
    Stopped(Stop),
}

/// What ends a message, as the verb says.
pub(super) struct Limits {
    /// Seconds of silence.
    pub(super) timeout: u64,
    /// Seconds in all.
    pub(super) max_length: u64,
    pub(super) finish_on_key: String,
}

impl Limits {
    pub(super) fn of(verb: &Element) -> Self {
        // Any key ends a recording, unless the verb says which.
        let finishing = verb.attributes.get("finishOnKey").map_or("1234567890*#", String::as_str);
        Self {
            timeout: attributes::number(verb, "timeout").unwrap_or(5),
            max_length: max_length(verb),
            finish_on_key: finishing.to_owned(),
        }
    }

    pub(super) fn finishes(&self, key: char) -> bool {
        self.finish_on_key.contains(key)
    }
}

fn max_length(verb: &Element) -> u64 {
    let is_transcribed = transcription::is_wanted(verb);
    let default = if is_transcribed { LONGEST_TRANSCRIBED } else { LONGEST };
    match attributes::number(verb, "maxLength") {
        Some(0) | None => default,
        Some(seconds) => seconds,
    }
}
