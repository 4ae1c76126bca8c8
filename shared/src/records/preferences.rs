//! Reads a tenant's preferences as the website sends them, and refuses what would not work.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde_json::{Map, Value, json};
use url::Url;

use super::{Choice, Menu, Preferences};
use crate::destinations::Destinations;
use crate::public_url::is_public;
use crate::whole::whole;
use twilio::phone::E164;
use twilio::voice::Voice;

/// Longest text that is spoken, in characters.
const MAX_TEXT: usize = 4_000;

const NO_NUL: &str = "a text without the character NUL";

/// Why preferences cannot be kept as they were sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPreference {
    /// One has a value that would not work.
    #[error("{field}: {message}")]
    Value {
        /// Its name; `body` when there are no preferences at all.
        field: &'static str,
        /// What would be valid, for people.
        message: &'static str,
    },
    /// There is no such preference.
    #[error("there is no such preference")]
    Unknown {
        /// What it was called.
        field: String,
    },
}

type Parsed<T> = Result<T, InvalidPreference>;

fn invalid<T>(field: &'static str, message: &'static str) -> Parsed<T> {
    Err(InvalidPreference::Value { field, message })
}

impl Preferences {
    /// Longest URL of a greeting, in bytes.
    pub const MAX_URL: usize = 2_048;

    /// Reads all preferences from a JSON object; what it leaves out, or gives as `null`, gets its
    /// default. `own` are the tenant's numbers: forwarding to one of them would call in circles.
    /// Nor are calls forwarded beyond `destinations`.
    /// An uploaded greeting is nothing that can be sent.
    pub fn parse(
        body: &Value,
        own: &[E164],
        destinations: &Destinations,
    ) -> Result<Self, InvalidPreference> {
        let Some(object) = body.as_object() else {
            return invalid("body", "a JSON object");
        };
        let mut fields = Fields { left: object.clone(), own, destinations };
        let default = Self::default();
        let read = Self {
            call_forwarding_enabled: fields.flag("call_forwarding_enabled", false)?,
            call_forwarding_number: fields.forwarding_number()?,
            forwarding_timeout: fields.timeout(default.forwarding_timeout)?,
            voicemail_enabled: fields.flag("voicemail_enabled", false)?,
            voicemail_transcription_enabled: fields
                .flag("voicemail_transcription_enabled", default.voicemail_transcription_enabled)?,
            greeting_text: fields.text("greeting_text")?,
            greeting_url: fields.greeting_url()?,
            greeting_key: None,
            recording_enabled: fields.flag("recording_enabled", false)?,
            recording_notice_enabled: fields
                .flag("recording_notice_enabled", default.recording_notice_enabled)?,
            menu: fields.menu()?,
            time_zone: fields.time_zone()?.unwrap_or(default.time_zone),
            voice: fields.voice()?,
        };
        if let Some((field, _)) = fields.left.into_iter().next() {
            return Err(InvalidPreference::Unknown { field });
        }
        match (read.call_forwarding_enabled, &read.call_forwarding_number) {
            (true, None) => invalid("call_forwarding_number", "needed while calls are forwarded"),
            _ => Ok(read),
        }
    }
}

/// What was sent and is not read yet.
struct Fields<'o> {
    left: Map<String, Value>,
    own: &'o [E164],
    destinations: &'o Destinations,
}

