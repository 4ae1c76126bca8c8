//! The website API over HTTP, behind the gateway's authorizer.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod access;
mod audio;
mod calls;
mod counts;
mod filters;
mod greeting;
mod greeting_url;
mod inbox;
mod lists;
mod merged;
mod merged_at_once;
mod narrowed;
mod new_contact;
mod notes;
mod people;
mod preferences;
mod roles;
mod scene;
mod search;
mod snippets;
mod timeline;
mod voicemails;

use announce::Announce;
use reqwest::{Method, RequestBuilder};
use sandbox::Sandbox;
use sandbox::demo::{DEMO, OTHER};
use serde_json::Value;
use sms::Sms;
use twilio_simulator::InboundMessage;
use website::Website;

const THREAD: &str = "sms.15550100001.15550190001";

async fn sandbox() -> Sandbox {
    let functions =
        vec![sandbox::webhook::<Sms>(), sandbox::api::<Website>(), sandbox::worker::<Announce>()];
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

fn request(sandbox: &Sandbox, tenant: &str, (method, path): (Method, &str)) -> RequestBuilder {
    sandbox.request(tenant, method, path)
}

async fn answer(request: RequestBuilder) -> (u16, Value) {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_str(&response.text().await.unwrap()).unwrap())
}

/// Asks as a tenant; answers status and JSON.
async fn ask(sandbox: &Sandbox, tenant: &str, asked: (Method, &str)) -> (u16, Value) {
    answer(request(sandbox, tenant, asked)).await
}

/// Sends JSON as tenant `demo`; answers status and JSON.
async fn send(sandbox: &Sandbox, asked: (Method, &str), body: &Value) -> (u16, Value) {
    let request = request(sandbox, "demo", asked).header("content-type", "application/json");
    answer(request.body(body.to_string())).await
}

async fn get(sandbox: &Sandbox, path: &str) -> Value {
    let (status, body) = ask(sandbox, "demo", (Method::GET, path)).await;
    assert_eq!(status, 200, "{body}");
    body
}

fn has_fields(record: &Value, fields: &[&str]) {
    let record = record.as_object().unwrap();
    for field in fields {
        assert!(record.contains_key(*field), "{field}");
    }
}

/// The value of a field in each item of a page.
fn each<'p>(page: &'p Value, field: &str) -> Vec<&'p Value> {
    page["items"].as_array().unwrap().iter().map(|item| &item[field]).collect()
}
