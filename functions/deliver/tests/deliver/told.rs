//! What a server is told while all goes well.

use std::collections::BTreeSet;
use std::time::Duration;

use announce::Announce;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sandbox::aws::{Fault, Service};
use serde_json::{Value, json};
use shared::records::Timestamp;

use crate::world::World;

const ALICE: &str = "+15550190001";
const RECEIVED: &[&str] = &["message.received"];

#[tokio::test]
async fn a_message_is_told_at_once_with_all_that_changes() {
    let world = World::start().await;
    let (endpoint, secret) = world.endpoint(&[]).await;
    assert!(STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap().len() == 32);
    world.receive((ALICE, "hello")).await;
    world.until("three events", async || world.server.posts().len() == 3).await;
    let kinds: BTreeSet<_> =
        world.server.taken().iter().map(|it| it["type"].as_str().unwrap().to_owned()).collect();
    let expected = ["contact.created", "message.received", "thread.created"];
    assert_eq!(kinds, expected.map(String::from).into());
    for post in world.server.posts() {
        assert_eq!(post.header("webhook-id"), post.body["id"]);
        assert_eq!(post.header("content-type"), "application/json");
        let names: Vec<_> = post.body.as_object().unwrap().keys().cloned().collect();
        assert_eq!(names, ["id", "type", "timestamp", "data"]);
    }
    world.until("the lanes are empty", async || world.is_quiet().await).await;
    let told = world.deliveries(&endpoint, "").await;
    assert_eq!(told.len(), 3);
    for one in told {
        assert_eq!((&one["status"], &one["tries"]), (&json!("delivered"), &json!(1)), "{one}");
        assert_eq!((&one["response_status"], &one["response_body"]), (&json!(200), &json!("ok")));
    }
    // The same events as the list of events has.
    let (_, page) = world.ask("demo", ("GET", "/api/events"), &Value::Null).await;
    assert!(page["next"].is_string());
}

#[tokio::test]
async fn an_endpoint_gets_the_events_that_it_wants_and_those_of_its_tenant() {
    let world = World::start().await;
    let (endpoint, _) = world.endpoint(RECEIVED).await;
    let others = json!({ "url": world.server.url });
    let (status, others) = world.ask("other", ("POST", "/api/webhooks"), &others).await;
    assert_eq!(status, 201);
    world.receive((ALICE, "mine")).await;
    world.until("an event", async || !world.server.posts().is_empty()).await;
    world.sandbox.drain_streams().await;
    world.until("the lanes are empty", async || world.is_quiet().await).await;
    assert_eq!(world.server.posts().len(), 1, "neither other kinds nor other tenants");
    let others = others["endpoint_id"].as_str().unwrap();
    let event = world.deliveries(&endpoint, "").await[0]["event_id"].as_str().unwrap().to_owned();
    for (method, rest, body) in [
        ("GET", String::new(), Value::Null),
        ("PATCH", String::new(), json!({ "enabled": false })),
        ("DELETE", String::new(), Value::Null),
        ("POST", "/secret".to_owned(), Value::Null),
        ("POST", "/test".to_owned(), Value::Null),
        ("GET", "/deliveries".to_owned(), Value::Null),
        ("POST", format!("/deliveries/{event}/resend"), Value::Null),
        ("POST", "/replay".to_owned(), json!({ "from": world.time.now(), "to": world.time.now() })),
    ] {
        let path = format!("/api/webhooks/{endpoint}{rest}");
        let (status, answer) = world.ask("other", (method, &path), &body).await;
        assert_eq!(status, 404, "{method} {path}: {answer}");
    }
    let resent = format!("/api/webhooks/{others}/deliveries/{event}/resend");
    assert_eq!(world.ask("other", ("POST", &resent), &Value::Null).await.0, 404);
}

#[tokio::test]
async fn a_change_that_comes_again_is_told_once() {
    let world = World::start().await;
    world.endpoint(RECEIVED).await;
    for number in 0..3 {
        world.receive((ALICE, &number.to_string())).await;
    }
    world.until("three events", async || world.server.posts().len() == 3).await;
    world.until("the lanes are empty", async || world.is_quiet().await).await;
    let changes = world.sandbox.aws.streams().after("MessagesTable", 0, 100).unwrap();
    assert_eq!(changes.len(), 3);
    let app = world.sandbox.app("AnnounceFunction").unwrap();
    for _ in 0..2 {
        let batch = json!({ "Records": changes });
        shared::lambda::worker::<Announce>(&app, batch).await.unwrap();
        world.pass(Duration::from_mins(2));
    }
    world.later(Duration::from_mins(2)).await;
    world.until("the lanes are empty", async || world.is_quiet().await).await;
    assert_eq!(world.server.texts(), ["0", "1", "2"]);
}

