//! `<Record>`: the caller speaks after the tone.

use super::element::Element;
use super::events::recording_events;
use super::{RecordingEvent, Verb};
use crate::callback::Callback;

/// `<Record>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record(Element);

impl Record {
    /// Asks `action` how to go on after the recording. An empty recording goes on with the verb
    /// after it instead.
    pub fn new(action: Callback) -> Self {
        Self(Element::new("Record").attribute("action", action))
    }

    /// Longest recording in seconds; 3,600 otherwise.
    #[must_use]
    pub fn max_length(self, seconds: u32) -> Self {
        Self(self.0.attribute("maxLength", seconds))
    }

    /// Seconds of silence that end it; 5 otherwise.
    #[must_use]
    pub fn timeout(self, seconds: u32) -> Self {
        Self(self.0.attribute("timeout", seconds))
    }

    /// The keys that end it, any otherwise.
    #[must_use]
    pub fn finish_on_key(self, keys: &str) -> Self {
        Self(self.0.attribute("finishOnKey", keys))
    }

    /// A tone before it starts.
    #[must_use]
    pub fn play_beep(self) -> Self {
        Self(self.0.attribute("playBeep", "true"))
    }

    /// Cuts silence off its ends.
    #[must_use]
    pub fn trim_silence(self) -> Self {
        Self(self.0.attribute("trim", "trim-silence"))
    }

    /// Where its status goes, at these events.
    #[must_use]
    pub fn recording_status(self, callback: Callback, events: &[RecordingEvent]) -> Self {
        Self(
            self.0
                .attribute("recordingStatusCallback", callback)
                .attribute("recordingStatusCallbackEvent", recording_events(events)),
        )
    }

    /// Has it written down and sent to `callback`: US English, 2 to 120 seconds.
    #[must_use]
    pub fn transcribe(self, callback: Callback) -> Self {
        Self(self.0.attribute("transcribe", "true").attribute("transcribeCallback", callback))
    }
}

impl From<Record> for Verb {
    fn from(record: Record) -> Self {
        Verb(record.0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{callback, written};
    use super::*;

    #[test]
    fn a_recording_is_reported_and_transcribed() {
        let record = Record::new(callback("voicemail-done"))
            .max_length(120)
            .timeout(5)
            .finish_on_key("#")
            .play_beep()
            .trim_silence()
            .recording_status(
                callback("menu"),
                &[RecordingEvent::InProgress, RecordingEvent::Completed, RecordingEvent::Absent],
            )
            .transcribe(callback("screen"));
        insta::assert_snapshot!(
            written(record),
            @r##"<Record action="https://a.b/api/twilio/voice-twiml?step=voicemail-done&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2" maxLength="120" timeout="5" finishOnKey="#" playBeep="true" trim="trim-silence" recordingStatusCallback="https://a.b/api/twilio/voice-twiml?step=menu&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2" recordingStatusCallbackEvent="in-progress completed absent" transcribe="true" transcribeCallback="https://a.b/api/twilio/voice-twiml?step=screen&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2"/>"##
        );
        insta::assert_snapshot!(
            written(Record::new(callback("voicemail-done"))),
            @r#"<Record action="https://a.b/api/twilio/voice-twiml?step=voicemail-done&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2"/>"#
        );
    }
}
