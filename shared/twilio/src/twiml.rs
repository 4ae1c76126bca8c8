//! Writes TwiML. What would be refused cannot be written: every verb has what it needs, nests only
//! what it may, and names an `action` where Twilio would otherwise ask the same URL again.

mod dial;
mod element;
mod events;
mod flow;
mod gather;
mod number;
mod prompt;
mod record;

use std::fmt;

pub use dial::{Dial, RecordDial};
pub use events::{CallEvent, RecordingEvent};
pub use flow::{Hangup, Redirect, Reject, RejectReason};
pub use gather::Gather;
pub use number::{MachineDetection, Number};
pub use prompt::{Pause, Play, Prompt, Say};
pub use record::Record;

use element::Element;

/// A TwiML document: the answer to a request that Twilio waits for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Response {
    verbs: Vec<Verb>,
}

/// One thing to do in a call; made from any of the verbs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verb(Element);

impl Response {
    /// `<Response/>`: do nothing. On a messaging URL, send no reply; on a voice URL, hang up, or
    /// connect if it is the URL of a `<Number>`.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Adds a verb at the end.
    #[must_use]
    pub fn verb(mut self, verb: impl Into<Verb>) -> Self {
        self.verbs.push(verb.into());
        self
    }
}

impl fmt::Display for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
        if self.verbs.is_empty() {
            return f.write_str("<Response/>");
        }
        f.write_str("<Response>")?;
        self.verbs.iter().try_for_each(|verb| verb.0.fmt(f))?;
        f.write_str("</Response>")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callback::Callback;

    /// The verb as it is written.
    pub(super) fn written(verb: impl Into<Verb>) -> String {
        verb.into().0.to_string()
    }

    /// A callback for snapshots.
    pub(super) fn callback(step: &str) -> Callback {
        let url = format!("https://a.b/api/twilio/voice-twiml?step={step}&call=CA1");
        Callback::with_retries(&url)
    }

    #[test]
    fn an_empty_answer() {
        insta::assert_snapshot!(
            Response::empty(),
            @r#"<?xml version="1.0" encoding="UTF-8"?><Response/>"#
        );
    }

    #[test]
    fn verbs_keep_their_order() {
        insta::assert_snapshot!(
            Response::empty().verb(Pause::new(1)).verb(Say::new("Bye.")).verb(Hangup),
            @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Pause length="1"/><Say voice="Polly.Joanna">Bye.</Say><Hangup/></Response>"#
        );
    }

    #[test]
    fn injection_is_text() {
        insta::assert_snapshot!(
            Response::empty().verb(Say::new("</Say><Dial>1</Dial>\u{1}")),
            @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">&lt;/Say&gt;&lt;Dial&gt;1&lt;/Dial&gt;</Say></Response>"#
        );
    }
}
