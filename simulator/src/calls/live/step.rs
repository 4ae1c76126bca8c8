//! What somebody at a live phone does, one thing at a time.

use serde::Deserialize;

use super::super::actor::millis;
use super::super::prompts;
use super::super::step::{Yes, is_keys};
use super::handset::{Input, Reception};

/// One thing that somebody does; the body of `POST /sim/calls/{sid}/steps`.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub(crate) enum LiveStep {
    Press(String),
    Words { text: Option<String>, millis: i64 },
    HangUp,
    Receive(Reception),
}

impl LiveStep {
    /// What is heard of it on the line.
    pub(super) fn inputs(self) -> Vec<Input> {
        match self {
            Self::Press(keys) => keys.chars().map(Input::Key).collect(),
            Self::Words { text, millis } => vec![Input::Words { text, millis }],
            Self::HangUp | Self::Receive(_) => Vec::new(),
        }
    }
}

/// A step as JSON has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a step such as {\"press\": \"1\"}")]
struct Written {
    press: Option<String>,
    say: Option<String>,
    speak: Option<u64>,
    text: Option<String>,
    hang_up: Option<Yes>,
    answer: Option<Yes>,
    decline: Option<Yes>,
    mailbox: Option<Yes>,
}

impl TryFrom<Written> for LiveStep {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let text = written.text;
        if text.is_some() && written.speak.is_none() {
            return Err("`text` belongs to `speak`".to_owned());
        }
        let said = |text: String| Self::Words { millis: prompts::spoken(&text), text: Some(text) };
        let steps = [
            written.press.map(Self::Press),
            written.say.map(said),
            written.speak.map(|seconds| Self::Words { text, millis: millis(seconds) }),
            written.hang_up.map(|_| Self::HangUp),
            written.answer.map(|_| Self::Receive(Reception::Answer)),
            written.decline.map(|_| Self::Receive(Reception::Decline)),
            written.mailbox.map(|_| Self::Receive(Reception::Mailbox)),
        ];
        let mut steps = steps.into_iter().flatten();
        let (Some(step), None) = (steps.next(), steps.next()) else {
            return Err("a step of a live phone has exactly one of `press`, `say`, `speak`, \
                        `hang_up`, `answer`, `decline` and `mailbox`"
                .to_owned());
        };
        match &step {
            Self::Press(keys) if !is_keys(keys) => {
                Err(format!("`press`: `{keys}` has other keys than 0-9, * and #"))
            }
            _ => Ok(step),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(step: Value) -> Result<LiveStep, String> {
        serde_json::from_value(step).map_err(|error| error.to_string())
    }

    #[test]
    fn steps_are_read() {
        let two = read(json!({"press": "1#"})).unwrap().inputs();
        assert_eq!(two, [Input::Key('1'), Input::Key('#')]);
        let text = Some("sales please".to_owned());
        let said = LiveStep::Words { text: text.clone(), millis: 800 };
        assert_eq!(read(json!({"say": "sales please"})), Ok(said));
        let spoken = LiveStep::Words { text, millis: 3_000 };
        assert_eq!(read(json!({"speak": 3, "text": "sales please"})), Ok(spoken));
        assert_eq!(read(json!({"decline": true})), Ok(LiveStep::Receive(Reception::Decline)));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (step, name) in [
            (json!({"press": "1", "after": 3}), "`after`"),
            (json!({"talk": 5}), "`talk`"),
            (json!({"press": "1", "say": "one"}), "exactly one"),
            (json!({}), "exactly one"),
            (json!({"press": "x"}), "`press`"),
            (json!({"say": "x", "text": "x"}), "`text`"),
            (json!({"answer": false}), "`false`"),
        ] {
            let error = read(step).unwrap_err();
            assert!(error.contains(name), "{error}");
        }
    }
}
