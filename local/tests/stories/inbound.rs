//! A customer texts and sends pictures; the website shows them.

use std::time::Duration;

use sandbox::aws::{Fault, Service};
use sandbox::demo::DEMO;
use sandbox::twilio::{Corruption, Delivery, InboundMedia, InboundMessage, StatusCallbacks};
use serde_json::{Value, json};

use crate::world::{World, to_demo};

const THREAD: &str = "/api/threads/sms.15550100001.15550190001/messages";

fn stored(page: &Value) -> bool {
    let media = page["items"][0]["media"].as_array();
    media.is_some_and(|media| media.iter().all(|one| one["status"] == "stored"))
}

#[tokio::test]
async fn a_text_and_a_picture_reach_the_website() {
    let world = World::start().await;
    world.sandbox.twilio.send_message(to_demo("hello")).await.unwrap();
    world.pass(Duration::from_millis(1));
    let media = vec![InboundMedia::of_bytes("image/png", b"the very bytes")];
    world.sandbox.twilio.send_message(InboundMessage { media, ..to_demo("") }).await.unwrap();

    let page = world.get_until(THREAD, stored).await;
    assert_eq!(page["items"][1]["body"], "hello");
    let link = page["items"][0]["media_urls"][0].as_str().unwrap();
    assert_eq!(world.download(link).await, b"the very bytes");
    let threads = world.get("/api/threads").await;
    assert_eq!(threads["items"][0]["unread_count"], 2);
}

#[tokio::test]
async fn eight_deliveries_at_once_are_one_message() {
    let world = World::start().await;
    let message = InboundMessage {
        media: (0..3).map(|n| InboundMedia::of_bytes("image/png", &[n])).collect(),
        delivery: Delivery { repeat: 8, ..Delivery::default() },
        ..to_demo("eight times")
    };
    let sent = world.sandbox.twilio.send_message(message).await.unwrap();
    assert_eq!(sent.webhooks.len(), 8);
    assert!(sent.webhooks.iter().all(|answer| answer.status == 200), "{:?}", sent.webhooks);

    let page = world.get_until(THREAD, stored).await;
    assert_eq!(page["items"].as_array().unwrap().len(), 1);
    assert_eq!(world.get("/api/threads").await["items"][0]["unread_count"], 1);
    let calls = world.sandbox.aws.calls();
    assert_eq!(calls.iter().filter(|call| call.operation == "PutObject").count(), 3);
    assert!(world.sandbox.records("JobsTable").await.unwrap().is_empty());
    for (n, link) in page["items"][0]["media_urls"].as_array().unwrap().iter().enumerate() {
        assert_eq!(world.download(link.as_str().unwrap()).await, [u8::try_from(n).unwrap()]);
    }
}

#[tokio::test]
async fn a_job_that_the_queue_refused_is_done_within_two_sweeps() {
    let world = World::start().await;
    world.sandbox.aws.fail(Service::Sqs, Fault::Down);
    let media = vec![InboundMedia::of_bytes("image/png", b"late")];
    let sent = world.sandbox.twilio.send_message(InboundMessage { media, ..to_demo("") }).await;
    assert_eq!(sent.unwrap().webhook.unwrap().status, 200);
    world.sandbox.aws.heal(Service::Sqs);

    let mut sent = 0;
    for _ in 0..2 {
        world.pass(Duration::from_mins(1));
        sent += world.sandbox.tick("SweeperFunction").await.unwrap().as_u64().unwrap();
    }
    assert_eq!(sent, 1);
    let page = world.get_until(THREAD, stored).await;
    let link = page["items"][0]["media_urls"][0].as_str().unwrap();
    assert_eq!(world.download(link).await, b"late");
}

#[tokio::test]
async fn a_picture_that_is_late_at_twilio_arrives_by_itself() {
    let world = World::start().await;
    let media = vec![InboundMedia { not_found: 1, ..InboundMedia::of_bytes("image/png", b"soon") }];
    world.sandbox.twilio.send_message(InboundMessage { media, ..to_demo("") }).await.unwrap();
    let page = world.get_until(THREAD, stored).await;
    assert_eq!(page["items"][0]["media"][0]["size"], 4);
}

#[tokio::test]
async fn what_is_no_job_ends_in_the_dead_letter_queue() {
    let world = World::start().await;
    let sqs = world.sandbox.aws.sqs();
    sqs.send("MediaQueue", "poison", Duration::ZERO).unwrap();
    let giving_up = async {
        while sqs.messages("MediaDeadLetterQueue").unwrap().is_empty() {
            sqs.make_visible("MediaQueue").unwrap();
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), giving_up).await.unwrap();
    assert!(sqs.messages("MediaQueue").unwrap().is_empty());
}

#[tokio::test]
async fn a_forged_message_leaves_no_trace() {
    let world = World::start().await;
    let delivery = Delivery { corrupt: Some(Corruption::Signature), ..Delivery::default() };
    let forged = InboundMessage { delivery, ..to_demo("forged") };
    let sent = world.sandbox.twilio.send_message(forged).await.unwrap();
    assert_eq!(sent.webhook.unwrap().status, 403);
    assert_eq!(world.get("/api/threads").await["items"], json!([]));
}

/// A receipt that comes before its message leaves a stub; the message completes it.
#[tokio::test]
async fn receipts_may_come_before_their_message() {
    let world = World::start().await;
    let sid = "SM00000000000000000000000000000042";
    let url = format!("{}/api/twilio/status-callback", world.sandbox.url());
    let callbacks = StatusCallbacks {
        from: DEMO.numbers[0].to_owned(),
        to: "+15550190001".to_owned(),
        sid: Some(sid.to_owned()),
        url,
        statuses: vec!["delivered".to_owned()],
        ..StatusCallbacks::default()
    };
    let sent = world.sandbox.twilio.send_statuses(callbacks).await.unwrap();
    assert_eq!(sent.webhooks[0].status, 204);
    assert_eq!(world.get("/api/threads").await["items"], json!([]), "nothing to show yet");

    let fields = [
        ("MessageSid", sid),
        ("AccountSid", DEMO.account_sid),
        ("From", "+15550190001"),
        ("To", DEMO.numbers[0]),
        ("Body", "complete"),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let url = format!("{}/api/twilio/sms-webhook", world.sandbox.url());
    let delivery = Delivery::default();
    let answers = world
        .sandbox
        .twilio
        .post_webhook(&url, DEMO.account_sid, &fields, &delivery)
        .await
        .unwrap();
    assert_eq!(answers[0].status, 200);
    let page = world.get(THREAD).await;
    assert_eq!(page["items"][0]["body"], "complete");
    assert_eq!(page["items"][0]["status"], "delivered");
    assert_eq!(page["items"][0]["delivered_at"], page["items"][0]["status_times"]["delivered"]);
}
