//! How much there is to see to.

use reqwest::Method;
use sandbox::Sandbox;
use sandbox::aws::{Fault, Service};
use serde_json::{Value, json};
use twilio::status::CallStatus;

use crate::scene::demo;
use crate::{THREAD, ask, get, receive, sandbox, send};

async fn counts(sandbox: &Sandbox) -> Value {
    sandbox.drain_streams().await;
    get(sandbox, "/api/counts").await
}

fn expected(conversations: [u32; 4], [calls, voicemails]: [u32; 2]) -> Value {
    let [open, unread, unassigned, mine] = conversations;
    json!({
        "open": open,
        "unread": unread,
        "unassigned": unassigned,
        "mine": mine,
        "missed_calls": calls,
        "new_voicemails": voicemails,
    })
}

#[tokio::test]
async fn conversations_count_by_their_state() {
    let sandbox = sandbox().await;
    assert_eq!(counts(&sandbox).await, expected([0; 4], [0; 2]));
    receive(&sandbox, "+15550190001", "one").await;
    receive(&sandbox, "+15550190001", "two").await;
    receive(&sandbox, "+15550190002", "three").await;
    assert_eq!(counts(&sandbox).await, expected([2, 2, 2, 0], [0; 2]));
    let thread = format!("/api/threads/{THREAD}");
    ask(&sandbox, "demo", (Method::POST, &format!("{thread}/read"))).await;
    let (_, me) = send(&sandbox, (Method::PATCH, &thread), &json!({ "assigned_to": "demo" })).await;
    assert_eq!(me["assigned_to"], "demo");
    let counted = counts(&sandbox).await;
    assert_eq!((&counted["unread"], &counted["unassigned"]), (&json!(1), &json!(1)));
    send(&sandbox, (Method::PATCH, &thread), &json!({ "status": "done" })).await;
    assert_eq!(counts(&sandbox).await, expected([1, 1, 1, 0], [0; 2]));
    receive(&sandbox, "+15550190001", "four").await;
    let counted = counts(&sandbox).await;
    assert_eq!((&counted["open"], &counted["unread"]), (&json!(2), &json!(2)), "open again");
    let (status, theirs) = ask(&sandbox, "other", (Method::GET, "/api/counts")).await;
    assert_eq!((status, theirs), (200, expected([0; 4], [0; 2])));
}

#[tokio::test]
async fn missed_calls_count_until_somebody_has_seen_them() {
    let sandbox = sandbox().await;
    let call = demo(&sandbox, 1);
    call.received(None).await;
    assert_eq!(counts(&sandbox).await, expected([0; 4], [0; 2]), "it rings");
    call.ended(CallStatus::NoAnswer).await;
    assert_eq!(counts(&sandbox).await, expected([0; 4], [1, 0]));
    let path = format!("/api/calls/{}", call.call_id());
    let listed = "/api/calls?outcome=missed&seen=false";
    assert_eq!(get(&sandbox, listed).await["items"].as_array().unwrap().len(), 1);
    let (status, seen) = send(&sandbox, (Method::PATCH, &path), &json!({ "seen": true })).await;
    assert_eq!(status, 200, "{seen}");
    assert!(seen["seen_at"].is_string());
    let (_, again) = send(&sandbox, (Method::PATCH, &path), &json!({ "seen": true })).await;
    assert_eq!(again["seen_at"], seen["seen_at"], "the first one");
    assert_eq!(counts(&sandbox).await, expected([0; 4], [0; 2]));
    assert_eq!(get(&sandbox, listed).await["items"], json!([]));
    send(&sandbox, (Method::PATCH, &path), &json!({ "seen": false })).await;
    assert_eq!(counts(&sandbox).await, expected([0; 4], [1, 0]));
    for (body, field) in [
        (json!({}), "seen"),
        (json!({ "seen": "yes" }), "seen"),
        (json!({ "seen": null }), "seen"),
        (json!({ "seen": true, "status": "x" }), "status"),
    ] {
        let (status, refused) = send(&sandbox, (Method::PATCH, &path), &body).await;
        assert_eq!((status, &refused["error"]["field"]), (400, &json!(field)), "{body}");
    }
    let theirs = sandbox.request("other", Method::PATCH, &path).body(r#"{"seen": true}"#);
    assert_eq!(theirs.send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn voicemails_count_until_somebody_has_listened() {
    let sandbox = sandbox().await;
    let call = demo(&sandbox, 1);
    call.voicemail(12).await;
    assert_eq!(counts(&sandbox).await["new_voicemails"], 1);
    let path = format!("/api/voicemails/{}", call.recording_sid(9));
    send(&sandbox, (Method::PATCH, &path), &json!({ "status": "listened" })).await;
    assert_eq!(counts(&sandbox).await["new_voicemails"], 0);
}

/// The answer to a write is lost, or the function dies after it: the changes come again.
#[tokio::test]
async fn what_is_told_twice_is_counted_once() {
    let sandbox = sandbox().await;
    for (fault, text) in
        [(Fault::CutAfter, "one"), (Fault::Down, "two"), (Fault::CutAfter, "three")]
    {
        receive(&sandbox, "+15550190001", text).await;
        receive(&sandbox, &format!("+1555019000{}", text.len()), text).await;
        for operation in ["TransactWriteItems", "BatchWriteItem"] {
            sandbox.aws.fail_next(Service::DynamoDb, operation, 1, fault);
        }
        sandbox.drain_streams().await;
        sandbox.drain_streams().await;
        ask(&sandbox, "demo", (Method::POST, &format!("/api/threads/{THREAD}/read"))).await;
    }
    sandbox.drain_streams().await;
    let counted = counts(&sandbox).await;
    assert_eq!(counted, expected([3, 2, 3, 0], [0; 2]));
}

#[tokio::test]
async fn the_counts_cost_one_read() {
    let sandbox = sandbox().await;
    sandbox.aws.clear_calls();
    get(&sandbox, "/api/counts").await;
    assert_eq!(sandbox.aws.calls().len(), 1);
}
