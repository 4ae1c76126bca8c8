//! What a caller hears: `<Say>`, `<Play>`, `<Pause>`.

use super::Verb;
use super::element::Element;
use crate::voice::Voice;

/// Something to hear: a verb of its own, or part of a [`Gather`](super::Gather).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt(pub(super) Element);

impl From<Prompt> for Verb {
    fn from(prompt: Prompt) -> Self {
        Verb(prompt.0)
    }
}

/// `<Say>`: reads a text aloud. Twilio takes at most 4,096 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Say(Element);

impl Say {
    /// Reads this text, in US English; markup in it is read too, not obeyed.
    pub fn new(text: impl Into<String>) -> Self {
        Self::by(Voice::default(), text)
    }

    /// Likewise, by this voice and in its language.
    pub fn by(voice: Voice, text: impl Into<String>) -> Self {
        Self(Element::new("Say").attribute("voice", voice).text(text))
    }
}

/// `<Play>`: plays an audio file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Play(Element);

impl Play {
    /// Plays what Twilio gets from this absolute URL.
    pub fn new(url: impl Into<String>) -> Self {
        Self(Element::new("Play").text(url))
    }
}

/// `<Pause>`: silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause(Element);

impl Pause {
    /// Silence for so many seconds; at least 1.
    pub fn new(seconds: u32) -> Self {
        Self(Element::new("Pause").attribute("length", seconds))
    }
}

macro_rules! audible {
    ($($verb:ident)*) => {$(
        impl From<$verb> for Prompt {
            fn from(verb: $verb) -> Self {
                Prompt(verb.0)
            }
        }

        impl From<$verb> for Verb {
            fn from(verb: $verb) -> Self {
                Verb(verb.0)
            }
        }
    )*};
}

audible!(Say Play Pause);

#[cfg(test)]
mod tests {
    use super::super::tests::written;
    use super::*;

    #[test]
    fn what_is_heard() {
        insta::assert_snapshot!(
            written(Say::new("You & I")),
            @r#"<Say voice="Polly.Joanna">You &amp; I</Say>"#
        );
        insta::assert_snapshot!(
            written(Say::by("Polly.Lucia".parse().unwrap(), "Adiós")),
            @r#"<Say voice="Polly.Lucia">Adiós</Say>"#
        );
        insta::assert_snapshot!(
            written(Play::new("https://a.b/greeting?x=1&y=2")),
            @"<Play>https://a.b/greeting?x=1&amp;y=2</Play>"
        );
        insta::assert_snapshot!(written(Pause::new(2)), @r#"<Pause length="2"/>"#);
    }

    #[test]
    fn a_prompt_is_the_same_verb() {
        assert_eq!(written(Prompt::from(Say::new("Hi"))), written(Say::new("Hi")));
    }
}
