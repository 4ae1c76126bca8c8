//! What is logged of a call, and what never is. Alone in its process: log events are switched on and
//! off for the whole process at once.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use axum::Router;
use outbound_call::OutboundCall;
use reqwest::Method;
use sandbox::demo::DEMO;
use sandbox::{Lines, Sandbox, Setup};
use serde_json::{Value, json};
use twilio_simulator::scripted::{Answer, Scripted};

const CALL: &str = "CA00000000000000000000000000000002";
const LEAD: &str = "+15550190001";
const KEY: &str = "key-of-the-website";

async fn make(sandbox: &Sandbox, body: Value) -> u16 {
    let request = sandbox
        .request("demo", Method::POST, "/api/twilio/calls/make")
        .header("Idempotency-Key", format!("{KEY}{}", body.to_string().len()));
    request.body(body.to_string()).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn calls_are_logged_by_their_ids_alone() {
    let lines = Lines::listen(tracing::Level::INFO);
    let words = json!({ "code": 99_999, "message": format!("no {LEAD}"), "status": 400 });
    let twilio = Scripted::start(vec![
        Answer::Reply(201, json!({ "sid": CALL, "status": "queued" }).to_string()),
        Answer::Reply(400, words.to_string()),
        Answer::HangUp,
    ]);
    let twilio = twilio.await.unwrap();
    let setup = Setup { twilio_api: Some(twilio.url().to_owned()), ..Setup::default() };
    let functions = vec![sandbox::api::<OutboundCall>()];
    let sandbox = Sandbox::with(setup, functions, Router::new()).await.unwrap();
    for (say, status) in [("a private matter", 201), ("a private one", 422), ("lost", 202)] {
        let body = json!({ "to": LEAD, "say": say, "lead_id": "crm-777" });
        assert_eq!(make(&sandbox, body).await, status);
    }
    assert_eq!(make(&sandbox, json!({ "to": LEAD, LEAD: "x", "say": "hi" })).await, 400);
    assert_eq!(make(&sandbox, json!({ "to": "+2521234567", "say": "hi" })).await, 403);

    let log = lines.text();
    assert!(log.contains(&format!(r#""call_sid":"{CALL}""#)) && log.contains("call_id"), "{log}");
    assert!(log.contains("Twilio refuses, code 99999") && log.contains("nobody knows"), "{log}");
    // The emulator of DynamoDB logs each condition that failed.
    let mut own = log.lines().filter(|line| !line.contains(r#""target":"dynoxide"#));
    assert!(own.all(|line| line.contains(r#""request_id":""#)), "{log}");
    assert!(!log.contains("ERROR"), "{log}");
    let private = ["private", "crm-777", KEY, &LEAD[1..], "2521234567", &DEMO.numbers[0][1..]];
    for private in private.into_iter().chain([DEMO.auth_token]) {
        assert!(!log.contains(private), "{private} in {log}");
    }
}
