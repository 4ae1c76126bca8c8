//! What cannot be completed is undone, whatever goes wrong meanwhile.

use std::time::Duration;

use http::Method;
use sandbox::aws::{Fault, Service};
use sandbox::demo::DEMO;
use serde_json::{Value, json};
use twilio_simulator::{AccountStatus, NewNumber, Resource, RestFault};

use crate::world::{LEASE, World, each};

/// Only one number has these digits.
fn only() -> Value {
    json!({ "area_code": "415", "contains": "4155550142" })
}

/// The newcomer has an account and has chosen a number, and its process dies before it buys that.
async fn dead_before_buying(world: &World, wish: &Value) {
    let aws = &world.sandbox.aws;
    aws.fail_next(Service::DynamoDb, "TransactWriteItems", 1, Fault::Slow(Duration::ZERO));
    aws.fail_next(Service::DynamoDb, "TransactWriteItems", 9, Fault::CutAfter);
    assert_eq!(world.provision(wish).await.status, 503);
    aws.heal(Service::DynamoDb);
    world.pass(LEASE);
}

/// Somebody else buys the number meanwhile.
async fn overtaken(world: &World, wish: &Value) {
    dead_before_buying(world, wish).await;
    let chosen = world.tenant().await.provisioning.unwrap().number.unwrap();
    let theirs = NewNumber {
        account_sid: DEMO.account_sid.to_owned(),
        phone_number: chosen.as_str().to_owned(),
        ..NewNumber::default()
    };
    world.sandbox.twilio.create_number(&theirs).unwrap();
}

#[tokio::test]
async fn a_number_that_somebody_else_has_bought_is_replaced() {
    let world = World::start().await;
    let wish = json!({ "area_code": "415" });
    overtaken(&world, &wish).await;
    let got = world.provision(&wish).await;
    assert_eq!((got.status, &got.body["nearest"]), (201, &json!(false)), "{got:?}");
    world.assert_provisioned("replaced").await;
}

#[tokio::test]
async fn when_nothing_else_is_offered_the_account_is_closed() {
    let world = World::start().await;
    overtaken(&world, &only()).await;
    let got = world.provision(&only()).await;
    assert_eq!((got.status, got.code()), (409, "no_numbers"), "{got:?}");
    assert_eq!(world.made_for(&world.newcomer()).len(), 1);
    world.assert_nothing_left("taken").await;

    assert_eq!(world.provision(&json!({})).await.status, 201);
    world.assert_provisioned("again").await;
}

#[tokio::test]
async fn undoing_is_resumed_too() {
    each(
        [
            (RestFault::TooManyRequests, 99),
            (RestFault::CutBefore, 99),
            (RestFault::ServerError, 1),
            (RestFault::ServerErrorAfter, 1),
            (RestFault::CutAfter, 1),
        ],
        async |(fault, times)| {
            let world = World::start().await;
            overtaken(&world, &only()).await;
            let (resource, method) = (Resource::Accounts, Some(Method::POST));
            world.sandbox.twilio.fail(twilio_simulator::Fault {
                resource,
                method,
                fault,
                times,
                skip: 0,
            });
            let got = world.provision(&only()).await;
            if times == 1 {
                assert_eq!((got.status, got.code()), (409, "no_numbers"), "{fault:?} {got:?}");
            } else {
                assert_eq!(got.status, 202, "{fault:?} {got:?}");
                assert_eq!(got.body["step"], "undo", "{fault:?}");
                world.sandbox.twilio.heal();
                world.sweep().await;
            }
            world.assert_nothing_left(&format!("{fault:?}")).await;
            let account = world.get(&world.newcomer()).await.body;
            assert_eq!(account["provisioning"]["failure"]["code"], "no_numbers", "{fault:?}");
        },
    )
    .await;
}

#[tokio::test]
async fn a_process_that_dies_while_undoing_is_replaced() {
    for (operation, before) in [("UpdateItem", 2), ("TransactWriteItems", 0)] {
        let world = World::start().await;
        overtaken(&world, &only()).await;
        let aws = &world.sandbox.aws;
        aws.fail_next(Service::DynamoDb, operation, before, Fault::Slow(Duration::ZERO));
        aws.fail_next(Service::DynamoDb, operation, 9, Fault::Down);
        let got = world.provision(&only()).await;
        assert_eq!(got.status, 503, "{operation} {got:?}");
        aws.heal(Service::DynamoDb);
        world.sweep().await;
        world.assert_nothing_left(operation).await;
    }
}

#[tokio::test]
async fn a_refused_purchase_is_undone_and_said() {
    let world = World::start().await;
    dead_before_buying(&world, &json!({})).await;
    let account = world.made_for(&world.newcomer()).remove(0).sid;
    world.sandbox.twilio.set_account_status(&account, AccountStatus::Suspended).unwrap();
    let got = world.provision(&json!({})).await;
    assert_eq!((got.status, got.code()), (422, "twilio_refused"), "{got:?}");
    assert!(got.body["error"]["twilio_code"].is_number(), "{got:?}");
    world.assert_nothing_left("refused").await;
}

#[tokio::test]
async fn without_room_for_another_account_nothing_is_bought() {
    let world = World::start().await;
    world.sandbox.twilio.limit_subaccounts(0);
    let got = world.provision(&json!({})).await;
    assert_eq!((got.status, got.code()), (422, "twilio_refused"), "{got:?}");
    assert!(world.made_for(&world.newcomer()).is_empty());
    world.assert_nothing_left("limit").await;
    world.sandbox.twilio.limit_subaccounts(1_000);
    assert_eq!(world.provision(&json!({})).await.status, 201);
}
