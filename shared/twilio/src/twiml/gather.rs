//! `<Gather>`: waits for keys while something is heard.

use super::element::Element;
use super::{Prompt, Verb};
use crate::callback::Callback;

/// `<Gather>`. When nobody presses a key, the call goes on with the verb after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gather(Element);

impl Gather {
    /// Sends the keys to `action`, whose answer the call goes on with.
    pub fn new(action: Callback) -> Self {
        Self(Element::new("Gather").attribute("action", action))
    }

    /// Ends after so many keys; at least 1.
    #[must_use]
    pub fn num_digits(self, digits: u32) -> Self {
        Self(self.0.attribute("numDigits", digits))
    }

    /// Seconds of silence after which it ends; 5 otherwise.
    #[must_use]
    pub fn timeout(self, seconds: u32) -> Self {
        Self(self.0.attribute("timeout", seconds))
    }

    /// The key that ends it, `#` otherwise; none with an empty text.
    #[must_use]
    pub fn finish_on_key(self, key: &str) -> Self {
        Self(self.0.attribute("finishOnKey", key))
    }

    /// Adds something to hear meanwhile.
    #[must_use]
    pub fn prompt(self, prompt: impl Into<Prompt>) -> Self {
        Self(self.0.child(prompt.into().0))
    }
}

impl From<Gather> for Verb {
    fn from(gather: Gather) -> Self {
        Verb(gather.0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{callback, written};
    use super::super::{Pause, Say};
    use super::*;

    #[test]
    fn keys_are_gathered_while_something_is_heard() {
        let gather = Gather::new(callback("menu")).num_digits(1).timeout(8).finish_on_key("");
        insta::assert_snapshot!(
            written(gather.prompt(Say::new("Press 1.")).prompt(Pause::new(1))),
            @r#"<Gather action="https://a.b/api/twilio/voice-twiml?step=menu&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2" numDigits="1" timeout="8" finishOnKey=""><Say voice="Polly.Joanna">Press 1.</Say><Pause length="1"/></Gather>"#
        );
        insta::assert_snapshot!(
            written(Gather::new(callback("menu"))),
            @r#"<Gather action="https://a.b/api/twilio/voice-twiml?step=menu&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2"/>"#
        );
    }
}
