//! A customer texts and sends pictures; the website shows them.

use std::time::Duration;

use serde_json::{Value, json};
use twilio_simulator::{Corruption, Delivery, InboundMedia, InboundMessage, StatusCallbacks};

use crate::world::{CUSTOMER, World};

pub(crate) fn stored(page: &Value) -> bool {
    let media = page["items"][0]["media"].as_array();
    media.is_some_and(|media| media.iter().all(|one| one["status"] == "stored"))
}

pub(crate) fn first_link(page: &Value) -> &str {
    page["items"][0]["media_urls"][0].as_str().unwrap()
}

#[tokio::test]
async fn a_text_and_a_picture_reach_the_website() {
    let world = World::start().await;
    world.send(world.text("hello")).await;
    world.pass(Duration::from_millis(1)).await;
    let media = vec![InboundMedia::of_bytes("image/png", b"the very bytes")];
    world.send(InboundMessage { media, ..world.text("") }).await;

    let page = world.get_until(&world.thread(), stored).await;
    assert_eq!(page["items"][1]["body"], "hello");
    assert_eq!(world.download(first_link(&page)).await, b"the very bytes");
    let threads = world.get("/api/threads").await;
    assert_eq!(threads["items"][0]["unread_count"], 2);
}

#[tokio::test]
async fn eight_deliveries_at_once_are_one_message() {
    let world = World::start().await;
    let message = InboundMessage {
        media: (0..3).map(|n| InboundMedia::of_bytes("image/png", &[n])).collect(),
        delivery: Delivery { repeat: 8, ..Delivery::default() },
        ..world.text("eight times")
    };
    let sent = world.send(message).await;
    assert_eq!(sent.webhooks.len(), 8);
    assert!(sent.webhooks.iter().all(|answer| answer.status == 200), "{:?}", sent.webhooks);

    let page = world.get_until(&world.thread(), stored).await;
    assert_eq!(page["items"].as_array().unwrap().len(), 1);
    assert_eq!(world.get("/api/threads").await["items"][0]["unread_count"], 1);
    world.until_no_jobs().await;
    for (n, link) in page["items"][0]["media_urls"].as_array().unwrap().iter().enumerate() {
        assert_eq!(world.download(link.as_str().unwrap()).await, [u8::try_from(n).unwrap()]);
    }
}

#[tokio::test]
async fn a_picture_that_is_late_at_twilio_arrives_by_itself() {
    let world = World::start().await;
    let media = vec![InboundMedia { not_found: 1, ..InboundMedia::of_bytes("image/png", b"soon") }];
    world.send(InboundMessage { media, ..world.text("") }).await;
    let page = world.get_until(&world.thread(), stored).await;
    assert_eq!(page["items"][0]["media"][0]["size"], 4);
}

#[tokio::test]
async fn what_is_no_job_ends_in_the_dead_letter_queue() {
    let world = World::start().await;
    world.queue("poison").await;
    world.until_dead("poison").await;
}

#[tokio::test]
async fn a_forged_message_leaves_no_trace() {
    let world = World::start().await;
    let delivery = Delivery { corrupt: Some(Corruption::Signature), ..Delivery::default() };
    let sent = world.send(InboundMessage { delivery, ..world.text("forged") }).await;
    assert_eq!(sent.webhook.unwrap().status, 403);
    assert_eq!(world.get("/api/threads").await["items"], json!([]));
}

#[tokio::test]
async fn threads_are_read_with_a_token_of_their_tenant() {
    let world = World::start().await;
    world.send(world.text("hello")).await;
    let refused = world.status("/api/threads", "no token").await;
    assert_eq!(refused, 401);
    let elsewhere = world.token_with(&json!({ "aud": "another website" }));
    assert_eq!(world.status("/api/threads", &elsewhere).await, 401);
    let expired = world.token_with(&json!({ "exp": 1_700_000_000 }));
    assert_eq!(world.status("/api/threads", &expired).await, 401);

    let page = world.get_as("/api/threads", &world.token_with(&json!({ "sub": "nobody" }))).await;
    assert_eq!(page["items"], json!([]));
    assert_eq!(world.get(&world.thread()).await["items"][0]["body"], "hello");
}

/// A receipt that comes before its message leaves a stub; the message completes it.
#[tokio::test]
async fn receipts_may_come_before_their_message() {
    let world = World::start().await;
    let (number, sid) = (world.tenant.numbers[0], "SM00000000000000000000000000000042");
    let callbacks = StatusCallbacks {
        from: number.to_owned(),
        to: CUSTOMER.to_owned(),
        sid: Some(sid.to_owned()),
        url: world.url("/api/twilio/status-callback"),
        statuses: vec!["delivered".to_owned()],
        ..StatusCallbacks::default()
    };
    assert_eq!(world.report(callbacks).await.webhooks[0].status, 204);
    assert_eq!(world.get("/api/threads").await["items"], json!([]), "nothing to show yet");

    let fields = [
        ("MessageSid", sid),
        ("AccountSid", world.tenant.account_sid),
        ("From", CUSTOMER),
        ("To", number),
        ("Body", "complete"),
    ];
    assert_eq!(world.post("/api/twilio/sms-webhook", &fields).await[0].status, 200);
    let page = world.get(&world.thread()).await;
    assert_eq!(page["items"][0]["body"], "complete");
    assert_eq!(page["items"][0]["status"], "delivered");
    assert_eq!(page["items"][0]["delivered_at"], page["items"][0]["status_times"]["delivered"]);
}
