//! What callers say of numbers, taken from the fields of a request.

use serde_json::Value;

use crate::api::{ApiError, Fields, invalid};
use crate::whole::whole;
use twilio::phone::Country;

/// Where there are area codes, regions and distances.
const NORTH_AMERICA: [&str; 2] = ["US", "CA"];
/// Longest name of a number, in characters: Twilio's limit.
const MAX_NAME: usize = 64;

/// Whether a country has area codes, regions and distances at Twilio.
pub fn in_north_america(country: &str) -> bool {
    NORTH_AMERICA.contains(&country)
}

/// Takes `country`, an ISO 3166-1 code; US when it is not there.
pub fn country(fields: &mut Fields) -> Result<String, ApiError> {
    match fields.text("country")? {
        None => Ok("US".to_owned()),
        Some(code) if Country::named(&code).is_some() => Ok(code),
        Some(_) => invalid("country", "a country's ISO code, such as US"),
    }
}

/// Takes `area_code`, written as a text or as a number. Only North America has any: elsewhere
/// Twilio finds something else, and does not say so.
pub fn area_code(fields: &mut Fields, country: &str) -> Result<Option<u16>, ApiError> {
    let code = match fields.take("area_code") {
        None => return Ok(None),
        Some(_) if !in_north_america(country) => {
            return invalid("area_code", "only in the US and Canada");
        }
        Some(Value::String(text)) if text.len() == 3 && is_digits(&text) => text.parse().ok(),
        Some(value) => whole(&value).and_then(|code| u16::try_from(code).ok()),
    };
    match code {
        Some(200..=999) => Ok(code),
        _ => invalid("area_code", "three digits, such as 415"),
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Takes `contains`: a pattern of digits, letters, and `*` or `%` for any.
pub fn contains(fields: &mut Fields) -> Result<Option<String>, ApiError> {
    let key = |byte: u8| byte.is_ascii_alphanumeric() || b"*%".contains(&byte);
    match fields.text("contains")? {
        Some(text) if !(2..=16).contains(&text.len()) || !text.bytes().all(key) => {
            invalid("contains", "2 to 16 digits or letters; * and % stand for any")
        }
        text => Ok(text),
    }
}

/// Takes `friendly_name`: what people call a number.
pub fn friendly_name(fields: &mut Fields) -> Result<Option<String>, ApiError> {
    match fields.text("friendly_name")? {
        Some(name) if !is_name(&name) => invalid("friendly_name", "1 to 64 characters on one line"),
        name => Ok(name),
    }
}

fn is_name(name: &str) -> bool {
    !name.trim().is_empty() && name.chars().count() <= MAX_NAME && !name.contains(char::is_control)
}
