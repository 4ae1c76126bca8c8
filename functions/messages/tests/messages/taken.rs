//! What is taken over: the answer, and what is written.

use serde_json::{Value, json};
use shared::records::JobPayload;

use crate::{CUSTOMER, OWN, SECOND, World, at, due, later, text};

const MINUTE: i64 = 60_000;

#[tokio::test]
async fn a_text_is_accepted_and_queued() {
    let world = World::start().await;
    let got = world.send(&json!({ "to": CUSTOMER, "body": "hello", "lead_id": "lead-7" })).await;
    assert_eq!(got.status, 202, "{}", got.body);
    let body = &got.body;
    for (field, value) in [
        ("direction", json!("outbound")),
        ("from_number", json!(OWN)),
        ("to_number", json!(CUSTOMER)),
        ("channel", json!("sms")),
        ("body", json!("hello")),
        ("status", json!("accepted")),
        ("num_segments", json!(1)),
        ("encoding", json!("GSM-7")),
        ("unconfirmed", json!(false)),
        ("send_at", Value::Null),
        ("message_sid", Value::Null),
        ("lead_id", json!("lead-7")),
        ("created_by", json!("demo")),
        ("thread_id", json!("sms.15550100001.15550190001")),
        ("created_at", json!(at(0))),
    ] {
        assert_eq!(body[field], value, "{field}");
    }
    let id = body["message_id"].as_str().unwrap();
    let again = world.request(("GET", &format!("/api/messages/{id}")), &json!(null), "demo").await;
    assert_eq!((again.status, &again.body), (200, body));
    let unknown = ("GET", &*format!("/api/messages/{id}?full=1"));
    let unknown = world.request(unknown, &json!(null), "demo").await;
    assert_eq!((unknown.status, &unknown.body["error"]["field"]), (400, &json!("full")));

    let thread = world.sandbox.only_record("ThreadsTable").await.unwrap();
    assert_eq!((thread.get("last_message"), &thread["unread_count"]), (None, &json!(0)));
    assert_eq!(thread["last_activity_at"], json!(at(0)), "until it leaves");
    assert_eq!(thread["lead_id"], "lead-7");
    let jobs = world.jobs().await;
    assert_eq!((jobs.len(), due(&jobs[0])), (1, (at(MINUTE), None)));
    let JobPayload::Send(job) = &jobs[0].payload else { panic!("{jobs:?}") };
    assert_eq!(job.base_url, world.sandbox.public_url());
    assert_eq!(world.queued(), 1);
}

#[tokio::test]
async fn segments_are_counted_as_twilio_counts() {
    let world = World::start().await;
    for (body, encoding, segments) in [
        ("a".repeat(160), "GSM-7", 1),
        ("a".repeat(161), "GSM-7", 2),
        ("€".repeat(81), "GSM-7", 2),
        ("ж".repeat(71), "UCS-2", 2),
        (format!("{}😀", "a".repeat(69)), "UCS-2", 2),
    ] {
        let got = world.send(&text(&body)).await.body;
        assert_eq!((&got["encoding"], &got["num_segments"]), (&json!(encoding), &json!(segments)));
    }
}

#[tokio::test]
async fn a_time_soon_is_left_to_the_queue_and_a_later_one_to_the_sweeper() {
    let world = World::start().await;
    let soon = world.send(&later(15 * MINUTE)).await;
    assert_eq!((soon.status, &soon.body["status"]), (202, &json!("scheduled")));
    assert_eq!(soon.body["send_at"], json!(at(15 * MINUTE)));
    assert_eq!(due(&world.jobs().await[0]), (at(16 * MINUTE), Some(at(15 * MINUTE))));
    assert_eq!(world.queued(), 1);
    assert!(world.sandbox.aws.sqs().receive("SendQueue", 1).unwrap().is_empty(), "it is delayed");

    let world = World::start().await;
    world.send(&later(15 * MINUTE + 1)).await;
    let time = at(15 * MINUTE + 1);
    assert_eq!(due(&world.jobs().await[0]), (time, Some(time)));
    assert_eq!(world.queued(), 0);
}

#[tokio::test]
async fn the_conversations_own_number_sends_unless_another_is_asked_for() {
    let world = World::start().await;
    let from = async |body: Value| world.send(&body).await.body["from_number"].clone();
    assert_eq!(from(text("primary")).await, OWN);
    world.pass(1_000);
    assert_eq!(from(json!({ "to": CUSTOMER, "body": "b", "from": SECOND })).await, SECOND);
    world.pass(1_000);
    assert_eq!(from(text("the latest conversation")).await, SECOND);
    assert_eq!(from(json!({ "to": CUSTOMER, "body": "b", "from": OWN })).await, OWN);
    assert_eq!(from(json!({ "to": "+15550190002", "body": "b" })).await, OWN);
    let whatsapp = json!({ "to": CUSTOMER, "body": "b", "channel": "whatsapp" });
    assert_eq!(from(whatsapp).await, OWN, "another channel is another conversation");
}

#[tokio::test]
async fn media_urls_are_kept_as_they_are() {
    let world = World::start().await;
    let urls = ["https://files.example.com/a.png", "https://files.example.com/b.pdf"];
    let got = world.send(&json!({ "to": CUSTOMER, "media_urls": urls })).await;
    assert_eq!(got.status, 202, "{}", got.body);
    assert_eq!(got.body["media_urls"], json!(urls));
    assert_eq!((&got.body["num_media"], &got.body["body"]), (&json!(2), &json!("")));
    assert_eq!(got.body["media"][0]["status"], "external");
}
