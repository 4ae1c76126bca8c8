//! What is told is on a bus of `EventBridge`, too, if the template names one.

use std::collections::BTreeSet;

use sandbox::Setup;
use sandbox::aws::{Fault, Service};
use serde_json::{Value, json};

use crate::World;

const BUS: &str = "patchbay-events";

async fn with_bus() -> World {
    World::with(Setup::with(&[("EventBusName", BUS)])).await
}

fn details(world: &World) -> Vec<Value> {
    world.sandbox.aws.bus().events().into_iter().map(|event| event["detail"].clone()).collect()
}

/// The ids of these events, and that each is there once.
fn ids(events: &[Value]) -> BTreeSet<String> {
    let ids: BTreeSet<_> = events.iter().map(|event| event["id"].to_string()).collect();
    assert_eq!(ids.len(), events.len(), "{events:?}");
    ids
}

async fn table(world: &World, cursor: &str) -> Vec<Value> {
    world.after("demo", cursor).await["items"].as_array().unwrap().clone()
}

fn requests(world: &World) -> usize {
    let calls = world.sandbox.aws.calls();
    calls.iter().filter(|call| call.service == Service::EventBridge).count()
}

#[tokio::test]
async fn the_bus_has_what_the_table_has() {
    let world = with_bus().await;
    let cursor = world.cursor().await;
    for number in 0..25 {
        world.receive(&number.to_string()).await;
    }
    let told = table(&world, &cursor).await;
    let put = world.sandbox.aws.bus().events();
    for event in &put {
        assert_eq!(event["source"], "patchbay");
        assert_eq!(event["detail-type"], event["detail"]["type"]);
        assert_eq!(event["detail"]["tenant_id"], "demo");
        let mut detail = event["detail"].clone();
        detail.as_object_mut().unwrap().remove("tenant_id");
        assert!(told.contains(&detail), "{detail}");
    }
    assert_eq!(ids(&details(&world)), ids(&told));
    assert!(requests(&world) < put.len() / 2, "up to ten with one request");
    let texts = details(&world).into_iter().filter(|event| event["type"] == "message.received");
    let texts: Vec<_> = texts.map(|event| event["data"]["body"].clone()).collect();
    assert_eq!(texts, (0..25).map(|number| json!(number.to_string())).collect::<Vec<_>>());
}

#[tokio::test]
async fn entries_that_are_not_taken_are_put_again_alone() {
    let world = with_bus().await;
    let cursor = world.cursor().await;
    for number in 0..4 {
        world.receive(&number.to_string()).await;
    }
    world.sandbox.aws.bus().fail_entries(2);
    let told = table(&world, &cursor).await;
    assert_eq!(ids(&details(&world)), ids(&told));
}

#[tokio::test]
async fn a_bus_that_fails_for_a_moment_has_it_all_the_same() {
    let world = with_bus().await;
    let cursor = world.cursor().await;
    let busy = Fault::Refuse { status: 500, code: "InternalException" };
    for fault in [busy, Fault::Down] {
        world.sandbox.aws.fail_next(Service::EventBridge, "PutEvents", 1, fault);
    }
    world.receive("late").await;
    let told = table(&world, &cursor).await;
    assert_eq!(ids(&details(&world)), ids(&told));
}

/// Lambda brings the batch again, of which nothing else was told.
#[tokio::test]
async fn what_the_bus_refuses_is_brought_again() {
    let world = with_bus().await;
    let cursor = world.cursor().await;
    let refused = Fault::Refuse { status: 400, code: "AccessDeniedException" };
    world.sandbox.aws.fail_next(Service::EventBridge, "PutEvents", 1, refused);
    world.receive("brought again").await;
    assert_eq!(table(&world, &cursor).await.len(), 2, "the batch of one table is refused");
    let told = table(&world, &cursor).await;
    assert_eq!(ids(&told).len(), 3, "each once");
    assert_eq!(ids(&details(&world)), ids(&told));
}

#[tokio::test]
async fn without_a_bus_nothing_is_put_on_one() {
    let world = World::start().await;
    let cursor = world.cursor().await;
    world.receive("hello").await;
    assert_eq!(table(&world, &cursor).await.len(), 3);
    assert_eq!((requests(&world), details(&world)), (0, Vec::new()));
}

/// The sandbox checks what AWS checks.
#[tokio::test]
async fn a_request_that_is_not_signed_is_refused() {
    let world = with_bus().await;
    let entry = json!({ "EventBusName": BUS, "Source": "x", "DetailType": "x", "Detail": "{}" });
    let request = reqwest::Client::new()
        .post(world.sandbox.aws.endpoint())
        .header("x-amz-target", "AWSEvents.PutEvents")
        .body(json!({ "Entries": [entry] }).to_string());
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 400);
    assert!(answer.text().await.unwrap().contains("InvalidSignatureException"));
    assert_eq!(details(&world), Vec::<Value>::new());
}
