//! What is to be bought, read from the body.

use serde::Serialize;
use serde_json::Value;
use shared::api::{ApiError, Fields, invalid};
use shared::numbers::fields::friendly_name;
use shared::records::NumberSearch;
use twilio::phone::E164;

use crate::search::search;

/// A purchase as it was asked for. Its JSON is the same for the same request, however that was
/// written.
#[derive(Serialize)]
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(crate) struct Ask {
    pub(crate) what: What,
    pub(crate) friendly_name: Option<String>,
    pub(crate) primary: bool,
}

/// Which number.
#[derive(Serialize)]
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(crate) enum What {
    /// This one.
    Exact(E164),
    /// Any that would do.
    Any(NumberSearch),
}

impl Ask {
    pub(crate) fn parse(body: Value) -> Result<Self, ApiError> {
        let any = says_what_would_do(&body);
        let mut fields = Fields::of(body)?;
        let friendly_name = friendly_name(&mut fields)?;
        let primary = fields.flag("primary")?;
        let what = match fields.number("phone_number")? {
            Some(number) => What::Exact(number),
            None if any => What::Any(search(&mut fields)?),
            None => return invalid("phone_number", "needed, unless you say what would do"),
        };
        fields.finish().map(|()| Self { what, friendly_name, primary })
    }
}

/// Nobody shall buy something by saying nothing.
fn says_what_would_do(body: &Value) -> bool {
    const BESIDE: [&str; 3] = ["phone_number", "friendly_name", "primary"];
    let mut fields = body.as_object().into_iter().flatten();
    fields.any(|(name, value)| !value.is_null() && !BESIDE.contains(&name.as_str()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NUMBER: &str = "+15550100001";

    #[test]
    fn a_number_or_what_would_do() {
        let exact = Ask::parse(json!({ "phone_number": NUMBER, "country": null })).unwrap();
        assert_eq!(exact.what, What::Exact(NUMBER.parse().unwrap()));
        let any = Ask::parse(json!({ "area_code": 415, "friendly_name": "Desk", "primary": true }));
        let any = any.unwrap();
        assert!(matches!(any.what, What::Any(NumberSearch { area_code: Some(415), .. })));
        assert_eq!((any.friendly_name.as_deref(), any.primary), (Some("Desk"), true));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let bodies = [
            (json!([]), "body"),
            (json!({}), "phone_number"),
            (json!({ "primary": true, "friendly_name": "Desk" }), "phone_number"),
            (json!({ "phone_number": "5550100001" }), "phone_number"),
            (json!({ "phone_number": 15_550_100_001_u64 }), "phone_number"),
            (json!({ "phone_number": NUMBER, "country": "US" }), "unknown country"),
            (json!({ "phone_number": NUMBER, "friendly_name": "" }), "friendly_name"),
            (json!({ "phone_number": NUMBER, "friendly_name": "a\nb" }), "friendly_name"),
            (json!({ "phone_number": NUMBER, "friendly_name": "ä".repeat(65) }), "friendly_name"),
            (json!({ "phone_number": NUMBER, "primary": "yes" }), "primary"),
            (json!({ "country": "USA" }), "country"),
            (json!({ "area": 415 }), "unknown area"),
        ];
        sandbox::assert_named(Ask::parse, bodies);
    }
}
