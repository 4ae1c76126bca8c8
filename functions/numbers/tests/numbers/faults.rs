//! Whatever fails on the way: in the end the number was bought once, or not at all and that was said.

use http::Method;
use sandbox::aws::{Fault, Service};
use sandbox::demo::DEMO;
use sandbox::until;
use serde_json::json;
use twilio_simulator::{Fault as TwilioFault, Resource, RestFault};

use crate::world::{Got, World, any};

const KEY: Option<&str> = Some("key");

/// Asks with one key until there is a number, with time between, and says how often.
async fn insist(world: &World) -> (Got, usize) {
    for tries in 1..=5 {
        let got = world.purchase(KEY, &any(415)).await;
        if got.status == 201 {
            return (got, tries);
        }
        assert!(matches!(got.status, 429 | 503) && got.retry_after.is_some(), "{got:?}");
        world.pass(25);
    }
    panic!("it was never bought");
}

async fn assert_bought_once(world: &World, got: &Got) {
    let [number] = world.bought(&DEMO).try_into().unwrap();
    world.assert_set_up(&number);
    assert_eq!(got.number(), number.phone_number);
    let [record] = world.records().await.try_into().unwrap();
    assert_eq!(record["number_sid"], json!(number.sid));
    assert_eq!(&world.purchase(KEY, &any(415)).await, got);
    for _ in 0..3 {
        world.pass(600);
        world.sweep().await;
    }
    assert_eq!((world.jobs().await.len(), world.bought(&DEMO).len()), (0, 1));
}

fn fault(resource: Resource, method: Method, fault: RestFault, times: usize) -> TwilioFault {
    TwilioFault { resource, method: Some(method), fault, times, skip: 0 }
}

#[tokio::test]
async fn a_request_to_twilio_that_fails_once_does_not_stop_a_purchase() {
    for failing in RestFault::FAILURES {
        let world = World::start().await;
        world.sandbox.twilio.fail(fault(Resource::Numbers, Method::POST, failing, 1));
        let (got, tries) = insist(&world).await;
        assert_eq!(tries, 1, "{failing:?}");
        assert_bought_once(&world, &got).await;
    }
}

/// Neither can be bought nor looked up, for as long as the first request lasts.
#[tokio::test]
async fn a_twilio_that_is_down_for_long_sells_one_number_when_it_is_back() {
    for failing in RestFault::FAILURES {
        let world = World::start().await;
        world.sandbox.twilio.fail(fault(Resource::Numbers, Method::POST, failing, 50));
        world.sandbox.twilio.fail(fault(Resource::Numbers, Method::GET, failing, 50));
        let got = world.purchase(KEY, &any(415)).await;
        assert!(matches!(got.status, 429 | 503), "{failing:?}: {got:?}");
        world.sandbox.twilio.heal();
        let (got, _) = insist(&world).await;
        assert_bought_once(&world, &got).await;
    }
}

/// Nobody asks again: what may have been bought is brought to its end all the same.
#[tokio::test]
async fn the_sweeper_ends_what_nobody_knows_of() {
    for failing in [RestFault::ServerError, RestFault::ServerErrorAfter, RestFault::CutAfter] {
        let world = World::start().await;
        world.sandbox.twilio.fail(fault(Resource::Numbers, Method::POST, failing, 50));
        world.sandbox.twilio.fail(fault(Resource::Numbers, Method::GET, failing, 50));
        assert_eq!(world.purchase(KEY, &any(415)).await.status, 503, "{failing:?}");
        world.sandbox.twilio.heal();
        assert_eq!(world.sweep().await, 1, "{failing:?}");
        let got = world.purchase(KEY, &any(415)).await;
        assert_eq!(got.status, 201, "{failing:?}: {got:?}");
        assert_bought_once(&world, &got).await;
    }
}

#[tokio::test]
async fn what_was_certainly_not_bought_is_forgotten() {
    for failing in [RestFault::TooManyRequests] {
        let world = World::start().await;
        world.sandbox.twilio.fail(fault(Resource::Numbers, Method::POST, failing, 50));
        let got = world.purchase(KEY, &any(415)).await;
        assert_eq!((got.status, got.retry_after.as_deref()), (429, Some("2")));
        assert_eq!(world.jobs().await.len(), 0);
        world.sandbox.twilio.heal();
        world.pass(600);
        assert_eq!(world.sweep().await, 0);
        assert_eq!(world.bought(&DEMO).len(), 0);
        let (got, _) = insist(&world).await;
        assert_bought_once(&world, &got).await;
    }
}

#[tokio::test]
async fn without_a_search_nothing_is_begun() {
    for (failing, status) in [(RestFault::TooManyRequests, 429), (RestFault::CutAfter, 503)] {
        let world = World::start().await;
        world.sandbox.twilio.fail_next(Resource::Search, failing);
        assert_eq!(world.purchase(KEY, &any(415)).await.status, status, "{failing:?}");
        assert_eq!((world.jobs().await.len(), world.purchases()), (0, 0));
        let (got, _) = insist(&world).await;
        assert_bought_once(&world, &got).await;
    }
}

#[tokio::test]
async fn without_dynamodb_or_kms_nothing_is_bought() {
    for service in [Service::DynamoDb, Service::Kms] {
        let world = World::start().await;
        world.sandbox.aws.fail(service, Fault::Down);
        let got = world.purchase(KEY, &any(415)).await;
        assert_eq!((got.status, got.retry_after.as_deref()), (503, Some("5")), "{service:?}");
        assert_eq!(world.purchases(), 0);
        world.sandbox.aws.heal(service);
        let (got, _) = insist(&world).await;
        assert_bought_once(&world, &got).await;
    }
}

/// Each of the two transactions: that it begins, and that it was bought.
#[tokio::test]
async fn a_lost_answer_of_dynamodb_doubles_nothing() {
    for times in [1, 2] {
        let world = World::start().await;
        let operation = "TransactWriteItems";
        world.sandbox.aws.fail_next(Service::DynamoDb, operation, times, Fault::CutAfter);
        let (got, _) = insist(&world).await;
        assert_bought_once(&world, &got).await;
    }
}

/// DynamoDB goes down while Twilio sells: a repeat brings it to an end, or the sweeper.
#[tokio::test]
async fn a_number_whose_record_could_not_be_written_is_not_lost() {
    for repeated in ["by the website", "by nobody"] {
        let world = World::start().await;
        world.sandbox.twilio.fail_next(Resource::Numbers, RestFault::Slow(1_500));
        let body = any(415);
        let (got, ()) = tokio::join!(world.purchase(KEY, &body), async {
            until("a number that is sold", async || !world.bought(&DEMO).is_empty()).await;
            world.sandbox.aws.fail(Service::DynamoDb, Fault::Down);
        });
        assert_eq!(got.status, 503, "{got:?}");
        world.sandbox.aws.heal(Service::DynamoDb);
        assert_eq!((world.bought(&DEMO).len(), world.records().await.len()), (1, 0));
        world.pass(25);
        if repeated == "by nobody" {
            assert_eq!(world.sweep().await, 1);
            assert_eq!(world.records().await.len(), 1);
        }
        let (got, _) = insist(&world).await;
        assert_bought_once(&world, &got).await;
    }
}
