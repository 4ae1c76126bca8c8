//! What happens while a server does not take events.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::{Value, json};

use crate::world::World;

const RECEIVED: &[&str] = &["message.received"];
const ALICE: &str = "+15550190001";
const BOB: &str = "+15550190002";
const MINUTE: Duration = Duration::from_mins(1);

#[tokio::test]
async fn after_an_hour_all_is_told_in_order_and_nothing_twice() {
    let world = World::start().await;
    world.endpoint(&[]).await;
    world.server.is(503);
    let people = ["+15550190001", "+15550190002", "+15550190003"];
    for minute in 0..60 {
        if minute % 6 == 0 {
            for person in people {
                world.receive((person, &format!("{person} {minute:02}"))).await;
            }
            world.sandbox.drain_streams().await;
        }
        world.later(MINUTE).await;
        world.until("workers rest", async || world.sandbox.running("DeliverFunction") == 0).await;
    }
    assert!(world.server.taken().is_empty());
    world.server.is(204);
    for _ in 0..60 * 24 {
        if world.is_quiet().await {
            break;
        }
        world.later(10 * MINUTE).await;
        world.until("workers rest", async || world.sandbox.running("DeliverFunction") == 0).await;
    }
    let taken = world.server.taken();
    let ids: BTreeSet<_> = taken.iter().map(|event| event["id"].to_string()).collect();
    assert_eq!(ids.len(), taken.len(), "nothing twice");
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for text in world.server.texts() {
        told.entry(text[..12].to_owned()).or_default().push(text);
    }
    for person in people {
        let expected: Vec<_> =
            (0..60).step_by(6).map(|minute| format!("{person} {minute:02}")).collect();
        assert_eq!(told[person], expected);
    }
    let deliveries = world.sandbox.records("DeliveriesTable").await.unwrap();
    let threads = taken.iter().filter(|event| event["type"] == "thread.updated").count();
    assert_eq!(deliveries.len(), taken.len());
    assert_eq!(threads, 27, "and all other events");
}

#[tokio::test]
async fn one_event_that_is_not_taken_holds_back_its_own_conversation_alone() {
    let world = World::start().await;
    let (endpoint, _) = world.endpoint(RECEIVED).await;
    world.server.answers(|event| match event["data"]["body"].as_str() {
        Some("bad") => (500, "a".repeat(300) + "b"),
        _ => (200, String::new()),
    });
    world.receive((ALICE, "bad")).await;
    world.receive((ALICE, "good")).await;
    world.receive((BOB, "other")).await;
    world.until("the other one", async || world.server.texts() == ["other"]).await;
    let failing = |one: &Value| one["tries"] != 0;
    let waiting = world.deliveries(&endpoint, "?status=pending").await;
    world
        .until("a try", async || {
            world.deliveries(&endpoint, "?status=pending").await.iter().any(failing)
        })
        .await;
    assert_eq!(waiting.len(), 2, "{waiting:?}");
    let waiting = world.deliveries(&endpoint, "?status=pending").await;
    let bad = waiting.iter().find(|one| failing(one)).unwrap();
    assert_eq!(bad["response_status"], 500);
    assert_eq!(bad["response_body"], "a".repeat(256), "so much of it and no more");
    // Eight tries in a day, then the conversation goes on.
    for _ in 0..60 {
        world.later(30 * MINUTE).await;
        world.until("workers rest", async || world.sandbox.running("DeliverFunction") == 0).await;
        if world.is_quiet().await {
            break;
        }
    }
    assert_eq!(world.server.texts(), ["other", "good"]);
    let bad = world.server.posts().iter().filter(|post| post.status == 500).count();
    assert_eq!(bad, 8);
    let failed = world.deliveries(&endpoint, "?status=failed").await;
    assert_eq!((failed.len(), &failed[0]["tries"]), (1, &json!(8)));
    assert_eq!(world.deliveries(&endpoint, "?status=delivered").await.len(), 2);
    assert_eq!(world.shown(&endpoint).await["failing_since"], Value::Null, "it has taken others");
}

