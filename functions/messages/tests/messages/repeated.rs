//! One key is one message.

use futures::future::join_all;
use serde_json::json;

use crate::{CUSTOMER, Got, OWN, World, later, text};

async fn send(world: &World, tenant: &str, body: &serde_json::Value) -> Got {
    world.keyed(("POST", "/api/messages"), body, (tenant, Some("key"))).await
}

#[tokio::test]
async fn the_same_key_is_answered_from_the_record() {
    let world = World::start().await;
    let first = send(&world, "demo", &text("once")).await;
    world.pass(1_000);
    let second =
        send(&world, "demo", &json!({ "body": "once", "to": CUSTOMER, "from": null })).await;
    assert_eq!((first.status, &first), (202, &second));
    assert_eq!((world.messages().await.len(), world.queued()), (1, 1));

    let other = send(&world, "demo", &text("another")).await;
    assert_eq!(other.error(), (409, "idempotency_key_reused", ""));
    assert_eq!(send(&world, "other", &text("once")).await.status, 202);
    assert_eq!(world.messages().await.len(), 2);
}

#[tokio::test]
async fn identical_requests_at_once_are_one_message() {
    let world = World::start().await;
    let body = text("x");
    let all = join_all((0..8).map(|_| send(&world, "demo", &body))).await;
    assert!(all.iter().all(|got| *got == all[0] && got.status == 202), "{all:?}");
    assert_eq!((world.messages().await.len(), world.jobs().await.len()), (1, 1));
}

#[tokio::test]
async fn a_repeat_is_answered_though_its_request_would_be_refused_by_now() {
    let world = World::start().await;
    let body = later(60_000);
    let first = send(&world, "demo", &body).await;
    world.pass(120_000);
    world.suspend(sandbox::demo::DEMO.account_sid).await;
    assert_eq!(send(&world, "demo", &body).await, first);
    assert_eq!(first.body["from_number"], OWN);
}

#[tokio::test]
async fn without_a_key_each_request_is_a_message() {
    let world = World::start().await;
    world.send(&text("twice")).await;
    world.send(&text("twice")).await;
    assert_eq!(world.messages().await.len(), 2);
}
