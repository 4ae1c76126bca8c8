//! `<Number>`: the phone that a `<Dial>` calls.

use super::CallEvent;
use super::element::Element;
use super::events::call_events;
use crate::callback::Callback;
use crate::phone::E164;

/// `<Number>`: a phone number to dial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number(pub(super) Element);

/// How long Twilio listens for an answering machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MachineDetection {
    /// Until it knows who answered.
    Enable,
    /// Until the machine's greeting is over.
    DetectMessageEnd,
}

impl MachineDetection {
    fn as_str(self) -> &'static str {
        match self {
            MachineDetection::Enable => "Enable",
            MachineDetection::DetectMessageEnd => "DetectMessageEnd",
        }
    }
}

impl Number {
    /// The number to dial.
    pub fn new(number: &E164) -> Self {
        Self(Element::new("Number").text(number.as_str()))
    }

    /// Asks `callback` what the person who answers hears, before being connected. A document that
    /// hangs up keeps them apart.
    #[must_use]
    pub fn url(self, callback: Callback) -> Self {
        Self(self.0.attribute("url", callback))
    }

    /// Where the status of this leg goes, at these events.
    #[must_use]
    pub fn status(self, callback: Callback, events: &[CallEvent]) -> Self {
        Self(
            self.0
                .attribute("statusCallback", callback)
                .attribute("statusCallbackEvent", call_events(events)),
        )
    }

    /// Finds out whether a machine answered, and tells `callback`.
    #[must_use]
    pub fn machine_detection(self, until: MachineDetection, callback: Callback) -> Self {
        Self(
            self.0
                .attribute("machineDetection", until.as_str())
                .attribute("amdStatusCallback", callback),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::callback;
    use super::*;

    #[test]
    fn a_number_is_screened_watched_and_reported() {
        let number: E164 = "+15550100001".parse().unwrap();
        let full = Number::new(&number)
            .url(callback("screen"))
            .status(callback("menu"), &CallEvent::ALL)
            .machine_detection(MachineDetection::DetectMessageEnd, callback("answered"));
        insta::assert_snapshot!(full.0, @r#"<Number url="https://a.b/api/twilio/voice-twiml?step=screen&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2" statusCallback="https://a.b/api/twilio/voice-twiml?step=menu&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2" statusCallbackEvent="initiated ringing answered completed" machineDetection="DetectMessageEnd" amdStatusCallback="https://a.b/api/twilio/voice-twiml?step=answered&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2">+15550100001</Number>"#);
        insta::assert_snapshot!(Number::new(&number).0, @"<Number>+15550100001</Number>");
    }
}
