//! Recordings that are kept with their call.

use sandbox::aws::Service;
use sandbox::demo::DEMO;
use serde_json::json;
use shared::records::AttachmentStatus;
use twilio::status::RecordingStatus;
use twilio_simulator::Delivery;

use crate::{CALL, RECORDING, URL, begin, call, completed, fields, hook};

const SECOND: &str = "RE00000000000000000000000000000002";
const OUR_CALL: &str = "?call=CA00000000000000000000000000000001";

#[tokio::test]
async fn a_completed_recording_is_linked_and_its_file_is_fetched() {
    let hook = hook().await;
    begin(&hook).await;
    assert_eq!(hook.post("", &fields(RECORDING, "in-progress")).await, 204);
    assert_eq!(call(&hook).await.recordings[0].status, Some(RecordingStatus::InProgress));
    assert!(hook.records("JobsTable").await.unwrap().is_empty());

    assert_eq!(hook.post("", &completed(RECORDING)).await, 204);
    let call = call(&hook).await;
    let [recording] = call.recordings.as_slice() else { panic!("{:?}", call.recordings) };
    assert_eq!(recording.status, Some(RecordingStatus::Completed));
    let facts = &recording.facts;
    assert_eq!((facts.duration, facts.channels, facts.error_code), (Some(120), Some(2), None));
    assert_eq!(facts.source.as_ref().unwrap().as_str(), "DialVerb");
    assert_eq!(facts.track.as_ref().unwrap().as_str(), "both");
    assert_eq!(facts.start_time.unwrap().to_string(), "2026-10-01T10:00:05.000Z");
    let file = recording.file.as_ref().unwrap();
    assert_eq!((file.status, &file.url), (AttachmentStatus::Pending, &format!("{URL}.mp3")));

    let job = hook.only_record("JobsTable").await.unwrap();
    assert_eq!(job["payload"]["url"], json!(file.url));
    let target = json!({"record": "recording", "call_id": CALL, "recording_sid": RECORDING});
    assert_eq!(job["payload"]["target"], target);
    assert_eq!(hook.aws.sqs().messages("MediaQueue").unwrap().len(), 1);
}

#[tokio::test]
async fn a_call_has_all_its_recordings() {
    let hook = hook().await;
    begin(&hook).await;
    for recording in [RECORDING, SECOND] {
        assert_eq!(hook.post("", &completed(recording)).await, 204);
    }
    let recordings = call(&hook).await.recordings;
    let mut sids: Vec<_> = recordings.iter().map(|one| one.recording_sid.as_str()).collect();
    sids.sort_unstable();
    assert_eq!(sids, [RECORDING, SECOND]);
    assert_eq!(hook.records("JobsTable").await.unwrap().len(), 2);
}

