//! The number that the website asks for, read from the body.

use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest, Fields};
use shared::numbers::fields;
use shared::records::NumberWish;

/// Everything can be left out, and the body with it.
pub(crate) fn read(request: &ApiRequest) -> Result<NumberWish, ApiError> {
    let body = if request.body.is_empty() { json!({}) } else { request.json()? };
    parse(body)
}

fn parse(body: Value) -> Result<NumberWish, ApiError> {
    let mut fields = Fields::of(body)?;
    let country = fields::country(&mut fields)?;
    let wish = NumberWish {
        area_code: fields::area_code(&mut fields, &country)?,
        country,
        contains: fields::contains(&mut fields)?,
        friendly_name: fields::friendly_name(&mut fields)?,
    };
    fields.finish().map(|()| wish)
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
        for code in [json!(212), json!(212.0)] {
            assert_eq!(parse(json!({ "area_code": code })).unwrap().area_code, Some(212));
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let bodies = [
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
        ];
        sandbox::assert_named(parse, bodies);
    }
}
