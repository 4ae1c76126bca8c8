//! What a tenant looks for, read from a query or a body.

use serde_json::Value;
use shared::api::{ApiError, ApiRequest, Fields, invalid};
use shared::numbers::fields;
use shared::records::NumberSearch;
use twilio::number::NumberKind;

/// Longest name of a place, in characters.
const MAX_PLACE: usize = 64;

/// A query's parameters as fields. Those that are empty are not there.
pub(crate) fn query(request: &ApiRequest) -> Result<Fields, ApiError> {
    let query = request.query();
    let given = query.fields().filter(|(_, value)| !value.is_empty());
    Fields::of(given.map(|(name, value)| (name.to_owned(), Value::from(value))).collect())
}

/// Takes what is said of the numbers that would do.
pub(crate) fn search(fields: &mut Fields) -> Result<NumberSearch, ApiError> {
    let country = fields::country(fields)?;
    let search = NumberSearch {
        kind: kind(fields)?,
        area_code: fields::area_code(fields, &country)?,
        contains: fields::contains(fields)?,
        near_number: fields.number("near_number")?,
        in_region: place(fields, "in_region")?,
        in_locality: place(fields, "in_locality")?,
        in_postal_code: place(fields, "in_postal_code")?,
        sms: flag(fields, "sms")?,
        mms: flag(fields, "mms")?,
        voice: flag(fields, "voice")?,
        country,
    };
    match fields::in_north_america(&search.country) {
        true => Ok(search),
        false => elsewhere(search),
    }
}

/// Twilio does not say so: it finds something else.
fn elsewhere(search: NumberSearch) -> Result<NumberSearch, ApiError> {
    let american = [
        ("near_number", search.near_number.is_some()),
        ("in_region", search.in_region.is_some()),
        ("in_postal_code", search.in_postal_code.is_some()),
    ];
    match american.into_iter().find(|(_, given)| *given) {
        Some((field, _)) => invalid(field, "only in the US and Canada"),
        None => Ok(search),
    }
}

fn kind(fields: &mut Fields) -> Result<NumberKind, ApiError> {
    match fields.text("type")?.as_deref() {
        None | Some("local") => Ok(NumberKind::Local),
        Some("toll_free") => Ok(NumberKind::TollFree),
        Some("mobile") => Ok(NumberKind::Mobile),
        Some(_) => invalid("type", "`local`, `toll_free` or `mobile`"),
    }
}

fn place(fields: &mut Fields, field: &'static str) -> Result<Option<String>, ApiError> {
    match fields.text(field)? {
        Some(text) if text.trim().is_empty() || text.chars().count() > MAX_PLACE => {
            invalid(field, "1 to 64 characters")
        }
        text => Ok(text),
    }
}

/// A switch that may not be there.
pub(crate) fn flag(fields: &mut Fields, field: &'static str) -> Result<Option<bool>, ApiError> {
    match fields.take(field) {
        None => Ok(None),
        Some(Value::Bool(flag)) => Ok(Some(flag)),
        Some(Value::String(text)) if text == "true" => Ok(Some(true)),
        Some(Value::String(text)) if text == "false" => Ok(Some(false)),
        Some(_) => invalid(field, "true or false"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parse(body: Value) -> Result<NumberSearch, ApiError> {
        let mut fields = Fields::of(body)?;
        let search = search(&mut fields)?;
        fields.finish().map(|()| search)
    }

    #[test]
    fn everything_can_be_left_out() {
        let search = parse(json!({})).unwrap();
        assert_eq!((search.country.as_str(), search.kind), ("US", NumberKind::Local));
        assert_eq!((search.area_code, search.sms), (None, None));
    }

    #[test]
    fn a_query_and_a_body_say_the_same() {
        let texts =
            json!({ "area_code": "415", "sms": "true", "mms": "false", "type": "toll_free" });
        let values = json!({ "area_code": 415, "sms": true, "mms": false, "type": "toll_free" });
        assert_eq!(parse(texts).unwrap(), parse(values).unwrap());
    }

    #[test]
    fn what_is_wrong_is_named() {
        let bodies = [
            (json!({ "country": "us" }), "country"),
            (json!({ "country": "ZZ" }), "country"),
            (json!({ "country": 1 }), "country"),
            (json!({ "type": "Local" }), "type"),
            (json!({ "area_code": "41" }), "area_code"),
            (json!({ "area_code": "+15" }), "area_code"),
            (json!({ "area_code": "0415" }), "area_code"),
            (json!({ "area_code": 115 }), "area_code"),
            (json!({ "area_code": true }), "area_code"),
            (json!({ "contains": "5" }), "contains"),
            (json!({ "contains": "55 5" }), "contains"),
            (json!({ "contains": "5".repeat(17) }), "contains"),
            (json!({ "near_number": "4155550100" }), "near_number"),
            (json!({ "in_region": " " }), "in_region"),
            (json!({ "in_locality": "x".repeat(65) }), "in_locality"),
            (json!({ "in_postal_code": 94_105 }), "in_postal_code"),
            (json!({ "sms": "yes" }), "sms"),
            (json!({ "mms": 1 }), "mms"),
            (json!({ "voice": "TRUE" }), "voice"),
            (json!({ "country": "GB", "area_code": "415" }), "area_code"),
            (json!({ "country": "GB", "near_number": "+15550190001" }), "near_number"),
            (json!({ "country": "GB", "in_region": "CA" }), "in_region"),
            (json!({ "country": "GB", "in_postal_code": "94105" }), "in_postal_code"),
            (json!({ "areacode": "415" }), "unknown areacode"),
        ];
        sandbox::assert_named(parse, bodies);
    }
}
