//! What cannot be completed is undone, whatever goes wrong meanwhile.

use std::time::Duration;

use http::Method;
use sandbox::Setup;
use sandbox::aws::{Fault, Service};
use sandbox::demo::DEMO;
use sandbox::twilio::{self, NewNumber, Resource, RestFault};
use serde_json::{Value, json};

use crate::world::{LEASE, NEWCOMER, World};

/// Only one number has these digits.
fn only() -> Value {
    json!({ "area_code": "415", "contains": "4155550142" })
}

/// The newcomer's process dies before it buys the number, and somebody else is faster.
async fn overtaken(world: &World, wish: &Value) {
    let fault = RestFault::CutBefore;
    let (resource, method) = (Resource::Numbers, Some(Method::POST));
    world.sandbox.twilio.fail(twilio::Fault { resource, method, fault, times: 99, skip: 0 });
    assert_eq!(world.provision(wish).await.status, 202);
    world.sandbox.twilio.heal();
    let chosen = world.tenant().await.provisioning.unwrap().number.unwrap();
    let theirs = NewNumber {
        account_sid: DEMO.account_sid.to_owned(),
        phone_number: chosen.as_str().to_owned(),
        ..NewNumber::default()
    };
    world.sandbox.twilio.create_number(&theirs).unwrap();
    world.pass(LEASE);
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
    assert_eq!(world.made_for(NEWCOMER).len(), 1);
    world.assert_nothing_left("taken").await;

    assert_eq!(world.provision(&json!({})).await.status, 201);
    world.assert_provisioned("again").await;
}

#[tokio::test]
async fn undoing_is_resumed_too() {
    for fault in [
        RestFault::TooManyRequests,
        RestFault::ServerError,
        RestFault::ServerErrorAfter,
        RestFault::CutBefore,
        RestFault::CutAfter,
    ] {
        let world = World::start().await;
        overtaken(&world, &only()).await;
        let (resource, method) = (Resource::Accounts, Some(Method::POST));
        world.sandbox.twilio.fail(twilio::Fault { resource, method, fault, times: 99, skip: 0 });
        let got = world.provision(&only()).await;
        // An account that was closed shows in spite of the error.
        if got.status != 409 {
            assert_eq!((got.status, &got.body["step"]), (202, &json!("undo")), "{fault:?} {got:?}");
            world.sandbox.twilio.heal();
            world.sweep().await;
        }
        world.assert_nothing_left(&format!("{fault:?}")).await;
        let account = world.get(NEWCOMER).await.body;
        assert_eq!(account["provisioning"]["failure"]["code"], "no_numbers", "{fault:?}");
    }
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
    // Twilio takes no URL like this one.
    let public_url = Some("http://under_score.example".to_owned());
    let world = World::from(Setup { public_url, ..Setup::default() }).await;
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
    assert!(world.made_for(NEWCOMER).is_empty());
    world.assert_nothing_left("limit").await;
    world.sandbox.twilio.limit_subaccounts(1_000);
    assert_eq!(world.provision(&json!({})).await.status, 201);
}
