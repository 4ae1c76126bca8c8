//! When AWS or the way to Twilio is down: nobody is called twice, and nobody waits for long.

use std::time::{Duration, Instant};

use axum::Router;
use outbound_call::OutboundCall;
use reqwest::Method;
use sandbox::aws::{Fault, Service};
use sandbox::{Sandbox, Setup};
use serde_json::{Value, json};

use crate::{LEAD, World, placed};

#[tokio::test]
async fn without_dynamodb_or_kms_nobody_is_called() {
    for service in [Service::DynamoDb, Service::Kms] {
        let world = World::start(vec![placed()]).await;
        world.sandbox.aws.fail(service, Fault::Down);
        let got = world.make(Some("key"), &json!({ "to": LEAD })).await;
        assert_eq!((got.status, got.retry_after.as_deref()), (503, Some("5")), "{service:?}");
        assert_eq!(world.asked(), 0);
        world.sandbox.aws.heal(service);
        assert_eq!(world.make(Some("key"), &json!({ "to": LEAD })).await.status, 201);
        assert_eq!(world.asked(), 1);
    }
}

#[tokio::test]
async fn a_lost_answer_of_dynamodb_doubles_nothing() {
    let world = World::start(vec![placed()]).await;
    world.sandbox.aws.fail_next(Service::DynamoDb, "TransactWriteItems", 1, Fault::CutAfter);
    let got = world.make(Some("key"), &json!({ "to": LEAD })).await;
    assert_eq!((got.status, world.asked()), (201, 1), "{got:?}");
    world.sandbox.only_record("CallsTable").await.unwrap();
}

#[tokio::test]
async fn without_a_way_to_twilio_nothing_is_left_behind() {
    // Bound, so that nobody else gets the port, and not listening.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let closed = socket.local_addr().unwrap();
    let setup = Setup { twilio_api: Some(format!("http://{closed}")), ..Setup::default() };
    let functions = vec![sandbox::api::<OutboundCall>()];
    let sandbox = Sandbox::with(setup, functions, Router::new()).await.unwrap();
    let started = Instant::now();
    let response = sandbox
        .request("demo", Method::POST, "/api/twilio/calls/make")
        .body(json!({ "to": LEAD, "say": "hi" }).to_string())
        .send()
        .await
        .unwrap();
    assert!(started.elapsed() < Duration::from_secs(10), "the function has 10 s");
    assert_eq!(
        (response.status().as_u16(), &response.headers()["retry-after"]),
        (503, &"5".parse().unwrap())
    );
    assert_eq!(sandbox.records("CallsTable").await.unwrap(), Vec::<Value>::new());
}
