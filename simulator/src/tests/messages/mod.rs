//! Messages that the REST API sends.

mod callbacks;
mod changes;
mod delivery;
mod faults;
mod lists;
mod media;
mod numbers;
mod persistence;
mod refusals;
mod scheduling;
mod sim;
mod strict;

use customer::refusal;
use serde_json::{Value, json};

use super::*;

const OTHER_PHONE: &str = "+15550190002";
const SERVICE: &str = "MG00000000000000000000000000000001";

type Pairs<'a> = &'a [(&'a str, &'a str)];

impl World {
    fn messages(&self) -> String {
        self.path("Messages.json")
    }

    fn message(&self, sid: &str) -> String {
        self.path(&format!("Messages/{sid}.json"))
    }

    fn sending(&self, more: Pairs<'_>) -> reqwest::RequestBuilder {
        let status = self.receiver.url("/status");
        let mut form = vec![("To", PHONE), ("From", NUMBER), ("Body", "hello")];
        form.push(("StatusCallback", &status));
        form.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
        form.extend(more);
        self.post(&self.messages(), &form)
    }

    /// Sends a text with a status callback; what is given replaces or joins its parameters.
    async fn send(&self, more: Pairs<'_>) -> Value {
        let response = self.sending(more).send().await.unwrap();
        let status = response.status();
        let body = response.text().await.unwrap();
        assert_eq!(status, 201, "{body}");
        serde_json::from_str(&body).unwrap()
    }

    /// Sends a text whose first callback waits for an answer for so many milliseconds; returns its SID
    /// once the callback is there.
    async fn send_held(&self, millis: u32) -> String {
        self.receiver.script([receiver::Scripted::Silence]);
        let status = self.receiver.url(&format!("/status#rt={millis}"));
        let sent = self.send(&[("StatusCallback", &status)]).await;
        self.told_at_least(1).await;
        sent["sid"].as_str().unwrap().to_owned()
    }

    /// The same as `send`, and waits for its end; returns what it is then.
    async fn deliver(&self, more: Pairs<'_>) -> Value {
        let sid = self.send(more).await["sid"].as_str().unwrap().to_owned();
        self.twilio.settled().await;
        json(self.get(&self.message(&sid))).await
    }

    /// What the status callback was told, in order.
    fn told(&self) -> Vec<String> {
        let seen = self.receiver.seen();
        let callbacks = seen.iter().filter(|seen| seen.url.ends_with("/status"));
        callbacks.map(|seen| seen.field("MessageStatus")).collect()
    }

    async fn told_at_least(&self, count: usize) {
        while self.told().len() < count {
            tokio::task::yield_now().await;
        }
    }

    /// Somebody opens WhatsApp's window to the number.
    async fn writes_on_whatsapp(&self, from: &str) {
        let hello =
            InboundMessage { from: from.into(), channel: Channel::Whatsapp, ..message("hi") };
        self.twilio.send_message(hello).await.unwrap();
    }

    fn phone(&self, outcome: Outcome) {
        self.twilio.set_phone(PHONE, Phone { outcome, error_code: None }).unwrap();
    }
}