#[tokio::test]
async fn a_test_is_told_to_one_endpoint() {
    let world = World::start().await;
    let (endpoint, _) = world.endpoint(RECEIVED).await;
    world.endpoint(&[]).await;
    let path = format!("/api/webhooks/{endpoint}/test");
    let asked = world.demo(("POST", &path), &Value::Null, 202).await;
    world.until("the test", async || !world.server.posts().is_empty()).await;
    world.until("the lanes are empty", async || world.is_quiet().await).await;
    let posts = world.server.posts();
    assert_eq!((posts.len(), &posts[0].body["id"]), (1, &asked["event_id"]));
    assert_eq!(posts[0].body["type"], "webhook.test");
    assert_eq!(posts[0].body["data"]["endpoint_id"], endpoint);
}

#[tokio::test]
async fn after_a_rotation_both_secrets_sign_for_a_day() {
    let world = World::start().await;
    let (endpoint, first) = world.endpoint(RECEIVED).await;
    let path = format!("/api/webhooks/{endpoint}/secret");
    let rotated = world.demo(("POST", &path), &Value::Null, 200).await;
    let second = rotated["secret"].as_str().unwrap();
    assert_ne!(first, second);
    assert!(world.shown(&endpoint).await.get("secret").is_none(), "shown once");
    world.receive((ALICE, "one")).await;
    world.until("one", async || world.server.posts().len() == 1).await;
    world.pass(Duration::from_hours(25));
    world.receive((ALICE, "two")).await;
    world.until("two", async || world.server.posts().len() == 2).await;
    let signatures = world
        .server
        .posts()
        .iter()
        .map(|post| post.header("webhook-signature").split(' ').count())
        .collect::<Vec<_>>();
    assert_eq!(signatures, [2, 1]);
}

#[tokio::test]
async fn what_was_told_can_be_told_again() {
    let world = World::start().await;
    let (endpoint, _) = world.endpoint(RECEIVED).await;
    let before = world.time.now();
    for text in ["a", "b", "c"] {
        world.receive((ALICE, text)).await;
    }
    world.until("three", async || world.server.texts().len() == 3).await;
    world.until("the lanes are empty", async || world.is_quiet().await).await;
    // Those of one millisecond are listed in any order.
    let newest = world.server.posts()[2].header("webhook-id").to_owned();
    let path = format!("/api/webhooks/{endpoint}/deliveries/{newest}/resend");
    let asked = world.demo(("POST", &path), &Value::Null, 202).await;
    assert_eq!(asked["event_id"], newest);
    world.until("four", async || world.server.texts().len() == 4).await;
    world.until("the lanes are empty", async || world.is_quiet().await).await;
    assert_eq!(world.server.texts(), ["a", "b", "c", "c"]);
    let ids: Vec<_> =
        world.server.posts().iter().map(|it| it.header("webhook-id").to_owned()).collect();
    assert_eq!(ids[2], ids[3], "the id stays");
    let span = json!({ "from": before, "to": world.time.now() });
    let path = format!("/api/webhooks/{endpoint}/replay");
    world.demo(("POST", &path), &span, 202).await;
    world.until("seven", async || world.server.texts().len() == 7).await;
    world.until("the lanes are empty", async || world.is_quiet().await).await;
    assert_eq!(world.server.texts()[4..], ["a", "b", "c"]);
    // An endpoint that was not there then is told of it, too.
    let (later, _) = world.endpoint(RECEIVED).await;
    world.demo(("POST", &format!("/api/webhooks/{later}/replay")), &span, 202).await;
    world.until("ten", async || world.server.texts().len() == 10).await;
    let old = json!({ "from": "2020-01-01T00:00:00Z", "to": world.time.now() });
    let refused = world.demo(("POST", &path), &old, 400).await;
    assert_eq!(refused["error"]["field"], "from");
}

