//! News of the call itself.

use sandbox::aws::Service;
use serde_json::json;
use shared::records::Direction;
use twilio::status::CallStatus;

use crate::{CALL, LEAD, OURS, begin, hook, report};

const COMPLETED: [(&str, &str); 4] = [
    ("CallStatus", "completed"),
    ("CallDuration", "49"),
    ("Duration", "1"),
    ("Timestamp", "Thu, 01 Oct 2026 10:01:00 +0000"),
];

#[tokio::test]
async fn a_call_moves_forward_and_ends_with_its_length() {
    let hook = hook().await;
    begin(&hook).await;
    for status in ["initiated", "ringing", "in-progress"] {
        report(&hook, &[("CallStatus", status)]).await;
        let progress = hook.call(OURS).await.unwrap().progress;
        assert_eq!(progress.status.unwrap().as_str(), status);
        assert_eq!(progress.ended_at, None);
    }
    report(&hook, &[&COMPLETED[..], &[("SipResponseCode", "200")]].concat()).await;
    let call = hook.call(OURS).await.unwrap();
    let progress = call.progress;
    assert_eq!(progress.status, Some(CallStatus::Completed));
    assert_eq!((progress.duration, progress.sip_response_code), (Some(49), Some(200)));
    assert_eq!(progress.ended_at.unwrap().to_string(), "2026-10-01T10:01:00.000Z");
    assert_eq!(progress.status_times.len(), 5, "queued by the request, four by Twilio");
    assert_eq!(call.content.call_sid, Some(CALL.parse().unwrap()));
    assert_eq!(call.content.direction, Direction::Outbound);
    assert_eq!(call.content.to_number, LEAD);
}

#[tokio::test]
async fn late_news_is_remembered_and_moves_nothing() {
    let hook = hook().await;
    begin(&hook).await;
    report(&hook, &COMPLETED).await;
    for status in ["ringing", "no-answer", "in-progress", "teleported"] {
        report(&hook, &[("CallStatus", status), ("CallDuration", "0")]).await;
    }
    let progress = hook.call(OURS).await.unwrap().progress;
    assert_eq!((progress.status, progress.duration), (Some(CallStatus::Completed), Some(49)));
    assert_eq!(progress.ended_at.unwrap().to_string(), "2026-10-01T10:01:00.000Z");
    assert!(progress.status_times.contains_key("ringing"));
    assert!(progress.status_times.contains_key("teleported"), "an unknown one too");
}

#[tokio::test]
async fn a_failed_call_says_why() {
    let hook = hook().await;
    begin(&hook).await;
    let failed = [("CallStatus", "failed"), ("SipResponseCode", "404"), ("ErrorCode", "32005")];
    report(&hook, &failed).await;
    let progress = hook.call(OURS).await.unwrap().progress;
    assert_eq!(progress.status, Some(CallStatus::Failed));
    assert_eq!((progress.sip_response_code, progress.error_code), (Some(404), Some(32005)));
    assert!(progress.ended_at.is_some(), "our time in place of Twilio's");
}

#[tokio::test]
async fn machine_detection_says_who_answered() {
    let hook = hook().await;
    begin(&hook).await;
    report(&hook, &[("CallStatus", "in-progress")]).await;
    let detected = [("AnsweredBy", "machine_start"), ("MachineDetectionDuration", "3500")];
    report(&hook, &detected).await;
    let progress = hook.call(OURS).await.unwrap().progress;
    assert_eq!(progress.answered_by.unwrap().as_str(), "machine_start");
    assert_eq!(progress.status, Some(CallStatus::InProgress));
    let record = hook.only_record("CallsTable").await.unwrap();
    assert_eq!(record["machine_detection_ms"], 3500);
}

#[tokio::test]
async fn an_inbound_call_is_known_by_its_callback_alone() {
    let hook = hook().await;
    let inbound = [
        ("CallSid", CALL),
        ("Direction", "inbound"),
        ("From", "anonymous"),
        ("To", "+15550100001"),
    ];
    let status = hook.post("", &[&inbound, &COMPLETED[..]].concat()).await;
    assert_eq!(status, 204);
    let call = hook.call(CALL).await.unwrap();
    assert_eq!(call.content.direction, Direction::Inbound);
    assert_eq!(
        (call.content.from_number.as_str(), call.content.to_number.as_str()),
        ("anonymous", "+15550100001")
    );
    assert_eq!(call.progress.duration, Some(49));
}

#[tokio::test]
async fn news_before_the_call_waits_for_it() {
    let hook = hook().await;
    report(&hook, &[("CallStatus", "ringing"), ("From", "+15550100001"), ("To", LEAD)]).await;
    assert_eq!(hook.call(OURS).await, None, "the website has not heard of it");
    begin(&hook).await;
    let call = hook.call(OURS).await.unwrap();
    assert_eq!(call.progress.status, Some(CallStatus::Ringing));
}

#[tokio::test]
async fn an_unreadable_id_of_ours_is_no_id() {
    let hook = hook().await;
    let fields = [("CallSid", CALL), ("CallStatus", "ringing")];
    assert_eq!(hook.post("?call=a%2Fb", &fields).await, 204);
    let record = hook.only_record("CallsTable").await.unwrap();
    assert_eq!(record["call_id"], json!(CALL));
}

#[tokio::test]
async fn a_repeat_changes_nothing() {
    let hook = hook().await;
    begin(&hook).await;
    report(&hook, &COMPLETED).await;
    let before = hook.records("CallsTable").await.unwrap();
    report(&hook, &COMPLETED).await;
    assert_eq!(hook.records("CallsTable").await.unwrap(), before);
}

#[tokio::test]
async fn a_warm_webhook_calls_dynamodb_once() {
    let hook = hook().await;
    report(&hook, &[("CallStatus", "ringing")]).await;
    hook.aws.clear_calls();
    // Forward, the same once more, late, and from machine detection.
    report(&hook, &COMPLETED).await;
    report(&hook, &COMPLETED).await;
    report(&hook, &[("CallStatus", "initiated")]).await;
    report(&hook, &[("AnsweredBy", "human")]).await;
    let leg = [("CallStatus", "ringing"), ("ParentCallSid", CALL)];
    report(&hook, &leg).await;
    hook.aws.assert_called(&[(Service::DynamoDb, "UpdateItem"); 5]);
}
