//! What the website asks for, read from the body.

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use shared::api::{ApiError, Fields, invalid};
use shared::records::Timestamp;
use twilio::phone::E164;

use crate::media_url::MediaUrl;
use crate::target::Target;

/// Longest text, in characters (contract §2.1).
const MAX_BODY: usize = 1_600;
/// Most files of one message (contract §4).
const MAX_MEDIA: usize = 10;
/// How far ahead a message may be scheduled.
const FURTHEST: Duration = Duration::from_hours(35 * 24);

/// A message as it was asked for. Its JSON is the same for the same request, however that was
/// written.
#[derive(Serialize)]
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(crate) struct Ask {
    pub(crate) target: Target,
    pub(crate) from: Option<E164>,
    pub(crate) body: String,
    pub(crate) media_urls: Vec<MediaUrl>,
    pub(crate) send_at: Option<Timestamp>,
    pub(crate) lead_id: Option<String>,
}

impl Ask {
    pub(crate) fn parse(body: Value) -> Result<Self, ApiError> {
        let mut fields = Fields::of(body)?;
        let ask = Self {
            target: Target::take(&mut fields)?,
            from: fields.number("from")?,
            body: text(&mut fields)?,
            media_urls: media_urls(&mut fields)?,
            send_at: send_at(&mut fields)?,
            lead_id: fields.lead_id()?,
        };
        fields.finish()?;
        if matches!(ask.target, Target::Thread(_)) && ask.from.is_some() {
            return invalid("from", "absent beside `thread_id`, which says it");
        }
        match ask.body.is_empty() && ask.media_urls.is_empty() {
            true => invalid("body", "a text that is not empty, or `media_urls`"),
            false => Ok(ask),
        }
    }

    /// Whether it can be sent when it is asked for: not a repeat, which may come late.
    pub(crate) fn check_time(&self, now: Timestamp) -> Result<(), ApiError> {
        check_time(self.send_at, now)
    }
}

/// Whether a message can wait until then.
pub(crate) fn check_time(send_at: Option<Timestamp>, now: Timestamp) -> Result<(), ApiError> {
    match send_at {
        Some(time) if time < now => invalid("send_at", "a time that is not over"),
        Some(time) if time > now.after(FURTHEST) => {
            invalid("send_at", "a time at most 35 days ahead")
        }
        _ => Ok(()),
    }
}

pub(crate) fn text(fields: &mut Fields) -> Result<String, ApiError> {
    let text = fields.text("body")?.unwrap_or_default();
    match text.chars().count() {
        0..=MAX_BODY if text.trim().is_empty() => Ok(String::new()),
        0..=MAX_BODY => Ok(text),
        _ => invalid("body", "a text of at most 1,600 characters"),
    }
}

fn media_urls(fields: &mut Fields) -> Result<Vec<MediaUrl>, ApiError> {
    let urls = match fields.take("media_urls") {
        None => return Ok(Vec::new()),
        Some(Value::Array(urls)) => urls,
        Some(_) => return invalid("media_urls", "a list of URLs"),
    };
    if urls.len() > MAX_MEDIA {
        return invalid("media_urls", "at most 10 files");
    }
    urls.iter().map(|url| MediaUrl::parse(url.as_str().unwrap_or_default())).collect()
}

