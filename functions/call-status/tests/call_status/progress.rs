//! News of the call itself.

use sandbox::aws::Service;
use serde_json::json;
use shared::records::Direction;
use twilio::status::CallStatus;

use crate::{CALL, LEAD, OURS, begin, post, read, report, sandbox};

const COMPLETED: [(&str, &str); 4] = [
    ("CallStatus", "completed"),
    ("CallDuration", "49"),
    ("Duration", "1"),
    ("Timestamp", "Thu, 01 Oct 2026 10:01:00 +0000"),
];

#[tokio::test]
async fn a_call_moves_forward_and_ends_with_its_length() {
    let sandbox = sandbox().await;
    begin(&sandbox).await;
    for status in ["initiated", "ringing", "in-progress"] {
        report(&sandbox, &[("CallStatus", status)]).await;
        let progress = read(&sandbox, OURS).await.unwrap().progress;
        assert_eq!(progress.status.unwrap().as_str(), status);
        assert_eq!(progress.ended_at, None);
    }
    report(&sandbox, &[&COMPLETED[..], &[("SipResponseCode", "200")]].concat()).await;
    let call = read(&sandbox, OURS).await.unwrap();
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
    let sandbox = sandbox().await;
    begin(&sandbox).await;
    report(&sandbox, &COMPLETED).await;
    for status in ["ringing", "no-answer", "in-progress", "teleported"] {
        report(&sandbox, &[("CallStatus", status), ("CallDuration", "0")]).await;
    }
    let progress = read(&sandbox, OURS).await.unwrap().progress;
    assert_eq!((progress.status, progress.duration), (Some(CallStatus::Completed), Some(49)));
    assert_eq!(progress.ended_at.unwrap().to_string(), "2026-10-01T10:01:00.000Z");
    assert!(progress.status_times.contains_key("ringing"));
    assert!(progress.status_times.contains_key("teleported"), "an unknown one too");
}

#[tokio::test]
async fn a_failed_call_says_why() {
    let sandbox = sandbox().await;
    begin(&sandbox).await;
    let failed = [("CallStatus", "failed"), ("SipResponseCode", "404"), ("ErrorCode", "32005")];
    report(&sandbox, &failed).await;
    let progress = read(&sandbox, OURS).await.unwrap().progress;
    assert_eq!(progress.status, Some(CallStatus::Failed));
    assert_eq!((progress.sip_response_code, progress.error_code), (Some(404), Some(32005)));
    assert!(progress.ended_at.is_some(), "our time in place of Twilio's");
}

#[tokio::test]
async fn machine_detection_says_who_answered() {
    let sandbox = sandbox().await;
    begin(&sandbox).await;
    report(&sandbox, &[("CallStatus", "in-progress")]).await;
    let detected = [("AnsweredBy", "machine_start"), ("MachineDetectionDuration", "3500")];
    report(&sandbox, &detected).await;
    let progress = read(&sandbox, OURS).await.unwrap().progress;
    assert_eq!(progress.answered_by.unwrap().as_str(), "machine_start");
    assert_eq!(progress.status, Some(CallStatus::InProgress));
    let record = sandbox.only_record("CallsTable").await.unwrap();
    assert_eq!(record["machine_detection_ms"], 3500);
}

#[tokio::test]
async fn an_inbound_call_is_known_by_its_callback_alone() {
    let sandbox = sandbox().await;
    let inbound = [
        ("CallSid", CALL),
        ("Direction", "inbound"),
        ("From", "anonymous"),
        ("To", "+15550100001"),
    ];
    let status = post(&sandbox, "", &[&inbound, &COMPLETED[..]].concat()).await;
    assert_eq!(status, 204);
    let call = read(&sandbox, CALL).await.unwrap();
    assert_eq!(call.content.direction, Direction::Inbound);
    assert_eq!(
        (call.content.from_number.as_str(), call.content.to_number.as_str()),
        ("anonymous", "+15550100001")
    );
    assert_eq!(call.progress.duration, Some(49));
}

#[tokio::test]
async fn news_before_the_call_waits_for_it() {
    let sandbox = sandbox().await;
    report(&sandbox, &[("CallStatus", "ringing"), ("From", "+15550100001"), ("To", LEAD)]).await;
    assert_eq!(read(&sandbox, OURS).await, None, "the website has not heard of it");
    begin(&sandbox).await;
    let call = read(&sandbox, OURS).await.unwrap();
    assert_eq!(call.progress.status, Some(CallStatus::Ringing));
}

#[tokio::test]
async fn an_unreadable_id_of_ours_is_no_id() {
    let sandbox = sandbox().await;
    let fields = [("CallSid", CALL), ("CallStatus", "ringing")];
    assert_eq!(post(&sandbox, "?call=a%2Fb", &fields).await, 204);
    let record = sandbox.only_record("CallsTable").await.unwrap();
    assert_eq!(record["call_id"], json!(CALL));
}

#[tokio::test]
async fn a_repeat_changes_nothing() {
    let sandbox = sandbox().await;
    begin(&sandbox).await;
    report(&sandbox, &COMPLETED).await;
    let before = sandbox.records("CallsTable").await.unwrap();
    report(&sandbox, &COMPLETED).await;
    assert_eq!(sandbox.records("CallsTable").await.unwrap(), before);
}

#[tokio::test]
async fn a_warm_webhook_calls_dynamodb_once() {
    let sandbox = sandbox().await;
    report(&sandbox, &[("CallStatus", "ringing")]).await;
    sandbox.aws.clear_calls();
    // Forward, the same once more, late, and from machine detection.
    report(&sandbox, &COMPLETED).await;
    report(&sandbox, &COMPLETED).await;
    report(&sandbox, &[("CallStatus", "initiated")]).await;
    report(&sandbox, &[("AnsweredBy", "human")]).await;
    let leg = [("CallStatus", "ringing"), ("ParentCallSid", CALL)];
    report(&sandbox, &leg).await;
    let calls = sandbox.aws.calls();
    let calls: Vec<_> = calls.iter().map(|call| (call.service, call.operation.as_str())).collect();
    assert_eq!(calls, [(Service::DynamoDb, "UpdateItem"); 5]);
}
