//! How many numbers a tenant may have.

use futures::future::join_all;
use sandbox::demo::DEMO;
use serde_json::json;
use twilio_simulator::{Fault, Resource, RestFault};

use crate::world::{Got, NEW, World, any};

/// Seconds that a purchase is left to the request that is at it.
const LEASE: u64 = 20;
const OVER: (u16, &str, Option<&str>) = (409, "too_many_numbers", None);

async fn buy(world: &World, key: Option<&str>) -> Got {
    world.purchase_as(NEW.tenant_id, key, &any(415)).await
}

/// Asks again, alone, for what a busy machine did not end in time: once nobody is at it any more.
async fn settle(world: &World, key: &str, mut got: Got) -> Got {
    for _ in 0..10 {
        if ![429, 503].contains(&got.status) {
            break;
        }
        world.pass(LEASE + 1);
        got = buy(world, Some(key)).await;
    }
    got
}

#[tokio::test]
async fn fifty_at_once_are_never_more_than_the_limit() {
    let world = World::with(&[("NumbersPerTenant", "5")]).await;
    world.offer(415, 60);
    let keys: Vec<_> = (0..50).map(|index| format!("key-{index}")).collect();
    let at_once = join_all(keys.iter().map(|key| buy(&world, Some(key)))).await;
    let mut got = Vec::new();
    for (key, first) in keys.iter().zip(at_once) {
        got.push(settle(&world, key, first).await);
    }
    let bought = got.iter().filter(|got| got.status == 201).count();
    let over = got.iter().filter(|got| got.refusal() == OVER).count();
    assert_eq!((bought, over), (5, 45), "{got:?}");
    assert_eq!(world.bought(&NEW).len(), 5);
    assert_eq!(buy(&world, None).await.refusal(), OVER);
    let message =
        got.iter().find(|got| got.status == 409).unwrap().body["error"]["message"].clone();
    assert_eq!(message, "the tenant has as many numbers as it may have");
    world.pass(600);
    world.sweep().await;
    assert_eq!(buy(&world, None).await.refusal(), OVER, "they are listed, and no longer under way");
}

#[tokio::test]
async fn whatever_the_tenant_has_counts_and_what_it_gives_back_does_not() {
    let world = World::with(&[("NumbersPerTenant", "3")]).await;
    let first = world.purchase(None, &any(415)).await;
    assert_eq!((DEMO.numbers.len(), first.status), (2, 201));
    assert_eq!(world.purchase(None, &any(415)).await.refusal(), OVER);
    assert_eq!(world.delete(first.number()).await.status, 200);
    assert_eq!(world.purchase(Some("again"), &any(415)).await.status, 201);
    assert_eq!(world.purchase(Some("again"), &any(415)).await.status, 201, "a repeat");
    assert_eq!(world.purchase(None, &any(415)).await.refusal(), OVER);
}

#[tokio::test]
async fn what_was_not_bought_does_not_count_and_what_may_have_been_does() {
    let world = World::with(&[("NumbersPerTenant", "1")]).await;
    let foreign = json!({ "phone_number": "+442079460042" });
    assert_eq!(world.purchase_as(NEW.tenant_id, None, &foreign).await.status, 422);
    let fail = |fault| {
        world.sandbox.twilio.fail(Fault {
            resource: Resource::Numbers,
            method: None,
            fault,
            times: 99,
            skip: 0,
        });
    };
    fail(RestFault::TooManyRequests);
    assert_eq!(buy(&world, None).await.status, 429);
    world.sandbox.twilio.heal();
    fail(RestFault::CutAfter);
    assert_eq!(buy(&world, Some("lost")).await.status, 503);
    assert_eq!(buy(&world, None).await.refusal(), OVER);
    world.sandbox.twilio.heal();
    assert_eq!(buy(&world, Some("lost")).await.status, 201);
    assert_eq!(world.bought(&NEW).len(), 1);
}

#[tokio::test]
async fn identical_requests_at_the_limit_are_one_number() {
    let world = World::with(&[("NumbersPerTenant", "1")]).await;
    world.offer(415, 10);
    let got = join_all((0..10).map(|_| buy(&world, Some("key")))).await;
    assert!(got.iter().all(|got| [201, 409, 503].contains(&got.status)), "{got:?}");
    assert_eq!(buy(&world, Some("key")).await.status, 201);
    assert_eq!((world.bought(&NEW).len(), buy(&world, None).await.refusal()), (1, OVER));
}
