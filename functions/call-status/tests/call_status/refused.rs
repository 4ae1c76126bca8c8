//! Requests that are not let in, and what is left when AWS is down: nothing.

use std::time::{Duration, Instant};

use sandbox::aws::{Fault, Service};
use sandbox::demo::{DEMO, OTHER};
use twilio_simulator::{Corruption, Delivery};

use crate::{CALL, LEG, OURS, begin, deliver, post, sandbox};

const RINGING: [(&str, &str); 2] = [("CallSid", CALL), ("CallStatus", "ringing")];

#[tokio::test]
async fn a_forged_callback_is_forbidden() {
    let sandbox = sandbox().await;
    for corrupt in [Corruption::Signature, Corruption::Body, Corruption::MissingSignature] {
        let delivery = Delivery { corrupt: Some(corrupt), ..Delivery::default() };
        let answer = deliver(&sandbox, (&DEMO, ""), &RINGING, &delivery).await;
        assert_eq!(answer.status, 403, "{corrupt:?}");
    }
    assert!(sandbox.records("CallsTable").await.unwrap().is_empty());
}

#[tokio::test]
async fn an_unknown_account_is_forbidden() {
    let sandbox = sandbox().await;
    let fields = [("AccountSid", OTHER.account_sid), RINGING[0], RINGING[1]];
    assert_eq!(post(&sandbox, "", &fields).await, 403);
    assert!(sandbox.records("CallsTable").await.unwrap().is_empty());
}

#[tokio::test]
async fn another_tenants_call_is_left_alone() {
    let sandbox = sandbox().await;
    sandbox.add(&OTHER).await.unwrap();
    begin(&sandbox).await;
    let before = sandbox.records("CallsTable").await.unwrap();
    let recording = [("RecordingSid", "RE00000000000000000000000000000001"), ("RecordingUrl", "u")];
    let leg = [("CallSid", LEG), ("ParentCallSid", CALL), ("CallStatus", "completed")];
    let detected = [("CallSid", CALL), ("AnsweredBy", "human")];
    for fields in [&RINGING[..], &detected, &leg, &[&leg[..], &recording].concat()] {
        let query = format!("?call={OURS}");
        let answer = deliver(&sandbox, (&OTHER, &query), fields, &Delivery::default()).await;
        assert_eq!(answer.status, 403, "{fields:?}");
    }
    assert_eq!(sandbox.records("CallsTable").await.unwrap(), before);
    assert!(sandbox.records("JobsTable").await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let sandbox = sandbox().await;
    for (fields, names) in [
        (&[][..], "CallSid, CallStatus"),
        (&[("CallSid", "CA1"), ("CallStatus", "ringing")], "CallSid"),
        (&[("CallSid", CALL), ("CallStatus", "not a status")], "CallStatus"),
        (&[("CallSid", CALL), ("AnsweredBy", "no label")], "CallStatus"),
        (&[RINGING[0], RINGING[1], ("ParentCallSid", "x")], "ParentCallSid"),
    ] {
        let answer = deliver(&sandbox, (&DEMO, ""), fields, &Delivery::default()).await;
        let body = format!("missing or invalid fields: {names}");
        assert_eq!((answer.status, answer.body), (400, body), "{fields:?}");
    }
    assert!(sandbox.records("CallsTable").await.unwrap().is_empty());
}

#[tokio::test]
async fn what_cannot_be_read_beside_the_status_is_passed_over() {
    let sandbox = sandbox().await;
    let odd = [("CallDuration", "-1"), ("Timestamp", "now"), ("SipResponseCode", "x")];
    assert_eq!(post(&sandbox, "", &[&RINGING[..], &odd].concat()).await, 204);
    let record = sandbox.only_record("CallsTable").await.unwrap();
    assert!(record.get("at:ringing").is_some());
    assert_eq!(record.get("duration:ringing"), None);
}

#[tokio::test]
async fn without_dynamodb_twilio_is_told_to_try_again() {
    let sandbox = sandbox().await;
    sandbox.aws.fail(Service::DynamoDb, Fault::Down);
    let started = Instant::now();
    assert_eq!(post(&sandbox, "", &RINGING).await, 503);
    assert!(started.elapsed() < Duration::from_secs(10), "Twilio waits 15 s");
    sandbox.aws.heal(Service::DynamoDb);
    assert_eq!(post(&sandbox, "", &RINGING).await, 204);
    sandbox.only_record("CallsTable").await.unwrap();
}
