//! `<Dial>`: connects the caller with a phone.

use super::element::Element;
use super::events::recording_events;
use super::{Number, RecordingEvent, Verb};
use crate::callback::Callback;
use crate::phone::E164;

/// `<Dial>`. Verbs after it never run: its `action` says how the call goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dial {
    element: Element,
    number: Number,
}

/// From when on a dialled call is recorded, and whether each side gets a channel of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordDial {
    /// From the answer on, both sides on one channel.
    FromAnswer,
    /// From the answer on, a channel per side.
    FromAnswerDual,
    /// The ringing too, both sides on one channel.
    FromRinging,
    /// The ringing too, a channel per side.
    FromRingingDual,
}

impl RecordDial {
    fn as_str(self) -> &'static str {
        match self {
            RecordDial::FromAnswer => "record-from-answer",
            RecordDial::FromAnswerDual => "record-from-answer-dual",
            RecordDial::FromRinging => "record-from-ringing",
            RecordDial::FromRingingDual => "record-from-ringing-dual",
        }
    }
}

impl Dial {
    /// Dials `number`, and asks `action` how to go on afterwards.
    pub fn new(action: Callback, number: Number) -> Self {
        Self { element: Element::new("Dial").attribute("action", action), number }
    }

    /// Seconds it may ring; 30 otherwise.
    #[must_use]
    pub fn timeout(self, seconds: u32) -> Self {
        self.set("timeout", seconds)
    }

    /// The caller hears it ring, and the call counts as answered only once both sides are connected.
    #[must_use]
    pub fn answer_on_bridge(self) -> Self {
        self.set("answerOnBridge", "true")
    }

    /// The number the other side sees: the caller's own, or one of the account.
    #[must_use]
    pub fn caller_id(self, number: &E164) -> Self {
        self.set("callerId", number.as_str())
    }

    /// Records the call.
    #[must_use]
    pub fn record(self, from: RecordDial) -> Self {
        self.set("record", from.as_str())
    }

    /// Where the status of the recording goes, at these events.
    #[must_use]
    pub fn recording_status(self, callback: Callback, events: &[RecordingEvent]) -> Self {
        self.set("recordingStatusCallback", callback)
            .set("recordingStatusCallbackEvent", recording_events(events))
    }

    /// Seconds after which the connected call is ended; 4 hours otherwise.
    #[must_use]
    pub fn time_limit(self, seconds: u32) -> Self {
        self.set("timeLimit", seconds)
    }

    fn set(self, name: &'static str, value: impl std::fmt::Display) -> Self {
        Self { element: self.element.attribute(name, value), ..self }
    }
}

impl From<Dial> for Verb {
    fn from(dial: Dial) -> Self {
        Verb(dial.element.child(dial.number.0))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{callback, written};
    use super::*;

    fn number() -> Number {
        Number::new(&"+15550100001".parse().unwrap())
    }

    #[test]
    fn a_dialled_call_is_recorded_and_reported() {
        let dial = Dial::new(callback("after-dial"), number())
            .timeout(20)
            .answer_on_bridge()
            .caller_id(&"+15550100002".parse().unwrap())
            .record(RecordDial::FromAnswerDual)
            .recording_status(
                callback("menu"),
                &[RecordingEvent::Completed, RecordingEvent::Absent],
            )
            .time_limit(3600);
        insta::assert_snapshot!(
            written(dial),
            @r#"<Dial action="https://a.b/api/twilio/voice-twiml?step=after-dial&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2" timeout="20" answerOnBridge="true" callerId="+15550100002" record="record-from-answer-dual" recordingStatusCallback="https://a.b/api/twilio/voice-twiml?step=menu&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2" recordingStatusCallbackEvent="completed absent" timeLimit="3600"><Number>+15550100001</Number></Dial>"#
        );
        insta::assert_snapshot!(
            written(Dial::new(callback("after-dial"), number())),
            @r#"<Dial action="https://a.b/api/twilio/voice-twiml?step=after-dial&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2"><Number>+15550100001</Number></Dial>"#
        );
    }

    #[test]
    fn what_is_set_last_counts() {
        let dial = Dial::new(callback("after-dial"), number())
            .record(RecordDial::FromAnswer)
            .record(RecordDial::FromRinging)
            .record(RecordDial::FromRingingDual);
        let written = written(dial);
        assert_eq!(written.matches("record=").count(), 1, "{written}");
        assert!(written.contains("record-from-ringing-dual"), "{written}");
    }
}
