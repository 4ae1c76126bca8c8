//! Twilio's requests, signed for the demo account and the domain of the event.

use std::collections::BTreeMap;

use sandbox::demo::DEMO;
use serde_json::Value;
use twilio::form::Form;
use twilio::signature;

use crate::gateway::{self, DOMAIN, Request};

const AGENT: &str = "TwilioProxy/1.1";
const FORM: &str = "application/x-www-form-urlencoded; charset=UTF-8";
const SOURCE: &str = "54.172.60.14";
/// Another account's token.
const WRONG_TOKEN: &str = "badc0debadc0debadc0debadc0debadc";

/// A message to the demo tenant.
pub(crate) fn inbound(form: String) -> Value {
    signed(DEMO.auth_token, "/api/twilio/sms-webhook", "", form)
}

/// A message that somebody else than Twilio sends.
pub(crate) fn forged(form: String) -> Value {
    signed(WRONG_TOKEN, "/api/twilio/sms-webhook", "", form)
}

/// A receipt for a message that the demo tenant has sent, with our id of it in the URL.
pub(crate) fn callback(form: String) -> Value {
    let query = "message=01K6FVXJ80ZKT2B7M4QW8RCN5D";
    signed(DEMO.auth_token, "/api/twilio/status-callback", query, form)
}

/// A call to the demo tenant.
pub(crate) fn call(form: String) -> Value {
    signed(DEMO.auth_token, "/api/twilio/voice-webhook", "", form)
}

/// The same, of a number whose `VoiceMethod` is GET.
pub(crate) fn call_by_get(form: &str) -> Value {
    let path = "/api/twilio/voice-webhook";
    let url = format!("https://{DOMAIN}{path}?{form}");
    let signature = signature::sign(DEMO.auth_token, &url, &Form::default());
    let request = Request {
        method: "GET",
        route: path,
        path: path.to_owned(),
        query: form.to_owned(),
        source: SOURCE,
        headers: headers(signature),
        parameters: Value::Null,
        claims: Value::Null,
        body: None,
    };
    gateway::event(&request)
}

/// How a call goes on. `query` is ours.
pub(crate) fn turn(query: &str, form: String) -> Value {
    signed(DEMO.auth_token, "/api/twilio/voice-twiml", query, form)
}

/// News of a call, its recording or its voicemail, with what the callback URL says.
pub(crate) fn of_call(path: &'static str, query: &str, form: String) -> Value {
    signed(DEMO.auth_token, path, query, form)
}

fn signed(token: &str, path: &'static str, query: &str, form: String) -> Value {
    let question = if query.is_empty() { "" } else { "?" };
    let url = format!("https://{DOMAIN}{path}{question}{query}");
    let signature = signature::sign(token, &url, &Form::parse(form.as_bytes()));
    let mut headers = headers(signature);
    headers.insert("content-type", FORM.to_owned());
    gateway::event(&Request {
        method: "POST",
        route: path,
        path: path.to_owned(),
        query: query.to_owned(),
        source: SOURCE,
        headers,
        parameters: Value::Null,
        claims: Value::Null,
        body: Some(form),
    })
}

fn headers(signature: String) -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("accept", "*/*".to_owned()),
        ("i-twilio-idempotency-token", "5d0f1f52-6c0e-4c37-9a61-0d6f0f3f6f11".to_owned()),
        ("user-agent", AGENT.to_owned()),
        ("x-home-region", "us1".to_owned()),
        (signature::HEADER, signature),
    ])
}
