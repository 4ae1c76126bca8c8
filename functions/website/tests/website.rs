//! The website API over HTTP, behind the gateway's authorizer.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "website/access.rs"]
mod access;
#[path = "website/lists.rs"]
mod lists;

use reqwest::{Client, Method};
use sandbox::Sandbox;
use sandbox::demo::{DEMO, OTHER};
use sandbox::twilio::InboundMessage;
use serde_json::Value;
use sms::Sms;
use website::Website;

const THREAD: &str = "sms.15550100001.15550190001";

async fn sandbox() -> Sandbox {
    let functions = vec![sandbox::webhook::<Sms>(), sandbox::api::<Website>()];
    let sandbox = Sandbox::start(functions).await.unwrap();
    sandbox.add(&OTHER).await.unwrap();
    sandbox
}

async fn receive(sandbox: &Sandbox, from: &str, body: &str) {
    let message = InboundMessage {
        from: from.to_owned(),
        to: DEMO.numbers[0].to_owned(),
        body: body.to_owned(),
        ..InboundMessage::default()
    };
    let sent = sandbox.twilio.send_message(message).await.unwrap();
    assert_eq!(sent.webhook.unwrap().status, 200);
}

/// Asks as a tenant; answers status and JSON.
async fn ask(sandbox: &Sandbox, tenant: &str, (method, path): (Method, &str)) -> (u16, Value) {
    let url = format!("{}{path}", sandbox.url());
    let request = Client::new().request(method, url).bearer_auth(sandbox.issuer.token(tenant));
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_str(&response.text().await.unwrap()).unwrap())
}

async fn get(sandbox: &Sandbox, path: &str) -> Value {
    let (status, body) = ask(sandbox, "demo", (Method::GET, path)).await;
    assert_eq!(status, 200, "{body}");
    body
}
