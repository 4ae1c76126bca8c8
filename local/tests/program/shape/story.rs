//! The shape as the store leaves it: tables, and the attributes of what a short story writes. Nothing
//! runs in the background, so it is the same story every time.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::time::Duration;

use reqwest::Method;
use sandbox::Sandbox;
use sandbox::demo::DEMO;
use serde_json::{Value, json};
use twilio_simulator::{InboundMedia, InboundMessage, OutsideCall, StatusCallbacks};

/// Whose accounts the demo has not.
const NEW: &str = "acme";
const CUSTOMER: &str = "+15550190001";

/// Tables with their keys and indexes, and attributes with the types that they have.
pub(super) async fn listing() -> String {
    let sandbox = Sandbox::start(local::functions()).await.unwrap();
    let webhook = json!({ "url": "https://www.example.com/hooks" });
    let created = (DEMO.tenant_id, Method::POST, "/api/webhooks");
    ask(&sandbox, created, webhook, 201).await;
    inbound(&sandbox).await;
    outbound(&sandbox).await;
    inbox(&sandbox).await;
    account(&sandbox).await;
    sandbox.drain_streams().await;
    let mut text = String::new();
    for (table, declared) in &sandbox.aws.template().tables {
        writeln!(text, "table {table}\n  key {}", declared["KeySchema"]).unwrap();
        let kinds = ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"];
        let indexes = kinds.into_iter().filter_map(|kind| declared[kind].as_array());
        for index in indexes.flatten() {
            writeln!(text, "  index {index}").unwrap();
        }
        let attributes = attributes(&sandbox.records(table).await.unwrap());
        assert!(!attributes.is_empty(), "the story leaves nothing in {table}");
        for (name, types) in attributes {
            writeln!(text, "  {name}: {}", types.into_iter().collect::<Vec<_>>().join(" or "))
                .unwrap();
        }
    }
    text
}

async fn inbound(sandbox: &Sandbox) {
    let text = |body: &str, media| InboundMessage {
        from: CUSTOMER.to_owned(),
        to: DEMO.numbers[0].to_owned(),
        body: body.to_owned(),
        media,
        ..InboundMessage::default()
    };
    let picture = vec![InboundMedia::of_bytes("image/png", b"png")];
    for message in [text("hello", picture), text("STOP", Vec::new()), text("START", Vec::new())] {
        let sent = sandbox.twilio.send_message(message).await.unwrap();
        assert_eq!(sent.webhook.unwrap().status, 200);
    }
    let receipt = StatusCallbacks {
        from: DEMO.numbers[0].to_owned(),
        to: CUSTOMER.to_owned(),
        url: format!("{}/api/twilio/status-callback", sandbox.url()),
        statuses: vec!["undelivered".to_owned()],
        error_code: Some(30003),
        ..StatusCallbacks::default()
    };
    sandbox.twilio.send_statuses(receipt).await.unwrap();
    let preferences = json!({ "voicemail_enabled": true, "greeting_text": "Example Homes." });
    ask(sandbox, (DEMO.tenant_id, Method::PUT, "/api/preferences"), preferences, 200).await;
    let call = OutsideCall {
        from: CUSTOMER.to_owned(),
        to: DEMO.numbers[0].to_owned(),
        script: serde_json::from_value(json!({ "caller": [{ "speak": 7, "text": "Late." }] }))
            .unwrap(),
        ..OutsideCall::default()
    };
    sandbox.twilio.place_call(call).await.unwrap();
}

async fn outbound(sandbox: &Sandbox) {
    let message = json!({ "to": CUSTOMER, "body": "yes", "lead_id": "lead-1" });
    ask(sandbox, (DEMO.tenant_id, Method::POST, "/api/messages"), message, 202).await;
    let call = json!({ "to": CUSTOMER, "say": "Ready.", "lead_id": "lead-1" });
    let call =
        ask(sandbox, (DEMO.tenant_id, Method::POST, "/api/twilio/calls/make"), call, 201).await;
    sandbox.twilio.finished_call(call["call_sid"].as_str().unwrap()).await.unwrap();
}

async fn inbox(sandbox: &Sandbox) {
    let tags = json!({ "items": [{ "name": "urgent", "color": "#1a7f37" }] });
    ask(sandbox, (DEMO.tenant_id, Method::PUT, "/api/tags"), tags, 200).await;
    let thread = "/api/threads/sms.15550100001.15550190001";
    let said = json!({ "status": "done", "assigned_to": "ada", "tags": ["urgent"] });
    ask(sandbox, (DEMO.tenant_id, Method::PATCH, thread), said, 200).await;
    let (notes, note) =
        (format!("{thread}/notes"), json!({ "text": "Called.", "mentions": ["ada"] }));
    ask(sandbox, (DEMO.tenant_id, Method::POST, &notes), note, 201).await;
    let snippet = json!({ "name": "hello", "text": "Hi {{contact.name}}" });
    ask(sandbox, (DEMO.tenant_id, Method::POST, "/api/snippets"), snippet, 201).await;
    let now = sandbox.app("MessagesFunction").unwrap().now();
    let soon = now.after(Duration::from_hours(1)).to_string();
    let later = json!({ "to": CUSTOMER, "body": "later", "send_at": soon });
    ask(sandbox, (DEMO.tenant_id, Method::POST, "/api/messages"), later, 202).await;
}

async fn account(sandbox: &Sandbox) {
    let provision = (NEW, Method::POST, "/api/twilio/provision");
    ask(sandbox, provision, json!({ "area_code": "415" }), 201).await;
    let purchase = (NEW, Method::POST, "/api/twilio/purchase-number");
    ask(sandbox, purchase, json!({ "area_code": "415" }), 201).await;
    ask(sandbox, (NEW, Method::POST, "/api/twilio/account/suspend"), Value::Null, 200).await;
}

async fn ask(
    sandbox: &Sandbox,
    (tenant, method, path): (&str, Method, &str),
    body: Value,
    expected: u16,
) -> Value {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let answer = sandbox.request(tenant, method, path).body(body).send().await.unwrap();
    let (status, text) = (answer.status(), answer.text().await.unwrap());
    assert_eq!(status, expected, "{path}: {text}");
    serde_json::from_str(&text).unwrap()
}

/// Attributes by name, with the types of their values; what a name has of ids is left out.
fn attributes(records: &[Value]) -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut found: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (name, value) in records.iter().filter_map(Value::as_object).flatten() {
        let parts = name.split(':').map(|part| if is_id(part) { "*" } else { part });
        found.entry(parts.collect::<Vec<_>>().join(":")).or_default().insert(kind(value));
    }
    found
}

fn is_id(part: &str) -> bool {
    part.starts_with('+') || part.len() > 30
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "map",
    }
}
