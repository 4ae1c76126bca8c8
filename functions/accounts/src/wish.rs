//! The number that the website asks for, read from the body.

use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest, Fields, invalid};
use shared::phone::Country;
use shared::records::NumberWish;

/// Countries that have area codes at Twilio.
const WITH_AREA_CODES: [&str; 2] = ["US", "CA"];
/// Longest name that Twilio takes, in characters.
const MAX_NAME: usize = 64;

/// Everything can be left out, and the body with it.
pub(crate) fn read(request: &ApiRequest) -> Result<NumberWish, ApiError> {
    let body = if request.body.is_empty() { json!({}) } else { request.json()? };
    parse(body)
}

fn parse(body: Value) -> Result<NumberWish, ApiError> {
    let mut fields = Fields::of(body)?;
    let country = country(&mut fields)?;
    let area_code = area_code(&mut fields)?;
    if area_code.is_some() && !WITH_AREA_CODES.contains(&country.as_str()) {
        return invalid("area_code", "only in the US and in Canada");
    }
    let contains = matching(&mut fields, "contains", is_pattern, PATTERN)?;
    let friendly_name = matching(&mut fields, "friendly_name", is_name, NAME)?;
    fields.finish()?;
    Ok(NumberWish { country, area_code, contains, friendly_name })
}

const PATTERN: &str = "2 to 16 digits, letters, `*` and `%`";
const NAME: &str = "1 to 64 characters";

fn country(fields: &mut Fields) -> Result<String, ApiError> {
    let code = fields.text("country")?.unwrap_or_else(|| "US".to_owned());
    match Country::named(&code) {
        Some(_) => Ok(code),
        None => invalid("country", "an ISO 3166-1 code of two letters, such as US"),
    }
}

/// Written as a text or as a number.
fn area_code(fields: &mut Fields) -> Result<Option<u16>, ApiError> {
    let code = match fields.take("area_code") {
        None => return Ok(None),
        Some(Value::String(text)) if text.len() == 3 => text.parse().ok(),
        Some(Value::Number(number)) => number.as_u64().and_then(|number| number.try_into().ok()),
        Some(_) => None,
    };
    match code {
        Some(code @ 200..=999) => Ok(Some(code)),
        _ => invalid("area_code", "three digits, such as 415"),
    }
}

fn matching(
    fields: &mut Fields,
    field: &'static str,
    is_valid: impl Fn(&str) -> bool,
    message: &'static str,
) -> Result<Option<String>, ApiError> {
    match fields.text(field)? {
        Some(text) if !is_valid(&text) => invalid(field, message),
        text => Ok(text),
    }
}

fn is_pattern(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"*%".contains(&byte);
    (2..=16).contains(&text.len()) && text.bytes().all(plain)
}

fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= MAX_NAME
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_needed() {
        let wish = parse(json!({ "area_code": null })).unwrap();
        assert_eq!(wish, NumberWish { country: "US".to_owned(), ..NumberWish::default() });
    }

    #[test]
    fn everything_can_be_asked_for() {
        let wish = parse(json!({
            "country": "CA", "area_code": "416", "contains": "555%", "friendly_name": "Front desk",
        }))
        .unwrap();
        assert_eq!((wish.country.as_str(), wish.area_code), ("CA", Some(416)));
        assert_eq!(wish.contains.as_deref(), Some("555%"));
        assert_eq!(wish.friendly_name.as_deref(), Some("Front desk"));
        assert_eq!(parse(json!({ "area_code": 212 })).unwrap().area_code, Some(212));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (body, expected) in [
            (json!([]), "body"),
            (json!({ "country": "us" }), "country"),
            (json!({ "country": "XX" }), "country"),
            (json!({ "country": 1 }), "country"),
            (json!({ "area_code": "41" }), "area_code"),
            (json!({ "area_code": "+41" }), "area_code"),
            (json!({ "area_code": "115" }), "area_code"),
            (json!({ "area_code": 1_000 }), "area_code"),
            (json!({ "area_code": 41.5 }), "area_code"),
            (json!({ "country": "GB", "area_code": "415" }), "area_code"),
            (json!({ "contains": "5" }), "contains"),
            (json!({ "contains": "55-55" }), "contains"),
            (json!({ "friendly_name": " " }), "friendly_name"),
            (json!({ "friendly_name": "x".repeat(65) }), "friendly_name"),
            (json!({ "AreaCode": "415" }), "unknown AreaCode"),
        ] {
            let field = match parse(body.clone()).unwrap_err() {
                ApiError::Invalid { field, .. } => field.to_owned(),
                ApiError::Unknown { field } => format!("unknown {field}"),
                other => panic!("{other}"),
            };
            assert_eq!(field, expected, "{body}");
        }
    }
}
