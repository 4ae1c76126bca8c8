//! The simulator over real HTTP, with a receiver in place of the functions.

mod accounts;
mod available;
mod calls;
mod faults;
mod fetching;
mod inbound;
mod inventory;
mod keywords;
mod messages;
mod number_settings;
mod numbers;
mod operator;
mod persistence;
mod receiver;
mod rest;
mod retries;
mod sim;
mod statuses;
mod tokens;

use std::path::Path;

use receiver::Receiver;
use reqwest::redirect::Policy;

use super::*;

const NUMBER: &str = "+15550100001";
const PHONE: &str = "+15550190001";
const TOKEN: &str = "test-token";

/// A simulator with one account and one number, whose webhooks go to the receiver.
struct World {
    twilio: Twilio,
    receiver: Receiver,
    account: Account,
    http: reqwest::Client,
}

impl World {
    async fn start() -> Self {
        Self::with("/sms", None).await
    }

    /// `path` is the part of the number's `sms_url` after the receiver's host.
    async fn with(path: &str, data: Option<&Path>) -> Self {
        let receiver = Receiver::start().await;
        let twilio = start(data).await;
        let account = twilio.create_account(demo_account()).unwrap();
        let number = NewNumber {
            account_sid: account.sid.clone(),
            phone_number: NUMBER.into(),
            sms_url: Some(receiver.url(path)),
            ..NewNumber::default()
        };
        twilio.create_number(&number).unwrap();
        Self { twilio, receiver, account, http: client(Policy::none()) }
    }

    /// Changes settings of the number.
    fn reconfigure(&self, change: impl FnOnce(&mut NewNumber)) {
        let mut number = NewNumber {
            account_sid: self.account.sid.clone(),
            phone_number: NUMBER.into(),
            sms_url: Some(self.receiver.url("/sms")),
            ..NewNumber::default()
        };
        change(&mut number);
        self.twilio.create_number(&number).unwrap();
    }

    async fn text(&self, body: &str) -> Delivered {
        self.twilio.send_message(message(body)).await.unwrap()
    }

    async fn text_with(&self, delivery: Delivery) -> Delivered {
        let message = InboundMessage { delivery, ..message("hello") };
        self.twilio.send_message(message).await.unwrap()
    }

    /// Sends one attachment; returns the message's SID and the URL that the webhook gave.
    async fn picture(&self, media: InboundMedia) -> (Delivered, String) {
        let message = InboundMessage { media: vec![media], ..message("") };
        let delivered = self.twilio.send_message(message).await.unwrap();
        let url = self.receiver.last().field("MediaUrl0");
        (delivered, url)
    }

    /// A GET with the account's credentials.
    fn get(&self, path: &str) -> reqwest::RequestBuilder {
        let url = format!("{}{path}", self.twilio.url());
        self.http.get(url).basic_auth(&self.account.sid, Some(TOKEN))
    }

    async fn post_json(&self, path: &str, body: &str) -> (u16, serde_json::Value) {
        let url = format!("{}{path}", self.twilio.url());
        let response = self.http.post(url).body(body.to_owned()).send().await.unwrap();
        let status = response.status().as_u16();
        (status, serde_json::from_str(&response.text().await.unwrap()).unwrap())
    }
}

fn client(redirects: Policy) -> reqwest::Client {
    reqwest::Client::builder().redirect(redirects).no_proxy().build().unwrap()
}

async fn start(data: Option<&Path>) -> Twilio {
    let addr = "127.0.0.1:0".parse().unwrap();
    Twilio::start(Options { addr, data: data.map(Into::into), clock: Clock::System }).await.unwrap()
}

fn demo_account() -> NewAccount {
    NewAccount {
        sid: Some("AC00000000000000000000000000000001".into()),
        auth_token: Some(TOKEN.into()),
        friendly_name: "demo".into(),
        owner_sid: None,
    }
}

fn message(body: &str) -> InboundMessage {
    InboundMessage {
        from: PHONE.into(),
        to: NUMBER.into(),
        body: body.into(),
        ..InboundMessage::default()
    }
}

async fn json(request: reqwest::RequestBuilder) -> serde_json::Value {
    serde_json::from_str(&request.send().await.unwrap().text().await.unwrap()).unwrap()
}
