//! Requests that are not let in, and what is left when AWS is down: nothing.

use sandbox::demo::{DEMO, OTHER};
use shared::ids::keyed_id;

use crate::{CALL, LEG, OURS, begin, hook};

const RINGING: [(&str, &str); 2] = [("CallSid", CALL), ("CallStatus", "ringing")];

#[tokio::test]
async fn forged_callbacks_and_unknown_accounts_are_forbidden() {
    hook().await.assert_strangers_forbidden("", &RINGING, "CallsTable").await;
}

#[tokio::test]
async fn another_tenants_call_is_left_alone() {
    let hook = hook().await;
    hook.add(&OTHER).await.unwrap();
    begin(&hook).await;
    let before = hook.records("CallsTable").await.unwrap();
    let recording = [("RecordingSid", "RE00000000000000000000000000000001"), ("RecordingUrl", "u")];
    let leg = [("CallSid", LEG), ("ParentCallSid", CALL), ("CallStatus", "completed")];
    let detected = [("CallSid", CALL), ("AnsweredBy", "human")];
    let forms = [&RINGING[..], &detected, &leg, &[&leg[..], &recording].concat()];
    hook.assert_others_forbidden(&format!("?call={OURS}"), forms).await;
    assert_eq!(hook.records("CallsTable").await.unwrap(), before);
    hook.assert_empty(&["JobsTable"]).await;
}

/// Else whoever guesses the key keeps the tenant from using it.
#[tokio::test]
async fn nobody_takes_the_id_of_another_tenants_key() {
    let hook = hook().await;
    hook.add(&OTHER).await.unwrap();
    let id = keyed_id(&DEMO.tenant_id.parse().unwrap(), "call-lead-7");
    let leg = [("CallSid", LEG), ("ParentCallSid", CALL), ("CallStatus", "completed")];
    hook.assert_others_forbidden(&format!("?call={id}"), [&RINGING[..], &leg]).await;
    hook.assert_empty(&["CallsTable"]).await;
    assert_eq!(hook.post(&format!("?call={id}"), &RINGING).await, 204);
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let hook = hook().await;
    let forms: [(&[_], _); 5] = [
        (&[], "CallSid, CallStatus"),
        (&[("CallSid", "CA1"), ("CallStatus", "ringing")], "CallSid"),
        (&[("CallSid", CALL), ("CallStatus", "not a status")], "CallStatus"),
        (&[("CallSid", CALL), ("AnsweredBy", "no label")], "CallStatus"),
        (&[RINGING[0], RINGING[1], ("ParentCallSid", "x")], "ParentCallSid"),
    ];
    hook.assert_missing_named(&forms).await;
    hook.assert_empty(&["CallsTable"]).await;
}

#[tokio::test]
async fn what_cannot_be_read_beside_the_status_is_passed_over() {
    let hook = hook().await;
    let odd = [("CallDuration", "-1"), ("Timestamp", "now"), ("SipResponseCode", "x")];
    assert_eq!(hook.post("", &[&RINGING[..], &odd].concat()).await, 204);
    let record = hook.only_record("CallsTable").await.unwrap();
    assert!(record.get("at:ringing").is_some());
    assert_eq!(record.get("duration:ringing"), None);
}

#[tokio::test]
async fn without_dynamodb_twilio_is_told_to_try_again() {
    let hook = hook().await;
    hook.assert_told_to_try_again("", &RINGING).await;
    assert_eq!(hook.post("", &RINGING).await, 204);
    hook.only_record("CallsTable").await.unwrap();
}
