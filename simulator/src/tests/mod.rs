//! The simulator over real HTTP, with a receiver in place of the functions.

mod accounts;
mod available;
mod calls;
mod customer;
mod faults;
mod feed;
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
mod replies;
mod rest;
mod retries;
mod sim;
mod statuses;
mod tokens;
mod watcher;
mod webhooks;

use std::ops::Deref;
use std::path::Path;

use axum::Router;
use customer::Customer;
use receiver::Receiver;
use reqwest::redirect::Policy;

use super::*;

const NUMBER: &str = "+15550100001";
const PHONE: &str = "+15550190001";
const TOKEN: &str = "test-token";
const ACCOUNTS: &str = "/2010-04-01/Accounts";

/// A simulator with one account and one number, whose webhooks go to the receiver.
struct World {
    customer: Customer,
    receiver: Receiver,
}

impl Deref for World {
    type Target = Customer;

    fn deref(&self) -> &Customer {
        &self.customer
    }
}

impl World {
    async fn start() -> Self {
        Self::with("/sms", None).await
    }

    /// `path` is the part of the number's `sms_url` after the receiver's host.
    async fn with(path: &str, data: Option<&Path>) -> Self {
        let receiver = Receiver::start().await;
        let customer = Customer::of(start(data).await);
        let sms_url = Some(receiver.url(path));
        customer.set_up(NUMBER, NumberSettings { sms_url, ..NumberSettings::default() });
        Self { customer, receiver }
    }

    /// The same with another simulator.
    fn at(self, twilio: Twilio) -> Self {
        Self { customer: Customer { twilio, ..self.customer }, ..self }
    }

    /// The same when the simulator has ended, and begun again with what it kept.
    async fn restarted(self, data: &Path) -> Self {
        let Self { customer: Customer { twilio, account, http }, receiver } = self;
        drop(twilio);
        let twilio = start(Some(data)).await;
        Self { customer: Customer { twilio, account, http }, receiver }
    }

    /// Changes settings of the number.
    fn reconfigure(&self, change: impl FnOnce(&mut NumberSettings)) {
        let sms_url = Some(self.receiver.url("/sms"));
        let mut settings = NumberSettings { sms_url, ..NumberSettings::default() };
        change(&mut settings);
        self.set_up(NUMBER, settings);
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

    async fn post_json(&self, path: &str, body: &str) -> (u16, serde_json::Value) {
        let response = self.posted(path, body).await;
        let status = response.status().as_u16();
        (status, serde_json::from_str(&response.text().await.unwrap()).unwrap())
    }

    /// Tells the simulator something; returns the status of its answer.
    async fn tell(&self, path: &str, body: &serde_json::Value) -> u16 {
        self.posted(path, &body.to_string()).await.status().as_u16()
    }

    async fn posted(&self, path: &str, body: &str) -> reqwest::Response {
        let url = format!("{}{path}", self.twilio.url());
        self.http.post(url).body(body.to_owned()).send().await.unwrap()
    }
}

fn client(redirects: Policy) -> reqwest::Client {
    reqwest::Client::builder().redirect(redirects).no_proxy().build().unwrap()
}

async fn start(data: Option<&Path>) -> Twilio {
    let addr = "127.0.0.1:0".parse().unwrap();
    Twilio::start(Options {
        addr,
        data: data.map(Into::into),
        clock: Clock::System,
        hosts: Vec::new(),
    })
    .await
    .unwrap()
}

/// Serves on a free port; returns the server's URL, which its state holds too, and what it keeps.
async fn serve<B: Clone + Default + Send + Sync + 'static>(
    app: Router<(String, B)>,
) -> (String, B) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let root = format!("http://{}", listener.local_addr().unwrap());
    let book = B::default();
    let app = app.with_state((root.clone(), book.clone()));
    tokio::spawn(axum::serve(listener, app).into_future());
    (root, book)
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
