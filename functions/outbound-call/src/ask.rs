//! What the website asks for, read from the body.

use serde::Serialize;
use serde_json::Value;
use shared::api::{ApiError, Fields, invalid};
use twilio::client::Detection;
use twilio::phone::E164;

/// Longest text that is spoken, in characters.
const MAX_SAY: usize = 4_000;

/// A call as it was asked for. Its JSON is the same for the same request, however that was written.
#[derive(Serialize)]
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(crate) struct Ask {
    pub(crate) to: E164,
    pub(crate) from: Option<E164>,
    pub(crate) what: What,
    pub(crate) record: bool,
    /// Whether who answers the tenant's phone goes straight on, without a key. Left out when not, so
    /// that a request has the digest that it has always had.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) unscreened: bool,
    pub(crate) lead_id: Option<String>,
    pub(crate) machine_detection: Option<Detection>,
}

/// What happens in the call.
#[derive(Serialize)]
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(crate) enum What {
    /// This phone rings first and is then connected; `None` is the tenant's forwarding number.
    Connect(Option<E164>),
    /// This is spoken.
    Say(String),
}

impl Ask {
    pub(crate) fn parse(body: Value) -> Result<Self, ApiError> {
        let mut fields = Fields::of(body)?;
        let ask = Self {
            to: fields.required_number("to")?,
            from: fields.number("from")?,
            what: what(&mut fields)?,
            record: fields.flag("record")?,
            unscreened: !fields.flag_or("screen", true)?,
            lead_id: fields.lead_id()?,
            machine_detection: machine_detection(&mut fields)?,
        };
        fields.finish().map(|()| ask)
    }
}

fn what(fields: &mut Fields) -> Result<What, ApiError> {
    match (fields.number("connect")?, fields.text("say")?) {
        (Some(_), Some(_)) => invalid("connect", "not together with `say`"),
        (connect, None) => Ok(What::Connect(connect)),
        (None, Some(text)) => match text.chars().count() {
            _ if text.trim().is_empty() => invalid("say", "a text that is not empty"),
            0..=MAX_SAY => Ok(What::Say(text)),
            _ => invalid("say", "a text of at most 4,000 characters"),
        },
    }
}

fn machine_detection(fields: &mut Fields) -> Result<Option<Detection>, ApiError> {
    let detection = fields.text("machine_detection")?.map(|text| text.parse());
    let message = "`Enable` or `DetectMessageEnd`";
    detection.transpose().or_else(|_| invalid("machine_detection", message))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TO: &str = "+15550190001";

    #[test]
    fn only_the_destination_is_needed() {
        let ask = Ask::parse(json!({ "to": TO, "say": null })).unwrap();
        let expected = Ask {
            to: TO.parse().unwrap(),
            from: None,
            what: What::Connect(None),
            record: false,
            unscreened: false,
            lead_id: None,
            machine_detection: None,
        };
        assert_eq!(ask, expected);
    }

    /// Its digest stays what it was for requests that do not say `screen`.
    #[test]
    fn who_answers_is_asked_to_press_1_unless_told_otherwise() {
        let ask = |screen| Ask::parse(json!({ "to": TO, "screen": screen })).unwrap();
        let text = |screen: Option<bool>| serde_json::to_string(&ask(screen)).unwrap();
        assert_eq!((text(None), text(None).contains("screen")), (text(Some(true)), false));
        assert!(text(Some(false)).contains(r#""unscreened":true"#));
    }

    #[test]
    fn everything_can_be_asked_for() {
        let ask = Ask::parse(json!({
            "to": TO,
            "from": "+15550100002",
            "say": "x".repeat(4_000),
            "record": true,
            "lead_id": "crm|7:a@b.example",
            "machine_detection": "DetectMessageEnd",
        }))
        .unwrap();
        assert_eq!(ask.from.unwrap().as_str(), "+15550100002");
        assert!(ask.record && matches!(ask.what, What::Say(text) if text.len() == 4_000));
        assert_eq!(ask.lead_id.as_deref(), Some("crm|7:a@b.example"));
        assert_eq!(ask.machine_detection, Some(Detection::DetectMessageEnd));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let bodies = [
            (json!([]), "body"),
            (json!({}), "to"),
            (json!({ "to": "5550190001" }), "to"),
            (json!({ "to": 15_550_190_001_u64 }), "to"),
            (json!({ "to": TO, "from": "me" }), "from"),
            (json!({ "to": TO, "connect": "sip:a@b.example" }), "connect"),
            (json!({ "to": TO, "connect": "+15550190002", "say": "hi" }), "connect"),
            (json!({ "to": TO, "say": " \n" }), "say"),
            (json!({ "to": TO, "say": "ä".repeat(4_001) }), "say"),
            (json!({ "to": TO, "say": ["hi"] }), "say"),
            (json!({ "to": TO, "record": "yes" }), "record"),
            (json!({ "to": TO, "lead_id": "" }), "lead_id"),
            (json!({ "to": TO, "lead_id": "a#b" }), "lead_id"),
            (json!({ "to": TO, "lead_id": "x".repeat(129) }), "lead_id"),
            (json!({ "to": TO, "machine_detection": "enable" }), "machine_detection"),
            (json!({ "to": TO, "Record": true }), "unknown Record"),
        ];
        sandbox::assert_named(Ask::parse, bodies);
    }
}