#[tokio::test]
async fn a_server_that_fails_for_five_days_is_switched_off() {
    let world = World::start().await;
    let (endpoint, _) = world.endpoint(RECEIVED).await;
    world.server.is(500);
    for day in 0..6 {
        world.receive((ALICE, &format!("{day}"))).await;
        world.sandbox.drain_streams().await;
        for _ in 0..8 {
            world.later(180 * MINUTE).await;
            world
                .until("workers rest", async || world.sandbox.running("DeliverFunction") == 0)
                .await;
        }
    }
    let shown = world.shown(&endpoint).await;
    assert_eq!((&shown["enabled"], &shown["disabled_reason"]), (&json!(false), &json!("failing")));
    let asked = world.server.posts().len();
    world.receive((ALICE, "unheard")).await;
    world.sandbox.drain_streams().await;
    world.later(MINUTE).await;
    world.until("the lanes are empty", async || world.is_quiet().await).await;
    assert_eq!(world.server.posts().len(), asked, "nothing more is asked");
    let path = format!("/api/webhooks/{endpoint}/test");
    let tested = world.demo(("POST", &path), &Value::Null, 409).await;
    assert_eq!(tested["error"]["code"], "webhook_switched_off");
    // Its owner mends it.
    world.server.is(200);
    let path = format!("/api/webhooks/{endpoint}");
    let on = world.demo(("PATCH", &path), &json!({ "enabled": true }), 200).await;
    assert_eq!((&on["enabled"], &on["failing_since"]), (&json!(true), &Value::Null));
    world.pass(MINUTE);
    world.receive((ALICE, "heard")).await;
    world.until("it is heard", async || world.server.texts() == ["heard"]).await;
}

#[tokio::test]
async fn a_server_that_is_gone_is_switched_off_at_once() {
    let world = World::start().await;
    let (endpoint, _) = world.endpoint(RECEIVED).await;
    world.server.is(410);
    world.receive((ALICE, "one")).await;
    world.until("it is off", async || world.shown(&endpoint).await["enabled"] == false).await;
    assert_eq!(world.shown(&endpoint).await["disabled_reason"], "gone");
    world.receive((ALICE, "two")).await;
    world.sandbox.drain_streams().await;
    world.until("the lanes are empty", async || world.is_quiet().await).await;
    assert_eq!(world.server.posts().len(), 1);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let world = World::start().await;
    let (endpoint, _) = world.endpoint(RECEIVED).await;
    world.server.is(302);
    world.receive((ALICE, "one")).await;
    world.until("a try", async || world.server.posts().len() == 1).await;
    world
        .until("it is written", async || {
            world.deliveries(&endpoint, "").await[0]["response_status"] == 302
        })
        .await;
    assert_eq!(world.deliveries(&endpoint, "").await[0]["status"], "pending");
}

/// A thousand conversations do not mean a thousand requests to a server that is down.
#[tokio::test]
async fn a_server_that_is_down_is_asked_seldom() {
    let world = World::start().await;
    let (endpoint, _) = world.endpoint(RECEIVED).await;
    world.server.is(500);
    for number in 0..40 {
        world.receive((&format!("+155501901{number:02}"), "hello")).await;
    }
    world.sandbox.drain_streams().await;
    for _ in 0..10 {
        world.later(MINUTE).await;
        world.until("workers rest", async || world.sandbox.running("DeliverFunction") == 0).await;
    }
    let tries: i64 = world
        .deliveries(&endpoint, "?limit=200")
        .await
        .iter()
        .map(|one| one["tries"].as_i64().unwrap())
        .sum();
    let asked = world.server.posts().len();
    assert!(tries >= 120, "{tries}");
    assert!(asked < 80, "{asked} of {tries} tries have asked");
}