pub(crate) fn send_at(fields: &mut Fields) -> Result<Option<Timestamp>, ApiError> {
    let Some(time) = fields.take("send_at") else { return Ok(None) };
    let time: Result<Timestamp, _> = serde_json::from_value(time);
    // Records hold milliseconds.
    time.map(|time| Some(Timestamp::from_millis(time.as_millis())))
        .or_else(|_| invalid("send_at", "a time in RFC 3339, such as 2030-01-31T09:00:00Z"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use twilio::phone::Channel;

    use super::*;
    use crate::target::Address;

    const TO: &str = "+15550190001";

    fn address(channel: Channel, to: &str) -> Target {
        Target::Address(Address { channel, to: to.parse().unwrap() })
    }

    #[test]
    fn a_conversation_or_a_user_id_will_do() {
        let thread = "whatsapp.15550100001.15550190001";
        let ask = Ask::parse(json!({ "thread_id": thread, "body": "hi" })).unwrap();
        assert_eq!(ask.target, Target::Thread(thread.parse().unwrap()));
        let to = "US.13491208655302741918";
        let ask = Ask::parse(json!({ "to": to, "channel": "whatsapp", "body": "hi" })).unwrap();
        assert_eq!(ask.target, address(Channel::Whatsapp, to));
    }

    #[test]
    fn a_number_and_a_text_are_enough() {
        let ask = Ask::parse(json!({ "to": TO, "body": "hi" })).unwrap();
        let to = address(Channel::Sms, TO);
        assert_eq!((ask.target, ask.body.as_str()), (to, "hi"));
        assert_eq!((ask.from, ask.send_at, ask.lead_id), (None, None, None));
        assert_eq!(ask.media_urls.len(), 0);
    }

    #[test]
    fn everything_can_be_asked_for() {
        let ask = Ask::parse(json!({
            "to": TO,
            "from": "+15550100002",
            "channel": "whatsapp",
            "body": "ä".repeat(1_600),
            "media_urls": vec!["https://files.example.com/a.png"; 10],
            "send_at": "2030-01-31T10:00:00.1234567+01:00",
            "lead_id": "crm|7",
        }))
        .unwrap();
        assert_eq!(ask.target, address(Channel::Whatsapp, TO));
        assert_eq!(ask.send_at.unwrap().to_string(), "2030-01-31T09:00:00.123Z");
        assert_eq!(ask.media_urls.len(), 10);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let bodies = [
            (json!([]), "body"),
            (json!({ "body": "hi" }), "to"),
            (json!({ "to": "5550190001", "body": "hi" }), "to"),
            (json!({ "to": "whatsapp:+15550190001", "body": "hi" }), "to"),
            (json!({ "to": "US.1349", "body": "hi" }), "to"),
            (json!({ "to": "12345", "body": "hi" }), "to"),
            (json!({ "to": TO, "thread_id": "sms.1.2", "body": "hi" }), "to"),
            (json!({ "thread_id": "x", "body": "hi" }), "thread_id"),
            (json!({ "thread_id": "sms.1.2", "from": TO, "body": "hi" }), "from"),
            (json!({ "thread_id": "sms.1.2", "channel": "sms", "body": "hi" }), "channel"),
            (json!({ "to": TO }), "body"),
            (json!({ "to": TO, "body": " \n", "media_urls": [] }), "body"),
            (json!({ "to": TO, "body": "x".repeat(1_601) }), "body"),
            (json!({ "to": TO, "body": 7 }), "body"),
            (json!({ "to": TO, "media_urls": "https://a.example/1" }), "media_urls"),
            (json!({ "to": TO, "media_urls": [7] }), "media_urls"),
            (json!({ "to": TO, "media_urls": vec!["https://a.example/1"; 11] }), "media_urls"),
            (json!({ "to": TO, "body": "hi", "from": "Acme" }), "from"),
            (json!({ "to": TO, "body": "hi", "channel": "fax" }), "channel"),
            (json!({ "to": TO, "body": "hi", "send_at": "tomorrow" }), "send_at"),
            (json!({ "to": TO, "body": "hi", "send_at": 1_900_000_000 }), "send_at"),
            (json!({ "to": TO, "body": "hi", "lead_id": "a#b" }), "lead_id"),
            (json!({ "to": TO, "body": "hi", "Body": "hi" }), "unknown Body"),
        ];
        sandbox::assert_named(Ask::parse, bodies);
    }

    #[test]
    fn a_time_is_from_now_to_35_days_ahead() {
        let now = Timestamp::from_millis(1_800_000_000_000);
        let check = |time: Timestamp| {
            let body = json!({ "to": TO, "body": "hi", "send_at": time });
            Ask::parse(body).unwrap().check_time(now).is_ok()
        };
        assert!(check(now) && check(now.after(FURTHEST)));
        assert!(!check(now.after(FURTHEST + Duration::from_millis(1))));
        assert!(!check(Timestamp::from_millis(now.as_millis() - 1)));
    }
}
