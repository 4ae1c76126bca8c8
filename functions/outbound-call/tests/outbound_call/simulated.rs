//! One key is one call at the simulated Twilio too, which makes the calls that it is asked for.

use outbound_call::OutboundCall;
use reqwest::{Client, Method};
use sandbox::Sandbox;
use sandbox::demo::DEMO;
use serde_json::{Value, json};

use crate::{LEAD, OWN};

async fn sandbox() -> Sandbox {
    Sandbox::start(vec![sandbox::api::<OutboundCall>()]).await.unwrap()
}

async fn make(sandbox: &Sandbox) -> (u16, Value) {
    let request = sandbox
        .request(DEMO.tenant_id, Method::POST, "/api/twilio/calls/make")
        .header("Idempotency-Key", "key")
        .body(json!({ "to": LEAD, "say": "hi", "record": true }).to_string());
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_str(&response.text().await.unwrap()).unwrap())
}

/// What goes wrong with the next request that Twilio gets.
async fn fail(sandbox: &Sandbox, fault: &str) {
    let request = Client::new()
        .post(format!("{}/sim/faults", sandbox.twilio.url()))
        .header("content-type", "application/json")
        .body(json!({ "calls": fault }).to_string());
    assert!(request.send().await.unwrap().status().is_success());
}

/// The calls that Twilio has.
async fn calls(sandbox: &Sandbox) -> Vec<Value> {
    let (twilio, sid) = (sandbox.twilio.url(), DEMO.account_sid);
    let request = Client::new()
        .get(format!("{twilio}/2010-04-01/Accounts/{sid}/Calls.json"))
        .basic_auth(sid, Some(DEMO.auth_token));
    let page = request.send().await.unwrap().text().await.unwrap();
    let page: Value = serde_json::from_str(&page).unwrap();
    page["calls"].as_array().unwrap().clone()
}

#[tokio::test]
async fn identical_requests_at_once_are_one_call() {
    let sandbox = sandbox().await;
    let answers = futures::future::join_all((0..4).map(|_| make(&sandbox))).await;
    let calls = calls(&sandbox).await;
    assert_eq!(calls.len(), 1);
    assert_eq!((&calls[0]["from"], &calls[0]["to"]), (&json!(OWN), &json!(LEAD)));
    for (status, body) in answers {
        assert_eq!((status, &body["call_sid"]), (201, &calls[0]["sid"]));
    }
}

#[tokio::test]
async fn a_call_whose_answer_was_lost_is_not_made_again() {
    let sandbox = sandbox().await;
    fail(&sandbox, "cut_after").await;
    let (status, lost) = make(&sandbox).await;
    assert_eq!((status, &lost["unconfirmed"]), (202, &json!(true)));
    let (status, repeat) = make(&sandbox).await;
    assert_eq!((status, &repeat["call_id"]), (202, &lost["call_id"]));
    assert_eq!(calls(&sandbox).await.len(), 1);
}
