//! Keys that were typed for a `<Gather>`.

use super::super::twiml::Element;
use super::attributes;

/// What of them is input.
pub(super) struct Typed {
    pub(super) digits: String,
    pub(super) finished_on: Option<char>,
    /// Whether nothing more is waited for.
    pub(super) is_complete: bool,
}

impl Typed {
    pub(super) fn read(verb: &Element, keys: &str) -> Self {
        let finishing = finish_on_key(verb);
        let wanted = attributes::number(verb, "numDigits").and_then(|n| usize::try_from(n).ok());
        let mut digits = String::new();
        for key in keys.chars() {
            if finishing.contains(key) {
                return Self { digits, finished_on: Some(key), is_complete: true };
            }
            digits.push(key);
            if wanted == Some(digits.len()) {
                return Self { digits, finished_on: None, is_complete: true };
            }
        }
        Self { digits, finished_on: None, is_complete: false }
    }
}

/// Keys that end the input.
pub(super) fn finish_on_key(verb: &Element) -> &str {
    verb.attributes.get("finishOnKey").map_or("#", String::as_str)
}
