//! News of the phones that a call rang, and of recordings that end with them.

use std::time::Duration;

use sandbox::Hook;
use sandbox::aws::{Fault, Service};
use serde_json::json;
use twilio::status::{CallStatus, RecordingStatus};

use crate::{CALL, LEAD, LEG, OURS, begin, hook};

const RECORDING: &str = "RE00000000000000000000000000000001";
const URL: &str = "http://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1";

fn leg<'f>(status: &'f str, more: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let known = [
        ("CallSid", LEG),
        ("ParentCallSid", CALL),
        ("Direction", "outbound-dial"),
        ("From", "+15550190001"),
        ("To", "+15550190009"),
        ("CallStatus", status),
    ];
    [&known, more].concat()
}

async fn recorded(hook: &Hook) -> u16 {
    let more = [
        ("CallDuration", "20"),
        ("RecordingSid", RECORDING),
        ("RecordingUrl", URL),
        ("RecordingDuration", "18"),
        ("ErrorCode", "13224"),
    ];
    hook.post(&format!("?call={OURS}"), &leg("completed", &more)).await
}

#[tokio::test]
async fn a_leg_joins_its_call() {
    let hook = hook().await;
    begin(&hook).await;
    let query = format!("?call={OURS}");
    for status in ["initiated", "ringing", "in-progress"] {
        assert_eq!(hook.post(&query, &leg(status, &[])).await, 204);
    }
    let over = leg("completed", &[("CallDuration", "20"), ("AnsweredBy", "human")]);
    assert_eq!(hook.post(&query, &over).await, 204);

    let call = hook.call(OURS).await.unwrap();
    assert_eq!(call.progress.status, Some(CallStatus::Queued), "the call itself has not moved");
    let [leg] = call.legs.as_slice() else { panic!("{:?}", call.legs) };
    assert_eq!(leg.call_sid.as_str(), LEG);
    assert_eq!(leg.from_number.as_deref(), Some(LEAD));
    assert_eq!(leg.to_number.as_deref(), Some("+15550190009"));
    assert_eq!(leg.progress.status, Some(CallStatus::Completed));
    assert_eq!(leg.progress.duration, Some(20));
    assert_eq!(leg.progress.answered_by.as_ref().unwrap().as_str(), "human");
    assert_eq!(leg.progress.status_times.len(), 4);
}

#[tokio::test]
async fn without_our_id_a_leg_belongs_to_its_parent() {
    let hook = hook().await;
    assert_eq!(hook.post("", &leg("busy", &[])).await, 204);
    let record = hook.only_record("CallsTable").await.unwrap();
    assert_eq!(record["call_id"], json!(CALL));
    assert!(record.get(format!("leg:{LEG}:at:busy")).is_some(), "{record}");
    assert_eq!(record.get("call_sid"), None, "which is the leg's");
}

#[tokio::test]
async fn a_dialled_phone_is_a_leg_even_if_its_parent_is_not_named() {
    let hook = hook().await;
    begin(&hook).await;
    let fields = [("CallSid", LEG), ("Direction", "outbound-dial"), ("CallStatus", "completed")];
    assert_eq!(hook.post(&format!("?call={OURS}"), &fields).await, 204);
    let call = hook.call(OURS).await.unwrap();
    assert_eq!((call.progress.status, call.legs.len()), (Some(CallStatus::Queued), 1));
}

#[tokio::test]
async fn a_recording_that_ends_with_the_leg_waits_for_its_own_callback() {
    let hook = hook().await;
    begin(&hook).await;
    assert_eq!(recorded(&hook).await, 204);
    let before = hook.records("CallsTable").await.unwrap();
    assert_eq!(recorded(&hook).await, 204);
    assert_eq!(hook.records("CallsTable").await.unwrap(), before);

    let call = hook.call(OURS).await.unwrap();
    let recording = call.recording().unwrap();
    assert_eq!(recording.recording_sid.as_str(), RECORDING);
    assert_eq!(recording.status, Some(RecordingStatus::InProgress), "it may have failed");
    assert_eq!((recording.facts.duration, &recording.file), (None, &None));
    assert_eq!(recording.facts.error_code, None, "the code is the leg's");
    assert_eq!(call.legs[0].progress.error_code, Some(13224));
    assert!(hook.records("JobsTable").await.unwrap().is_empty(), "nothing to fetch yet");
}

#[tokio::test]
async fn a_recording_without_an_url_is_left_to_its_own_callback() {
    let hook = hook().await;
    let fields = leg("completed", &[("RecordingSid", RECORDING)]);
    assert_eq!(hook.post("", &fields).await, 204);
    let record = hook.only_record("CallsTable").await.unwrap();
    assert!(!record.to_string().contains(RECORDING), "{record}");
    assert!(hook.records("JobsTable").await.unwrap().is_empty());
}

#[tokio::test]
async fn a_leg_that_is_written_without_its_recording_is_told_again() {
    let hook = hook().await;
    begin(&hook).await;
    let fault = Fault::Refuse { status: 400, code: "ValidationException" };
    hook.aws.fail_next(Service::DynamoDb, "UpdateItem", 1, Fault::Slow(Duration::ZERO));
    hook.aws.fail_next(Service::DynamoDb, "UpdateItem", 1, fault);
    assert_eq!(recorded(&hook).await, 503);
    assert_eq!(hook.call(OURS).await.unwrap().recordings, []);
    assert_eq!(recorded(&hook).await, 204);
    assert_eq!(hook.call(OURS).await.unwrap().recordings.len(), 1);
}
