//! Requests that are not let in, and what is left when AWS is down: nothing half written.

use std::time::{Duration, Instant};

use sandbox::aws::{Fault, Service};
use sandbox::demo::{DEMO, OTHER};
use twilio_simulator::{Corruption, Delivery};

use crate::{CALL, RECORDING, URL, begin, call, completed, deliver, fields, post, sandbox};

#[tokio::test]
async fn a_forged_callback_is_forbidden() {
    let sandbox = sandbox().await;
    for corrupt in [Corruption::Signature, Corruption::Body, Corruption::MissingSignature] {
        let delivery = Delivery { corrupt: Some(corrupt), ..Delivery::default() };
        let answer = deliver(&sandbox, (&DEMO, ""), &completed(RECORDING), &delivery).await;
        assert_eq!(answer.status, 403, "{corrupt:?}");
    }
    assert!(sandbox.records("CallsTable").await.unwrap().is_empty());
}

#[tokio::test]
async fn an_unknown_account_is_forbidden() {
    let sandbox = sandbox().await;
    let account = vec![("AccountSid", OTHER.account_sid)];
    let fields = [account, completed(RECORDING)].concat();
    assert_eq!(post(&sandbox, "", &fields).await, 403);
    assert!(sandbox.records("CallsTable").await.unwrap().is_empty());
}

#[tokio::test]
async fn another_tenants_call_is_left_alone() {
    let sandbox = sandbox().await;
    sandbox.add(&OTHER).await.unwrap();
    begin(&sandbox).await;
    post(&sandbox, "", &completed(RECORDING)).await;
    let before = call(&sandbox).await;
    let second = "RE00000000000000000000000000000002";
    for fields in [fields(second, "in-progress"), completed(second), completed(RECORDING)] {
        for query in ["", &format!("?call={CALL}")] {
            let answer = deliver(&sandbox, (&OTHER, query), &fields, &Delivery::default()).await;
            assert_eq!(answer.status, 403, "{fields:?}");
        }
    }
    assert_eq!(call(&sandbox).await, before);
    assert_eq!(sandbox.records("JobsTable").await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let sandbox = sandbox().await;
    let known = [("RecordingSid", RECORDING), ("RecordingStatus", "completed")];
    let (sid, url) = (("CallSid", CALL), ("RecordingUrl", URL));
    let long = "u".repeat(2_049);
    for (fields, names) in [
        (&[sid][..], "RecordingSid, RecordingStatus"),
        (&[known[0], known[1], url], "CallSid"),
        (&[known[0], known[1], url, ("CallSid", "CA1")], "CallSid"),
        (&[known[0], known[1], sid], "RecordingUrl"),
        (&[known[0], known[1], sid, ("RecordingUrl", &long)], "RecordingUrl"),
    ] {
        let answer = deliver(&sandbox, (&DEMO, ""), fields, &Delivery::default()).await;
        let body = format!("missing or invalid fields: {names}");
        assert_eq!((answer.status, answer.body), (400, body), "{fields:?}");
    }
    assert!(sandbox.records("CallsTable").await.unwrap().is_empty());
}

#[tokio::test]
async fn without_dynamodb_twilio_is_told_to_try_again() {
    let sandbox = sandbox().await;
    begin(&sandbox).await;
    sandbox.aws.fail(Service::DynamoDb, Fault::Down);
    let started = Instant::now();
    assert_eq!(post(&sandbox, "", &completed(RECORDING)).await, 503);
    assert!(started.elapsed() < Duration::from_secs(10), "Twilio waits 15 s");
    sandbox.aws.heal(Service::DynamoDb);
    assert_eq!(call(&sandbox).await.recordings, []);
    assert!(sandbox.records("JobsTable").await.unwrap().is_empty());
    assert_eq!(post(&sandbox, "", &completed(RECORDING)).await, 204);
    assert_eq!(call(&sandbox).await.recordings.len(), 1);
}
