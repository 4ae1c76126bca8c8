//! Events as API Gateway gives them to a webhook, each of another message or call, correctly signed.

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use sandbox::demo::DEMO;
use serde_json::Value;
use twilio::form::Form;
use twilio::signature;

use crate::function::Function;

/// Numbers outside that there are.
const PEOPLE: u64 = 10_000_000;

/// One invocation.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    /// The request's id.
    pub(crate) id: String,
    /// The SID of the message or call.
    pub(crate) sid: String,
    /// The number of the person outside.
    pub(crate) number: String,
    /// The event, as JSON.
    pub(crate) body: Bytes,
}

impl Event {
    /// The event with this number, of a function behind the URL that Twilio calls.
    pub(crate) fn new(function: Function, number: u64, base: &str) -> anyhow::Result<Self> {
        let mut event: Value = serde_json::from_str(function.sample())?;
        let id = format!("{number:032x}");
        let (letters, sids) = function.sids();
        let sid = format!("{letters}{id}");
        let person = format!("+1555{:07}", (number & 0xff_ffff) % PEOPLE);
        let form = Form::parse(&STANDARD.decode(event["body"].as_str().context("a body")?)?);
        let fields = form.fields().map(|(name, value)| {
            let value = match name {
                name if sids.contains(&name) => sid.clone(),
                name if function.parties().contains(&name) => person.clone(),
                _ => value.to_owned(),
            };
            (name.to_owned(), value)
        });
        let fields: Vec<_> = fields.collect();
        let path = event["rawPath"].as_str().context("a path")?;
        // A receipt that names no message of ours is about the message with its SID.
        let signed =
            signature::sign(DEMO.auth_token, &format!("{base}{path}"), &fields.iter().collect());
        event["rawQueryString"] = "".into();
        event["headers"][signature::HEADER] = signed.into();
        let encoded =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
        event["headers"]["content-length"] = encoded.len().to_string().into();
        event["body"] = STANDARD.encode(encoded).into();
        let body = Bytes::from(serde_json::to_vec(&event)?);
        Ok(Self { id: dashed(&id), sid, number: person, body })
    }
}

/// As Lambda writes the ids of requests.
fn dashed(id: &str) -> String {
    let at = [0, 8, 12, 16, 20, 32];
    let parts: Vec<_> = at.windows(2).map(|span| &id[span[0]..span[1]]).collect();
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use twilio::signature::Content;

    use super::*;

    #[test]
    fn every_event_is_another_and_signed() {
        for function in Function::ALL {
            let [one, two] =
                [7, 8].map(|number| Event::new(function, number, "https://a.b").unwrap());
            assert_ne!((&one.sid, &one.number), (&two.sid, &two.number));
            let event: Value = serde_json::from_slice(&one.body).unwrap();
            let form = STANDARD.decode(event["body"].as_str().unwrap()).unwrap();
            let form = Form::parse(&form);
            assert_eq!(form.get(function.sids().1[0]), Some(one.sid.as_str()));
            assert_eq!(form.get(function.parties()[0]), Some(one.number.as_str()));
            let url = format!("https://a.b{}", event["rawPath"].as_str().unwrap());
            let signed = event["headers"][signature::HEADER].as_str().unwrap();
            let content = Content::Form(&form);
            assert!(signature::verify(&[DEMO.auth_token], &url, content, signed));
        }
    }

    #[test]
    fn the_id_of_a_request_is_a_uuid() {
        assert_eq!(dashed(&format!("{:032x}", 0x1f)), "00000000-0000-0000-0000-00000000001f");
    }
}
