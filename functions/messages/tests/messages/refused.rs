//! What is refused, each with its code and field, before anything is written.

use serde_json::{Value, json};
use shared::records::{Consent, ConsentReport, ConsentSource};

use crate::{CUSTOMER, OWN, SECOND, World, at, later, text};

const DAY: i64 = 24 * 60 * 60 * 1_000;

async fn nothing_written(world: &World) {
    assert_eq!(world.messages().await, Vec::<Value>::new());
    assert_eq!(world.jobs().await, []);
    assert_eq!(world.queued(), 0);
}

#[tokio::test]
async fn what_cannot_be_read() {
    let world = World::start().await;
    let with = |field: &str, value: Value| {
        let mut body = text("hi");
        body[field] = value;
        body
    };
    for (body, field) in [
        (with("to", json!("5550190001")), "to"),
        (json!({ "to": CUSTOMER }), "body"),
        (json!({ "to": CUSTOMER, "body": "", "media_urls": [] }), "body"),
        (with("body", json!("x".repeat(1_601))), "body"),
        (with("media_urls", json!(vec!["https://a.example/1"; 11])), "media_urls"),
        (with("media_urls", json!(["https://169.254.169.254/latest"])), "media_urls"),
        (with("media_urls", json!(["https://10.0.0.1/a.png"])), "media_urls"),
        (with("media_urls", json!(["http://files.example.com/a.png"])), "media_urls"),
        (with("media_urls", json!(["upload:01J0000000000000000000000A.png"])), "media_urls"),
        (with("send_at", json!(at(-1))), "send_at"),
        (with("send_at", json!(at(35 * DAY + 1))), "send_at"),
        (with("from", json!("+15550100101")), "from"),
        (with("from", json!("+15550109999")), "from"),
        (json!({ "to": OWN, "from": OWN, "body": "hi" }), "to"),
        (with("channel", json!("fax")), "channel"),
        (with("tenant_id", json!("other")), "tenant_id"),
        (with("body", json!("a\0b")), "body"),
    ] {
        let got = world.send(&body).await;
        assert_eq!(got.error(), (400, "invalid_request", field), "{body}");
    }
    let got = world.keyed(("POST", "/api/messages"), &text("hi"), ("demo", Some("a b"))).await;
    assert_eq!(got.error(), (400, "invalid_request", "Idempotency-Key"));
    let got = world.request(("POST", "/api/messages?dry_run=true"), &text("hi"), "demo").await;
    assert_eq!(got.error(), (400, "invalid_request", "dry_run"));
    nothing_written(&world).await;
}

async fn opt_out(world: &World, own: &str) {
    let (own, contact) = (own.parse().unwrap(), CUSTOMER.parse().unwrap());
    let channel = twilio::phone::Channel::Sms;
    let (tenant, parties) = ("demo".parse().unwrap(), (channel, own, contact));
    let wish = (Consent::OptedOut, ConsentSource::Keyword);
    let report = ConsentReport::new(tenant, parties, wish, at(0));
    world.app().store.consent_put(&report).await.unwrap();
}

#[tokio::test]
async fn who_has_opted_out_gets_nothing_from_that_number() {
    let world = World::start().await;
    opt_out(&world, OWN).await;
    assert_eq!(world.send(&text("hi")).await.error(), (409, "opted_out", ""));
    assert_eq!(world.send(&later(DAY)).await.error(), (409, "opted_out", ""));
    nothing_written(&world).await;
    let other = json!({ "to": CUSTOMER, "body": "hi", "from": SECOND });
    assert_eq!(world.send(&other).await.status, 202);
}

#[tokio::test]
async fn a_suspended_account_sends_nothing() {
    let world = World::start().await;
    world.suspend(sandbox::demo::DEMO.account_sid).await;
    assert_eq!(world.send(&text("hi")).await.error(), (409, "account_not_active", ""));
    nothing_written(&world).await;
}

#[tokio::test]
async fn without_a_number_nothing_is_sent() {
    let world = World::start().await;
    let got = world.request(("POST", "/api/messages"), &text("hi"), "nobody").await;
    assert_eq!(got.error(), (409, "no_number", ""));
    nothing_written(&world).await;
}

/// Makes a number of the tenant's one for calls alone.
async fn mute(world: &World, number: &str) {
    let store = world.app().store;
    let numbers = store.number_list(&"demo".parse().unwrap()).await.unwrap();
    let mut found = numbers.into_iter().find(|own| own.phone_number.as_str() == number).unwrap();
    found.capabilities.sms = false;
    store.number_put(&found).await.unwrap();
}

#[tokio::test]
async fn a_number_that_cannot_text_sends_no_texts() {
    let world = World::start().await;
    mute(&world, OWN).await;
    let named = json!({ "to": CUSTOMER, "body": "hi", "from": OWN });
    assert_eq!(world.send(&named).await.error(), (400, "invalid_request", "from"));
    // It is the primary one.
    assert_eq!(world.send(&text("hi")).await.error(), (409, "no_number", ""));
    nothing_written(&world).await;
    // On WhatsApp it is a sender of its own.
    let mut whatsapp = named;
    whatsapp["channel"] = json!("whatsapp");
    assert_eq!(world.send(&whatsapp).await.status, 202);
    let other = json!({ "to": CUSTOMER, "body": "hi", "from": SECOND });
    assert_eq!(world.send(&other).await.status, 202);
    mute(&world, SECOND).await;
    // Nor is it the one to go on with in a conversation.
    assert_eq!(world.send(&text("hi")).await.error(), (409, "no_number", ""));
}

#[tokio::test]
async fn other_tenants_messages_are_not_there() {
    let world = World::start().await;
    let sent = world.send(&text("hi")).await.body;
    let path = format!("/api/messages/{}", sent["message_id"].as_str().unwrap());
    for method in ["GET", "DELETE"] {
        let got = world.request((method, &path), &json!(null), "other").await;
        assert_eq!(got.error(), (404, "not_found", ""), "{method}");
        let got = world.request((method, "/api/messages/a.b"), &json!(null), "demo").await;
        assert_eq!(got.error(), (404, "not_found", ""), "{method}");
    }
    assert_eq!(world.messages().await[0]["status"], "accepted");
}
