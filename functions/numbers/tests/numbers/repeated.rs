//! One key is one purchase, whatever happens to requests and answers.

use futures::future::join_all;
use sandbox::demo::{DEMO, OTHER};
use serde_json::json;
use twilio_simulator::{Resource, RestFault};

use crate::world::{World, any};

const KEY: Option<&str> = Some("7d9f-key");

#[tokio::test]
async fn identical_requests_at_once_are_one_purchase() {
    let world = World::start().await;
    world.sandbox.twilio.fail_next(Resource::Numbers, RestFault::Slow(300));
    let body = any(415);
    let got = join_all((0..6).map(|_| world.purchase(KEY, &body))).await;
    for one in &got {
        assert_eq!((one.status, one), (201, &got[0]));
    }
    assert_eq!((world.bought(&DEMO).len(), world.purchases()), (1, 1));
    assert_eq!(world.records().await.len(), 1);
}

/// The first answer was lost on its way to the website, which asks again: soon, or much later.
#[tokio::test]
async fn a_repeat_gets_the_same_answer_and_no_second_number() {
    let world = World::start().await;
    let first = world.purchase(KEY, &any(415)).await;
    assert_eq!(first.status, 201);
    assert_eq!(world.purchase(KEY, &json!({ "sms": null, "area_code": "415" })).await, first);
    for _ in 0..3 {
        world.pass(3_600);
        world.sweep().await;
        assert_eq!(world.purchase(KEY, &any(415)).await, first);
    }
    assert_eq!(world.jobs().await.len(), 0, "the purchase itself is forgotten");
    assert_eq!((world.bought(&DEMO).len(), world.purchases()), (1, 1));
}

#[tokio::test]
async fn a_purchase_that_has_ended_is_no_overdue_job() {
    let world = World::start().await;
    world.purchase(KEY, &any(415)).await;
    world.pass(299);
    assert_eq!((world.sweep().await, world.jobs().await.len()), (0, 1));
    world.pass(1);
    assert_eq!((world.sweep().await, world.jobs().await.len()), (1, 0));
}

#[tokio::test]
async fn a_key_of_another_request_is_a_conflict() {
    let world = World::start().await;
    world.purchase(KEY, &any(415)).await;
    let conflict = (409, "idempotency_key_reused", None);
    assert_eq!(world.purchase(KEY, &any(212)).await.refusal(), conflict);
    world.pass(3_600);
    world.sweep().await;
    assert_eq!(world.purchase(KEY, &any(212)).await.refusal(), conflict);
    assert_eq!(world.purchases(), 1);
}

#[tokio::test]
async fn another_tenants_key_is_another_purchase() {
    let world = World::start().await;
    let mine = world.purchase(KEY, &any(415)).await;
    let theirs = world.purchase_as(OTHER.tenant_id, KEY, &any(415)).await;
    assert_eq!((mine.status, theirs.status), (201, 201));
    assert_ne!(mine.number(), theirs.number());
    assert_eq!((world.bought(&DEMO).len(), world.bought(&OTHER).len()), (1, 1));
}

#[tokio::test]
async fn without_a_key_every_request_is_another_purchase() {
    let world = World::start().await;
    let (one, two) = (world.purchase(None, &any(415)).await, world.purchase(None, &any(415)).await);
    assert_ne!(one.number(), two.number());
    assert_eq!(world.bought(&DEMO).len(), 2);
}

#[tokio::test]
async fn a_number_that_was_given_back_is_not_bought_again_by_a_repeat() {
    let world = World::start().await;
    let got = world.purchase(KEY, &any(415)).await;
    assert_eq!(world.delete(got.number()).await.status, 200);
    assert_eq!(world.purchase(KEY, &any(415)).await.refusal(), (409, "released", None));
    assert_eq!(world.purchases(), 1);
}
