//! Requests that are not let in, and what is left when AWS is down: nothing half written.

use std::time::{Duration, Instant};

use sandbox::aws::{Fault, Service};
use sandbox::demo::{DEMO, OTHER};
use twilio_simulator::{Corruption, Delivery};

use crate::{
    CALL, QUERY, RECORDING, URL, begin, call, deliver, post, read, recording, sandbox,
    transcription,
};

#[tokio::test]
async fn a_forged_callback_is_forbidden() {
    let sandbox = sandbox().await;
    for corrupt in [Corruption::Signature, Corruption::Body, Corruption::MissingSignature] {
        let delivery = Delivery { corrupt: Some(corrupt), ..Delivery::default() };
        let fields = recording("completed", "30");
        let answer = deliver(&sandbox, (&DEMO, QUERY), &fields, &delivery).await;
        assert_eq!(answer.status, 403, "{corrupt:?}");
    }
    assert!(sandbox.records("VoicemailsTable").await.unwrap().is_empty());
}

#[tokio::test]
async fn an_unknown_account_is_forbidden() {
    let sandbox = sandbox().await;
    let account = vec![("AccountSid", OTHER.account_sid)];
    let fields = [account, recording("completed", "30")].concat();
    assert_eq!(post(&sandbox, "", &fields).await, 403);
    assert!(sandbox.records("VoicemailsTable").await.unwrap().is_empty());
}

#[tokio::test]
async fn another_tenants_voicemail_is_left_alone() {
    let sandbox = sandbox().await;
    sandbox.add(&OTHER).await.unwrap();
    begin(&sandbox).await;
    post(&sandbox, QUERY, &recording("completed", "30")).await;
    let before = (read(&sandbox).await, call(&sandbox).await);
    for fields in [
        recording("completed", "30"),
        recording("absent", "0"),
        transcription("completed", "not mine"),
        transcription("failed", ""),
    ] {
        let answer = deliver(&sandbox, (&OTHER, QUERY), &fields, &Delivery::default()).await;
        assert_eq!(answer.status, 403, "{fields:?}");
    }
    assert_eq!((read(&sandbox).await, call(&sandbox).await), before);
}

/// The recording is the sender's own, but not the call that its URL names.
#[tokio::test]
async fn another_tenants_call_is_not_marked() {
    let sandbox = sandbox().await;
    sandbox.add(&OTHER).await.unwrap();
    begin(&sandbox).await;
    let fields = recording("completed", "30");
    let answer = deliver(&sandbox, (&OTHER, QUERY), &fields, &Delivery::default()).await;
    assert_eq!(answer.status, 403);
    assert_eq!(call(&sandbox).await.voicemail_duration, None);
    for table in ["VoicemailsTable", "JobsTable"] {
        assert!(sandbox.records(table).await.unwrap().is_empty(), "{table}");
    }
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let sandbox = sandbox().await;
    let (call, sid, url) = (("CallSid", CALL), ("RecordingSid", RECORDING), ("RecordingUrl", URL));
    let completed = ("RecordingStatus", "completed");
    for (fields, names) in [
        (&[][..], "RecordingSid, CallSid, RecordingStatus"),
        (&[sid, completed, url], "CallSid"),
        (&[call, sid, completed], "RecordingUrl"),
        (&[call, sid, url], "RecordingStatus"),
        (&[call, ("TranscriptionStatus", "failed")], "RecordingSid"),
    ] {
        let answer = deliver(&sandbox, (&DEMO, ""), fields, &Delivery::default()).await;
        let body = format!("missing or invalid fields: {names}");
        assert_eq!((answer.status, answer.body), (400, body), "{fields:?}");
    }
    assert!(sandbox.records("VoicemailsTable").await.unwrap().is_empty());
}

#[tokio::test]
async fn without_dynamodb_twilio_is_told_to_try_again() {
    let sandbox = sandbox().await;
    begin(&sandbox).await;
    sandbox.aws.fail(Service::DynamoDb, Fault::Down);
    let started = Instant::now();
    assert_eq!(post(&sandbox, QUERY, &recording("completed", "30")).await, 503);
    assert!(started.elapsed() < Duration::from_secs(10), "Twilio waits 15 s");
    sandbox.aws.heal(Service::DynamoDb);
    assert_eq!(call(&sandbox).await.voicemail_duration, None);
    for table in ["VoicemailsTable", "JobsTable"] {
        assert!(sandbox.records(table).await.unwrap().is_empty(), "{table}");
    }
    assert_eq!(post(&sandbox, QUERY, &recording("completed", "30")).await, 204);
    assert!(call(&sandbox).await.has_voicemail() && read(&sandbox).await.is_some());
}
