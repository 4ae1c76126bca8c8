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

use serde_json::{Value, json};

use super::*;

const OTHER_PHONE: &str = "+15550190002";
const SERVICE: &str = "MG00000000000000000000000000000001";

type Pairs<'a> = &'a [(&'a str, &'a str)];

impl World {
    fn messages(&self) -> String {
        format!("/2010-04-01/Accounts/{}/Messages.json", self.account.sid)
    }

    fn message(&self, sid: &str) -> String {
        format!("/2010-04-01/Accounts/{}/Messages/{sid}.json", self.account.sid)
    }

    /// A POST with the account's credentials.
    fn post(&self, path: &str, form: Pairs<'_>) -> reqwest::RequestBuilder {
        let fields: Vec<_> =
            form.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let url = format!("{}{path}", self.twilio.url());
        self.http
            .post(url)
            .basic_auth(&self.account.sid, Some(TOKEN))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(crate::form::encode(&fields, crate::form::Spaces::Plus))
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

    /// The same, and waits for its end; returns what it is then.
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

    fn phone(&self, outcome: Outcome) {
        self.twilio.set_phone(PHONE, Phone { outcome, error_code: None }).unwrap();
    }
}

/// Status and code of a refusal.
async fn refusal(request: reqwest::RequestBuilder) -> (u16, u64) {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let error: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
    let code = error["code"].as_u64().unwrap();
    assert_eq!(error["more_info"], format!("https://www.twilio.com/docs/errors/{code}"));
    assert!(!error["message"].as_str().unwrap().is_empty());
    (status, code)
}