#[tokio::test]
async fn without_a_file_there_is_no_job() {
    for status in ["absent", "failed", "paused"] {
        let hook = hook().await;
        begin(&hook).await;
        let code = ("ErrorCode", "13227");
        let mut fields = fields(RECORDING, status);
        fields.retain(|(name, _)| *name != "ErrorCode");
        assert_eq!(hook.post("", &[&fields[..], &[code]].concat()).await, 204);
        let recording = call(&hook).await.recordings.remove(0);
        let known = Some(status).filter(|status| *status != "paused");
        assert_eq!(recording.status.as_ref().map(RecordingStatus::as_str), known);
        assert_eq!((recording.facts.error_code, recording.file), (Some(13227), None));
        assert!(hook.records("JobsTable").await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn late_news_and_repeats_change_nothing() {
    let hook = hook().await;
    begin(&hook).await;
    hook.post("", &completed(RECORDING)).await;
    let before = call(&hook).await.recordings;
    for _ in 0..2 {
        assert_eq!(hook.post("", &completed(RECORDING)).await, 204);
        assert_eq!(hook.post("", &fields(RECORDING, "in-progress")).await, 204);
    }
    assert_eq!(call(&hook).await.recordings, before);
    assert_eq!(hook.aws.sqs().messages("MediaQueue").unwrap().len(), 1);
}

/// The callback of a leg tells of its recording too, but less.
#[tokio::test]
async fn what_another_callback_did_not_tell_is_added() {
    let hook = hook().await;
    begin(&hook).await;
    let leg = [
        ("CallSid", "CA00000000000000000000000000000002"),
        ("ParentCallSid", CALL),
        ("CallStatus", "completed"),
        ("RecordingSid", RECORDING),
        ("RecordingUrl", URL),
        ("RecordingDuration", "120"),
    ];
    let told = hook.deliver((&DEMO, "call-status"), &leg, &Delivery::default()).await;
    assert_eq!(told.unwrap().status, 204);
    assert_eq!(call(&hook).await.recordings[0].facts.channels, None);

    assert_eq!(hook.post("", &completed(RECORDING)).await, 204);
    let recording = call(&hook).await.recordings.remove(0);
    assert_eq!((recording.facts.channels, recording.facts.duration), (Some(2), Some(120)));
    assert_eq!(hook.aws.sqs().messages("MediaQueue").unwrap().len(), 1, "fetched once");
    hook.aws.clear_calls();
    assert_eq!(hook.post("", &completed(RECORDING)).await, 204);
    assert_eq!(hook.aws.calls().len(), 1, "there is nothing left to add");
}

#[tokio::test]
async fn our_id_names_the_call_of_a_conference() {
    let hook = hook().await;
    begin(&hook).await;
    let mut fields = completed(RECORDING);
    fields.retain(|(name, _)| *name != "CallSid");
    fields.push(("ConferenceSid", "CF00000000000000000000000000000001"));
    assert_eq!(hook.post(OUR_CALL, &fields).await, 204);
    assert_eq!(call(&hook).await.recordings.len(), 1);
}

#[tokio::test]
async fn a_warm_webhook_calls_dynamodb_once() {
    let hook = hook().await;
    begin(&hook).await;
    hook.post("", &completed(SECOND)).await;
    hook.aws.clear_calls();
    hook.post("", &fields(RECORDING, "in-progress")).await;
    hook.post("", &completed(RECORDING)).await;
    hook.post("", &completed(RECORDING)).await;
    hook.aws.assert_called(&[
        (Service::DynamoDb, "UpdateItem"),
        (Service::DynamoDb, "TransactWriteItems"),
        (Service::Sqs, "SendMessageBatch"),
        (Service::DynamoDb, "TransactWriteItems"),
    ]);
}

/// Forms as Twilio sends them, for the demo account.
#[tokio::test]
async fn every_sample_of_twilio_is_recorded() {
    for (name, form) in sandbox::samples(include_str!("../data/forms.json"), 5) {
        let hook = hook().await;
        // A conference has no call, so the URL that we give for it names one.
        let (query, call) = match form.get("CallSid") {
            Some(sid) => ("", sid),
            None => (OUR_CALL, CALL),
        };
        let answer = hook.deliver_sample(&format!("recording-status{query}"), &form).await;
        assert_eq!(answer.status, 204, "{name}");

        let record = hook.only_record("CallsTable").await.unwrap();
        assert_eq!(record["call_id"], json!(call), "{name}");
        let attribute =
            |what: &str| record.get(format!("rec:{}:{what}", form.get("RecordingSid").unwrap()));
        let status = form.get("RecordingStatus").unwrap();
        assert!(attribute(&format!("at:{status}")).is_some(), "{name}");
        let number = |field| form.get(field).map(|text| json!(text.parse::<u32>().unwrap()));
        assert_eq!(attribute("duration"), number("RecordingDuration").as_ref(), "{name}");
        assert_eq!(attribute("channels"), number("RecordingChannels").as_ref(), "{name}");
        assert_eq!(attribute("source"), Some(&json!(form.get("RecordingSource"))), "{name}");
        let jobs = hook.records("JobsTable").await.unwrap();
        assert_eq!(jobs.len(), usize::from(status == "completed"), "{name}");
        assert_eq!(attribute("file").is_some(), status == "completed", "{name}");
    }
}