#[tokio::test]
async fn a_replay_waits_while_its_endpoint_is_switched_off() {
    let world = World::start().await;
    let (endpoint, _) = world.endpoint(RECEIVED).await;
    let before = world.time.now();
    for text in ["a", "b", "c"] {
        world.receive((ALICE, text)).await;
    }
    world.until("three", async || world.server.texts().len() == 3).await;
    world.until("the lanes are empty", async || world.is_quiet().await).await;
    // Nobody works until the endpoint is switched off.
    world.sandbox.aws.fail(Service::Sqs, Fault::Down);
    let (path, span) =
        (format!("/api/webhooks/{endpoint}"), json!({ "from": before, "to": world.time.now() }));
    world.demo(("POST", &format!("{path}/replay")), &span, 202).await;
    world.demo(("PATCH", &path), &json!({ "enabled": false }), 200).await;
    world.sandbox.aws.heal(Service::Sqs);
    world.later(Duration::from_mins(2)).await;
    world.until("it waits", async || is_left_for_later(&world).await).await;
    let (status, answer) = world.ask("demo", ("POST", &format!("{path}/replay")), &span).await;
    assert_eq!((status, &answer["error"]["code"]), (409, &json!("webhook_switched_off")));
    assert_eq!(world.server.texts().len(), 3);
    world.demo(("PATCH", &path), &json!({ "enabled": true }), 200).await;
    world.until("three more", async || world.server.texts().len() == 6).await;
    world.until("the lanes are empty", async || world.is_quiet().await).await;
    assert_eq!(world.server.texts()[3..], ["a", "b", "c"]);
}

/// A job is there that is due only in a while, and nobody is at it.
async fn is_left_for_later(world: &World) -> bool {
    let jobs = world.sandbox.records("JobsTable").await.unwrap();
    let [job] = jobs.as_slice() else { return false };
    let due: Timestamp = job["due_at"].as_str().unwrap().parse().unwrap();
    due > world.time.now().after(Duration::from_mins(30)) && job.get("taken_until").is_none()
}

#[tokio::test]
async fn a_replay_ends_when_its_events_are_gone_or_its_endpoint_is() {
    let world = World::start().await;
    let (endpoint, _) = world.endpoint(RECEIVED).await;
    let (path, now) = (format!("/api/webhooks/{endpoint}"), world.time.now());
    world.sandbox.aws.fail(Service::Sqs, Fault::Down);
    let span = json!({ "from": now, "to": "9999-12-31T23:59:59.999Z" });
    let asked = world.demo(("POST", &format!("{path}/replay")), &span, 202).await;
    assert_eq!(asked["to"], json!(now), "what is later is told anyway");
    world.demo(("PATCH", &path), &json!({ "enabled": false }), 200).await;
    world.sandbox.aws.heal(Service::Sqs);
    world.later(Duration::from_mins(2)).await;
    world.until("it waits", async || is_left_for_later(&world).await).await;
    world.later(Duration::from_hours(7 * 24)).await;
    world.until("it has ended", async || world.is_quiet().await).await;
}

#[tokio::test]
async fn an_endpoint_that_is_changed_hears_of_the_next_event() {
    let world = World::start().await;
    world.receive((ALICE, "nobody hears it")).await;
    world.sandbox.drain_streams().await;
    let (endpoint, _) = world.endpoint(&["call.ended"]).await;
    world.receive((ALICE, "not wanted")).await;
    world.sandbox.drain_streams().await;
    let path = format!("/api/webhooks/{endpoint}");
    world.demo(("PATCH", &path), &json!({ "kinds": RECEIVED }), 200).await;
    world.receive((ALICE, "wanted")).await;
    world.until("one", async || world.server.texts() == ["wanted"]).await;
    world.demo(("PATCH", &path), &json!({ "enabled": false }), 200).await;
    world.receive((ALICE, "switched off")).await;
    world.sandbox.drain_streams().await;
    world.demo(("PATCH", &path), &json!({ "enabled": true }), 200).await;
    world.receive((ALICE, "switched on")).await;
    world.until("two", async || world.server.texts() == ["wanted", "switched on"]).await;
}

#[tokio::test]
async fn endpoints_are_read_once_for_all_events_of_a_batch() {
    let world = World::start().await;
    let app = world.sandbox.app("AnnounceFunction").unwrap();
    for number in 0..20 {
        world.receive((ALICE, &number.to_string())).await;
    }
    world.sandbox.drain_streams().await;
    let changes = world.sandbox.aws.streams().after("MessagesTable", 0, 100).unwrap();
    assert_eq!(changes.len(), 20);
    world.sandbox.aws.clear_calls();
    shared::lambda::worker::<Announce>(&app, json!({ "Records": changes })).await.unwrap();
    let calls = world.sandbox.aws.calls();
    assert_eq!(calls.iter().filter(|call| call.operation == "Query").count(), 1);
}
