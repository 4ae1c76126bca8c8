//! Provisioning goes wrong at every step and is resumed: there is never a second account or number.

use std::time::Duration;

use futures::future::join;
use http::Method;
use sandbox::aws::{Fault, Service};
use serde_json::json;
use twilio_simulator::{Resource, RestFault};

use crate::world::{LEASE, World, each, each_newcomer};

/// What Twilio is asked for, in order.
const ASKED: [(Resource, Method); 3] = [
    (Resource::Search, Method::GET),
    (Resource::Accounts, Method::POST),
    (Resource::Numbers, Method::POST),
];
/// What is written, in order, with how many calls of its kind come before.
const WRITTEN: [(Service, &str, usize); 6] = [
    (Service::DynamoDb, "TransactWriteItems", 0),
    (Service::DynamoDb, "UpdateItem", 0),
    (Service::Kms, "Encrypt", 0),
    (Service::DynamoDb, "TransactWriteItems", 1),
    (Service::DynamoDb, "UpdateItem", 1),
    (Service::DynamoDb, "TransactWriteItems", 2),
];
/// More tries than anything makes.
const ALL: usize = 9;

fn fail(world: &World, (resource, method): &(Resource, Method), fault: RestFault, times: usize) {
    let (resource, method) = (*resource, Some(method.clone()));
    world.sandbox.twilio.fail(twilio_simulator::Fault { resource, method, fault, times, skip: 0 });
}

/// Asks until it is done, as a website does.
async fn insist(world: &World, case: &str) {
    for _ in 0..5 {
        let got = world.provision(&json!({ "area_code": "415" })).await;
        match got.status {
            200 | 201 => return,
            202 => assert_eq!(got.body["status"], "provisioning", "{case}: {got:?}"),
            503 => {}
            _ => panic!("{case}: {got:?}"),
        }
        world.pass(LEASE);
    }
    panic!("{case}: it is never done");
}

#[tokio::test]
async fn one_fault_at_twilio_is_survived() {
    let cases = ASKED.iter().flat_map(|asked| RestFault::FAILURES.map(|fault| (asked, fault)));
    each_newcomer(cases.collect(), async |world, (asked, fault)| {
        let case = format!("{asked:?} {fault:?}");
        fail(world, asked, fault, 1);
        insist(world, &case).await;
        world.assert_provisioned(&case).await;
    })
    .await;
}

#[tokio::test]
async fn while_twilio_is_down_it_is_under_way_and_the_sweeper_ends_it() {
    each(ASKED.iter().zip(["search", "account", "number"]), async |(asked, step)| {
        let world = World::start().await;
        let case = format!("{asked:?}");
        fail(&world, asked, RestFault::CutBefore, 1_000);
        let got = world.provision(&json!({ "area_code": "415" })).await;
        assert_eq!(got.status, 202, "{case}: {got:?}");
        let expected =
            json!({ "status": "provisioning", "step": step, "requested_area_code": "415" });
        assert_eq!(got.body, expected, "{case}");
        assert_eq!(world.get(&world.newcomer()).await.body["status"], "provisioning", "{case}");
        world.sandbox.twilio.heal();
        world.sweep().await;
        world.assert_provisioned(&case).await;
    })
    .await;
}

#[tokio::test]
async fn a_run_that_dies_is_finished_by_the_next_request() {
    let faults = [Fault::Down, Fault::CutAfter];
    let cases = WRITTEN.iter().flat_map(|written| faults.map(|fault| (written, fault)));
    each_newcomer(cases.collect(), async |world, (written, fault)| {
        let case = format!("{written:?} {fault:?}");
        kill(world, *written, fault).await;
        world.pass(LEASE);
        insist(world, &case).await;
        world.assert_provisioned(&case).await;
    })
    .await;
}

#[tokio::test]
async fn a_run_that_dies_is_finished_by_the_sweeper() {
    each_newcomer(WRITTEN[1..].to_vec(), async |world, written| {
        kill(world, written, Fault::Down).await;
        world.sweep().await;
        world.assert_provisioned(&format!("{written:?}")).await;
    })
    .await;
}

/// Nothing works any more from a certain call on.
async fn kill(world: &World, (service, operation, before): (Service, &str, usize), fault: Fault) {
    let aws = &world.sandbox.aws;
    aws.fail_next(service, operation, before, Fault::Slow(Duration::ZERO));
    aws.fail_next(service, operation, ALL, fault);
    let got = world.provision(&json!({ "area_code": "415" })).await;
    aws.heal(service);
    assert_eq!(got.status, 503, "{operation} {before} {fault:?}: {got:?}");
}

#[tokio::test]
async fn two_runs_never_go_on_at_once() {
    let world = World::start().await;
    fail(&world, &ASKED[1], RestFault::Slow(2_000), 1);
    let wish = json!({ "area_code": "415" });
    let second = async {
        let is_asked = async || !world.sandbox.twilio.requests().is_empty();
        sandbox::until("a request to Twilio", is_asked).await;
        world.sandbox.tick("SweeperFunction").await.unwrap();
        world.provision(&wish).await
    };
    let (first, second) = join(world.provision(&wish), second).await;
    assert_eq!((first.status, second.status), (201, 201), "{first:?} {second:?}");
    assert_eq!(first.body, second.body);
    world.assert_provisioned("at once").await;
}
