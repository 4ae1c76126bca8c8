//! What somebody on the phone does, one thing after the other.

use serde::{Deserialize, Serialize, Serializer};

/// One thing that somebody on the phone does.
///
/// As JSON it is an object with exactly one of `press`, `say`, `speak` (with `text` if it can be
/// understood), `talk`, `hang_up`, `silent` and `hold`, and with `after` if it takes time to begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Step {
    pub(super) deed: Deed,
    /// Seconds before it begins.
    pub(super) after: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    Press(String),
    Say(String),
    Speak { seconds: u64, text: Option<String> },
    Talk(u64),
    HangUp,
    Silent,
    Hold,
}

impl Step {
    /// Presses keys when asked: `0`–`9`, `*`, `#`. `<Gather>` and `<Record>` take it.
    pub fn press(keys: &str) -> Self {
        Deed::Press(keys.to_owned()).into()
    }

    /// Says these words when asked, for `<Gather input="speech">`.
    pub fn say(words: &str) -> Self {
        Deed::Say(words.to_owned()).into()
    }

    /// Speaks for so many seconds into a `<Record>`; nobody can tell what.
    pub fn speak(seconds: u64) -> Self {
        Deed::Speak { seconds, text: None }.into()
    }

    /// Speaks into a `<Record>` what a transcription will have as its text.
    pub fn speak_words(seconds: u64, text: &str) -> Self {
        Deed::Speak { seconds, text: Some(text.to_owned()) }.into()
    }

    /// Talks for so many seconds to whom it is connected with, then hangs up.
    pub fn talk(seconds: u64) -> Self {
        Deed::Talk(seconds).into()
    }

    /// Hangs up, `after` seconds from the end of the step before or the start of the call, whatever
    /// goes on then.
    pub fn hang_up() -> Self {
        Deed::HangUp.into()
    }

    /// Does nothing when asked for something, until the verb gives up.
    pub fn silent() -> Self {
        Deed::Silent.into()
    }

    /// Stays on the line in real time, from the next verb that takes any time, until the REST API
    /// ends or redirects the call.
    pub fn hold() -> Self {
        Deed::Hold.into()
    }

    /// The same, but beginning after so many seconds.
    #[must_use]
    pub fn after(self, seconds: u64) -> Self {
        Self { after: seconds, ..self }
    }
}

impl From<Deed> for Step {
    fn from(deed: Deed) -> Self {
        Self { deed, after: 0 }
    }
}

/// A step as JSON has it.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a step such as {\"press\": \"1\"}")]
struct Written {
    #[serde(skip_serializing_if = "Option::is_none")]
    press: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    say: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speak: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    talk: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hang_up: Option<Yes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    silent: Option<Yes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hold: Option<Yes>,
    #[serde(default, skip_serializing_if = "is_zero")]
    after: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a field so")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl From<Step> for Written {
    fn from(Step { deed, after }: Step) -> Self {
        let written = Self { after, ..Self::default() };
        match deed {
            Deed::Press(keys) => Self { press: Some(keys), ..written },
            Deed::Say(words) => Self { say: Some(words), ..written },
            Deed::Speak { seconds, text } => Self { speak: Some(seconds), text, ..written },
            Deed::Talk(seconds) => Self { talk: Some(seconds), ..written },
            Deed::HangUp => Self { hang_up: Some(Yes), ..written },
            Deed::Silent => Self { silent: Some(Yes), ..written },
            Deed::Hold => Self { hold: Some(Yes), ..written },
        }
    }
}

impl TryFrom<Written> for Step {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let text = written.text;
        if text.is_some() && written.speak.is_none() {
            return Err("`text` belongs to `speak`".to_owned());
        }
        let deeds = [
            written.press.map(Deed::Press),
            written.say.map(Deed::Say),
            written.speak.map(|seconds| Deed::Speak { seconds, text }),
            written.talk.map(Deed::Talk),
            written.hang_up.map(|_| Deed::HangUp),
            written.silent.map(|_| Deed::Silent),
            written.hold.map(|_| Deed::Hold),
        ];
        let mut deeds = deeds.into_iter().flatten();
        let (Some(deed), None) = (deeds.next(), deeds.next()) else {
            return Err("a step has exactly one of `press`, `say`, `speak`, `talk`, `hang_up`, \
                        `silent` and `hold`"
                .to_owned());
        };
        match &deed {
            Deed::Press(keys) if !is_keys(keys) => {
                Err(format!("`press`: `{keys}` has other keys than 0-9, * and #"))
            }
            _ => Ok(Self { deed, after: written.after }),
        }
    }
}

pub(super) fn is_keys(keys: &str) -> bool {
    !keys.is_empty() && keys.bytes().all(|key| key.is_ascii_digit() || matches!(key, b'*' | b'#'))
}

/// The value `true`, where `false` would mean nothing.
#[derive(Clone, Deserialize)]
#[serde(try_from = "bool")]
pub(super) struct Yes;

impl Serialize for Yes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(true)
    }
}

impl TryFrom<bool> for Yes {
    type Error = &'static str;

    fn try_from(yes: bool) -> Result<Self, Self::Error> {
        if yes { Ok(Self) } else { Err("`false` means nothing here; leave it out") }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn steps_are_read() {
        let steps = json!([
            {"press": "1#"}, {"speak": 7, "text": "hello"}, {"hang_up": true, "after": 3},
            {"silent": true}, {"talk": 30}, {"say": "yes"}, {"hold": true},
        ]);
        let read: Vec<Step> = serde_json::from_value(steps.clone()).unwrap();
        let expected = [
            Step::press("1#"),
            Step::speak_words(7, "hello"),
            Step::hang_up().after(3),
            Step::silent(),
            Step::talk(30),
            Step::say("yes"),
            Step::hold(),
        ];
        assert_eq!(read, expected);
        assert_eq!(serde_json::to_value(read).unwrap(), steps);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let cases = [
            (json!({"pres": "1"}), "`pres`"),
            (json!({"press": "1", "say": "one"}), "exactly one"),
            (json!({"after": 3}), "exactly one"),
            (json!({"press": "a"}), "`press`"),
            (json!({"talk": 1, "text": "x"}), "`text`"),
            (json!({"hang_up": false}), "`false`"),
            (json!("hang_up"), "a step such as"),
        ];
        for (step, name) in cases {
            let error = serde_json::from_value::<Step>(step).unwrap_err().to_string();
            assert!(error.contains(name), "{error}");
        }
    }
}
