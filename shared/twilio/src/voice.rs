//! The voices that `<Say>` reads with, and the language of each.
//!
//! `voices.tsv` has a line for each: language and voice, the voice to begin with first. They are Amazon
//! Polly's standard and neural ones that Twilio's libraries name, in languages that patchbay has
//! sentences in. `<Say>` takes the language from the voice.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

const TABLE: &str = include_str!("voice/voices.tsv");

/// A text that names no voice of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a voice that is known")]
pub struct UnknownVoice;

/// A voice, Polly.Joanna unless another one is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Voice {
    language: &'static str,
    name: &'static str,
}

impl Voice {
    /// Every voice, language by language.
    pub fn all() -> impl Iterator<Item = Self> {
        let of = |line: &'static str| line.split_once('\t');
        TABLE.lines().filter_map(of).map(|(language, name)| Self { language, name })
    }

    /// The voice to begin with in a language, such as `es-MX`; `None` if there is none.
    pub fn of_language(language: &str) -> Option<Self> {
        Self::all().find(|voice| voice.language == language)
    }

    /// The name as Twilio writes it.
    pub fn as_str(self) -> &'static str {
        self.name
    }

    /// The language that it speaks, with its country.
    pub fn language(self) -> &'static str {
        self.language
    }
}

impl Default for Voice {
    fn default() -> Self {
        Self { language: "en-US", name: "Polly.Joanna" }
    }
}

impl FromStr for Voice {
    type Err = UnknownVoice;

    fn from_str(text: &str) -> Result<Self, UnknownVoice> {
        Self::all().find(|voice| voice.name == text).ok_or(UnknownVoice)
    }
}

impl fmt::Display for Voice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Serialize for Voice {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name)
    }
}

/// A voice that is not in the table any more is the default one: who is called is not left unanswered
/// for it.
impl<'de> Deserialize<'de> for Voice {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(String::deserialize(deserializer)?.parse().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voice_is_read_back_and_nothing_else_is_one() {
        let mut names: Vec<_> = Voice::all().map(Voice::as_str).collect();
        assert!(names.iter().all(|name| name.parse::<Voice>().unwrap().as_str() == *name));
        assert!(names.contains(&Voice::default().as_str()));
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "no voice speaks two languages");
        for text in ["", "polly.joanna", "Polly.Nobody", "alice", "Polly.Joanna "] {
            assert_eq!(text.parse::<Voice>(), Err(UnknownVoice), "{text:?}");
        }
    }

    #[test]
    fn a_language_has_a_voice_to_begin_with() {
        let of = |language| Voice::of_language(language).map(Voice::as_str);
        assert_eq!(of("en-US"), Some("Polly.Joanna"));
        assert_eq!(of("es-MX"), Some("Polly.Mia"));
        assert_eq!((of("es"), of("xx-XX"), of("")), (None, None, None));
    }
}
