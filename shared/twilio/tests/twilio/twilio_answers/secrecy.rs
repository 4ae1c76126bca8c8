//! Neither what the client gives nor how it fails shows a token, a number or a text.

use serde_json::json;
use twilio::client::NumberSettings;
use twilio_simulator::scripted::{Answer, Scripted};

use super::reply;
use crate::twilio_client::{
    LONG, OTHER_TOKEN, OWN, PHONE, TOKEN, call, message, message_search, methods, settings, twilio,
};

fn check(shown: &str) {
    let numbers = [OWN, PHONE, "+15055550100", "505) 555-0100"].map(|text| &text[1..]);
    for secret in [TOKEN, OTHER_TOKEN, "See you at noon", "Ring "].into_iter().chain(numbers) {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

#[tokio::test]
async fn what_it_gives_shows_none() {
    for method in methods() {
        let server = Scripted::start(vec![reply(method.status, &method.answer)]).await.unwrap();
        check(&(method.ask)(&twilio(server.url()), LONG).await.unwrap());
    }
}

#[tokio::test]
async fn an_error_shows_none() {
    let words = format!("{PHONE} cannot get a message from {OWN} by {TOKEN}");
    let body = json!({"code": 21_610, "message": words, "sid": PHONE}).to_string();
    for answer in
        [reply(400, &body), reply(429, &body), reply(500, &body), reply(200, &body), Answer::HangUp]
    {
        let server = Scripted::start(vec![answer]).await.unwrap();
        let twilio = twilio(server.url());
        for method in methods() {
            if let Err(error) = (method.ask)(&twilio, LONG).await {
                check(&format!("{error} {error:?}"));
            }
        }
    }
}

#[test]
fn what_is_asked_shows_none() {
    let named = NumberSettings { friendly_name: Some(OWN.to_owned()), ..settings() };
    check(&format!("{:?} {:?} {:?} {named:?}", call(), message(), message_search()));
}
