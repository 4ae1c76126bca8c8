//! What is logged of numbers, and what never is. Alone in its process: log events are switched on
//! and off for the whole process at once.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use axum::Router;
use http::Method;
use numbers::Numbers;
use sandbox::demo::DEMO;
use sandbox::{Lines, Sandbox, Setup};
use serde_json::json;
use sweeper::Sweeper;
use twilio_simulator::{Fault, Resource, RestFault};

const KEY: &str = "key-of-the-website";
const EXACT: &str = "+14155550142";
const NAME: &str = "A private name";

/// The status and the answer's text.
async fn ask(sandbox: &Sandbox, method: Method, path: &str, body: &str) -> (u16, String) {
    let request = sandbox.request(DEMO.tenant_id, method, path);
    let request = request.header("Idempotency-Key", format!("{KEY}{}", body.len()));
    let response = request.body(body.to_owned()).send().await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

#[tokio::test]
async fn numbers_are_logged_by_their_ids_alone() {
    let lines = Lines::listen(tracing::Level::INFO);
    let functions = vec![sandbox::api::<Numbers>(), sandbox::worker::<Sweeper>()];
    let sandbox = Sandbox::with(Setup::default(), functions, Router::new()).await.unwrap();
    let purchase = "/api/twilio/purchase-number";
    let numbers = format!("/api/numbers/{}", &EXACT[1..]);
    let mut answers = Vec::new();
    for (method, path, body, status) in [
        (Method::GET, "/api/twilio/available-numbers?near_number=%2B14155550142", "", 200),
        (
            Method::POST,
            purchase,
            &json!({ "phone_number": EXACT, "friendly_name": NAME }).to_string(),
            201,
        ),
        (Method::POST, purchase, r#"{"phone_number": "+442079460042"}"#, 422),
        (Method::POST, purchase, r#"{"+14155550142": 1}"#, 400),
        (Method::GET, &numbers, "", 200),
        (Method::PATCH, &numbers, r#"{"primary": true}"#, 200),
        (Method::DELETE, &numbers, "", 409),
        (Method::GET, "/api/numbers?check=true", "", 200),
    ] {
        let (got, answer) = ask(&sandbox, method, path, body).await;
        assert_eq!(got, status, "{path}: {answer}");
        answers.push(answer);
    }
    let (resource, fault) = (Resource::Numbers, RestFault::CutAfter);
    sandbox.twilio.fail(Fault { resource, method: None, fault, times: 99, skip: 0 });
    let (lost, _) = ask(&sandbox, Method::POST, purchase, r#"{"area_code": 415}"#).await;
    assert_eq!(lost, 503);
    sandbox.twilio.heal();
    sandbox.tick("SweeperFunction").await.unwrap();

    let log = lines.text();
    assert!(log.contains("request not served") && log.contains("a purchase has ended"), "{log}");
    let private = [NAME, KEY, "415555", "4207946", "15550100", DEMO.auth_token];
    for private in private {
        assert!(!log.contains(private), "{private} in {log}");
    }
    assert!(answers.iter().all(|answer| !answer.contains(DEMO.auth_token)));
}
