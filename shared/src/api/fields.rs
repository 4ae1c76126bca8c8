//! The fields of a JSON body, taken one by one, so that what is left over is a mistake.

use std::str::FromStr;

use serde_json::{Map, Value};

use super::ApiError;
use twilio::phone::E164;

/// Longest reference of the website, in characters.
const MAX_LEAD: usize = 128;
const NUMBER: &str = "a phone number in E.164, such as +15550100001";

/// What was sent and is not read yet. A field that is `null` is not there.
#[derive(Debug)]
pub struct Fields(Map<String, Value>);

impl Fields {
    /// The fields of an object.
    pub fn of(body: Value) -> Result<Self, ApiError> {
        match body {
            Value::Object(object) => Ok(Self(object)),
            _ => invalid("body", "a JSON object"),
        }
    }

    /// Takes a field as it is.
    pub fn take(&mut self, field: &str) -> Option<Value> {
        self.0.remove(field).filter(|value| !value.is_null())
    }

    /// Takes a text. The character NUL ends texts at carriers and in many programs, so none has it.
    pub fn text(&mut self, field: &'static str) -> Result<Option<String>, ApiError> {
        match self.take(field) {
            None => Ok(None),
            Some(Value::String(text)) if text.contains('\0') => {
                invalid(field, "a text without the character NUL")
            }
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => invalid(field, "a text"),
        }
    }

    /// Refuses `null` in a change for what cannot be absent: it would say neither that it stays nor what
    /// it shall be.
    pub fn never_null(&self, fields: &[&'static str]) -> Result<(), ApiError> {
        let is_null = |field: &&&str| self.0.get(**field).is_some_and(Value::is_null);
        match fields.iter().find(is_null) {
            Some(field) => invalid(field, "not null: leave it out, and it stays"),
            None => Ok(()),
        }
    }

    /// Takes a phone number in E.164.
    pub fn number(&mut self, field: &'static str) -> Result<Option<E164>, ApiError> {
        let number = self.text(field)?.map(|text| E164::from_str(&text));
        number.transpose().or_else(|_| invalid(field, NUMBER))
    }

    /// Takes a phone number in E.164 that has to be there.
    pub fn required_number(&mut self, field: &'static str) -> Result<E164, ApiError> {
        self.number(field)?.map_or_else(|| invalid(field, NUMBER), Ok)
    }

    /// Takes a switch, which is off when it is not there.
    pub fn flag(&mut self, field: &'static str) -> Result<bool, ApiError> {
        self.flag_or(field, false)
    }

    /// Takes a flag that is `default` unless it says otherwise.
    pub fn flag_or(&mut self, field: &'static str, default: bool) -> Result<bool, ApiError> {
        match self.take(field) {
            None => Ok(default),
            Some(Value::Bool(flag)) => Ok(flag),
            Some(_) => invalid(field, "true or false"),
        }
    }

    /// Takes `lead_id`: a reference of the website, which means nothing to us.
    pub fn lead_id(&mut self) -> Result<Option<String>, ApiError> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._@|:+=-".contains(&byte);
        let valid = |id: &String| (1..=MAX_LEAD).contains(&id.len()) && id.bytes().all(plain);
        match self.text("lead_id")? {
            Some(id) if !valid(&id) => {
                invalid("lead_id", "1 to 128 letters, digits and any of ._@|:+=-")
            }
            id => Ok(id),
        }
    }

    /// Refuses what nobody has taken.
    pub fn finish(self) -> Result<(), ApiError> {
        match self.0.into_iter().find(|(_, value)| !value.is_null()) {
            Some((field, _)) => Err(ApiError::Unknown { field }),
            None => Ok(()),
        }
    }
}

/// A field that is not as it should be.
pub fn invalid<T>(field: &'static str, message: &'static str) -> Result<T, ApiError> {
    Err(ApiError::Invalid { field, message })
}
