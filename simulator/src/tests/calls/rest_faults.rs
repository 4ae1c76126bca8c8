//! What can go wrong with a request for a call.

use std::time::{Duration, Instant};

use super::*;

async fn calls(phones: &Phones) -> usize {
    let list = json(phones.get(&phones.path("Calls.json"))).await;
    list["calls"].as_array().unwrap().len()
}

async fn attempt(phones: &Phones) -> Result<reqwest::Response, reqwest::Error> {
    let (url, status) = (phones.pages.url("/voice"), phones.pages.url("/status"));
    let form = [
        ("To", LEAD),
        ("From", NUMBER),
        ("Url", url.as_str()),
        ("StatusCallback", status.as_str()),
        ("StatusCallbackEvent", "initiated completed"),
    ];
    phones.post(&phones.path("Calls.json"), &form).send().await
}

#[tokio::test]
async fn refused_and_nothing_done() {
    let phones = Phones::new("").await;
    phones.twilio.fail_next(Resource::Calls, RestFault::TooManyRequests);
    phones.twilio.fail_next(Resource::Calls, RestFault::ServerError);
    for (status, code) in [(429, 20429), (500, 20500)] {
        let response = attempt(&phones).await.unwrap();
        assert_eq!(response.status(), status);
        let error: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
        assert_eq!(error["code"], code);
    }
    assert_eq!(calls(&phones).await, 0);
    assert_eq!(attempt(&phones).await.unwrap().status(), 201);
}

#[tokio::test]
async fn done_but_never_answered() {
    let phones = Phones::new("").await;
    phones.twilio.fail_next(Resource::Calls, RestFault::CutAfter);
    assert!(attempt(&phones).await.unwrap_err().is_request());
    assert_eq!(calls(&phones).await, 1);
    let sid = &phones.twilio.calls(&phones.account.sid).unwrap()[0];
    assert_eq!(phones.twilio.finished_call(sid).await.unwrap().status, "completed");
}

#[tokio::test]
async fn the_first_callback_can_come_before_the_answer() {
    let phones = Phones::new("").await;
    phones.twilio.fail_next(Resource::Calls, RestFault::CallbackFirst);
    let response = attempt(&phones).await.unwrap();
    assert_eq!(response.status(), 201);
    assert_eq!(phones.pages.at("/status")[0].field("CallStatus"), "initiated");
}

#[tokio::test]
async fn the_answer_can_be_slow() {
    let phones = Phones::new("").await;
    phones.twilio.fail_next(Resource::Calls, RestFault::Slow(60));
    let started = Instant::now();
    assert_eq!(attempt(&phones).await.unwrap().status(), 201);
    assert!(started.elapsed() >= Duration::from_millis(60));
}

#[tokio::test]
async fn faults_can_be_planned_by_http() {
    let phones = Phones::new("").await;
    let plan = async |body: Value| {
        let url = format!("{}/sim/faults", phones.twilio.url());
        phones.http.post(url).body(body.to_string()).send().await.unwrap().status().as_u16()
    };
    assert_eq!(plan(json!({"calls": "server_error", "times": 2})).await, 204);
    assert_eq!(plan(json!({"calls": {"slow": 1}})).await, 204);
    assert_eq!(plan(json!({"calls": "explode"})).await, 400);
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(attempt(&phones).await.unwrap().status().as_u16());
    }
    assert_eq!(statuses, [500, 500, 201, 201]);
}