impl Fields<'_> {
    fn take(&mut self, field: &str) -> Option<Value> {
        self.left.remove(field).filter(|value| !value.is_null())
    }

    fn flag(&mut self, field: &'static str, default: bool) -> Parsed<bool> {
        match self.take(field) {
            None => Ok(default),
            Some(Value::Bool(flag)) => Ok(flag),
            Some(_) => invalid(field, "true or false"),
        }
    }

    /// An empty text is none.
    fn string(&mut self, field: &'static str) -> Parsed<Option<String>> {
        match self.take(field) {
            None => Ok(None),
            Some(Value::String(text)) if text.contains('\0') => invalid(field, NO_NUL),
            Some(Value::String(text)) => Ok(Some(text).filter(|text| !is_silent(text))),
            Some(_) => invalid(field, "a text"),
        }
    }

    fn text(&mut self, field: &'static str) -> Parsed<Option<String>> {
        let text = self.string(field)?;
        text.map(|text| spoken(field, text)).transpose()
    }

    fn forwarding_number(&mut self) -> Parsed<Option<E164>> {
        let field = "call_forwarding_number";
        let number = self.string(field)?;
        number.map(|text| self.number(field, &text)).transpose()
    }

    fn number(&self, field: &'static str, text: &str) -> Parsed<E164> {
        match E164::from_str(text) {
            Err(_) => invalid(field, "a phone number in E.164, such as +15550100001"),
            Ok(number) if self.own.contains(&number) => {
                invalid(field, "not one of your own numbers: the call would go in circles")
            }
            Ok(number) if !self.destinations.allow(&number) => {
                invalid(field, "calls to this country or kind of number are not allowed here")
            }
            Ok(number) => Ok(number),
        }
    }

    fn timeout(&mut self, default: u16) -> Parsed<u16> {
        let field = "forwarding_timeout";
        let Some(value) = self.take(field) else {
            return Ok(default);
        };
        let seconds = whole(&value).and_then(|seconds| u16::try_from(seconds).ok());
        match seconds.filter(|seconds| (5..=60).contains(seconds)) {
            Some(seconds) => Ok(seconds),
            None => invalid(field, "a whole number of seconds from 5 to 60"),
        }
    }

    fn greeting_url(&mut self) -> Parsed<Option<String>> {
        let field = "greeting_url";
        let Some(text) = self.string(field)? else {
            return Ok(None);
        };
        match Url::parse(&text) {
            Ok(url) if text.len() <= Preferences::MAX_URL && is_public(&url) => {
                Ok(Some(url.into()))
            }
            _ => invalid(field, "an https URL with a public host name"),
        }
    }

    fn menu(&mut self) -> Parsed<Option<Menu>> {
        let Some(sent) = self.take("menu") else {
            return Ok(None);
        };
        let read = serde_json::from_value::<Menu>(sent.clone());
        // Whatever is sent and not read is a mistake.
        let Some(mut menu) = read.ok().filter(|menu| json!(menu) == sent) else {
            return invalid(
                "menu",
                "a prompt, and choices by key with an action: forward with a number in E.164, voicemail, or say with a text",
            );
        };
        menu.prompt = spoken("menu", menu.prompt)?;
        menu.choices = self.choices(menu.choices)?;
        Ok(Some(menu))
    }

    fn choices(&self, choices: BTreeMap<String, Choice>) -> Parsed<BTreeMap<String, Choice>> {
        if choices.is_empty() || !choices.keys().all(|key| is_key(key)) {
            return invalid("menu", "choices under the keys 0 to 9 and *, at least one");
        }
        let checked = choices.into_iter().map(|(key, choice)| {
            let choice = match choice {
                Choice::Forward { number } => {
                    Choice::Forward { number: self.number("menu", number.as_str())? }
                }
                Choice::Voicemail => Choice::Voicemail,
                Choice::Say { text } => Choice::Say { text: spoken("menu", text)? },
            };
            Ok((key, choice))
        });
        checked.collect()
    }

    /// A language alone has its first voice; a voice alone says its language.
    fn voice(&mut self) -> Parsed<Voice> {
        let (name, language) = (self.string("voice")?, self.string("language")?);
        let named: Option<Voice> = match name.map(|name| name.parse()).transpose() {
            Ok(named) => named,
            Err(_) => return invalid("voice", "a voice of the list, such as Polly.Joanna"),
        };
        let of_language = language.as_deref().map(Voice::of_language);
        match (named, of_language) {
            (_, Some(None)) => invalid("language", "a language of the list, such as en-US"),
            (Some(voice), Some(Some(first))) if voice.language() != first.language() => {
                invalid("voice", "a voice of this language")
            }
            (named, first) => Ok(named.or(first.flatten()).unwrap_or_default()),
        }
    }

    fn time_zone(&mut self) -> Parsed<Option<String>> {
        let zone = self.string("time_zone")?;
        match zone {
            Some(zone) if !is_time_zone(&zone) => {
                invalid("time_zone", "an IANA name, such as America/New_York")
            }
            zone => Ok(zone),
        }
    }
}

fn spoken(field: &'static str, text: String) -> Parsed<String> {
    if text.contains('\0') {
        return invalid(field, NO_NUL);
    }
    if is_silent(&text) {
        return invalid(field, "a text that is not empty");
    }
    match text.chars().count() {
        0..=MAX_TEXT => Ok(text),
        _ => invalid(field, "a text of at most 4,000 characters"),
    }
}

/// Whether nothing of it can be said.
fn is_silent(text: &str) -> bool {
    text.chars().all(|char| char.is_whitespace() || char.is_control())
}

/// `#` would end the input instead of being one.
fn is_key(key: &str) -> bool {
    matches!(key.as_bytes(), [b'0'..=b'9' | b'*'])
}

/// `Area/City`, `UTC`, `Etc/GMT+5`, …: every name of the IANA's database, release 2025b.
fn is_time_zone(zone: &str) -> bool {
    include_str!("time_zones.txt").lines().any(|name| name == zone)
}

#[cfg(test)]
#[path = "preferences_tests.rs"]
mod tests;
