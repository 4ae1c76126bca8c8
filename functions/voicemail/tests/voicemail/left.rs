//! Voicemails that were left, and those that were not.

use sandbox::Hook;
use sandbox::aws::Service;
use serde_json::json;
use shared::records::{AttachmentStatus, VoicemailStatus};
use shared::store::{List, PageRequest, Wanted, Whose};

use crate::{
    CALL, CALLER, QUERY, RECORDING, URL, begin, call, hook, read, recording, transcription,
};

/// How many voicemails the inbox shows.
async fn inbox(hook: &Hook) -> usize {
    let store = hook.app("WebsiteFunction").unwrap().store;
    let page = PageRequest::parse(List::Voicemails, None, None).unwrap();
    let status = Some(VoicemailStatus::New);
    store
        .voicemail_list(&"demo".parse().unwrap(), (&Whose::All, status, Wanted::All), &page)
        .await
        .unwrap()
        .items
        .len()
}

#[tokio::test]
async fn a_voicemail_is_in_the_inbox_and_marks_its_call() {
    let hook = hook().await;
    begin(&hook).await;
    assert_eq!(hook.post(QUERY, &recording("completed", "30")).await, 204);

    let voicemail = read(&hook).await.unwrap();
    assert_eq!((voicemail.status, inbox(&hook).await), (VoicemailStatus::New, 1));
    assert_eq!(voicemail.call_id.as_str(), CALL);
    assert_eq!(voicemail.call_sid, Some(CALL.parse().unwrap()));
    assert_eq!(voicemail.from_number.as_deref(), Some(CALLER));
    assert_eq!(voicemail.to_number.as_deref(), Some("+15550100001"));
    assert_eq!((voicemail.facts.duration, voicemail.is_empty()), (Some(30), false));
    assert_eq!((voicemail.transcription.as_ref(), voicemail.transcription_status), (None, None));
    let file = voicemail.file.unwrap();
    assert_eq!((file.status, &file.url), (AttachmentStatus::Pending, &format!("{URL}.mp3")));

    let call = call(&hook).await;
    assert_eq!((call.has_voicemail(), call.voicemail_duration), (true, Some(30)));
    assert_eq!(call.recordings, [], "a voicemail is no recording of the call");
    let job = hook.only_record("JobsTable").await.unwrap();
    assert_eq!(job["job_id"], json!(format!("voicemail:{RECORDING}")));
    assert_eq!(hook.aws.sqs().messages("MediaQueue").unwrap().len(), 1);
}

#[tokio::test]
async fn under_two_seconds_it_is_kept_as_empty() {
    for (seconds, empty) in [("0", true), ("1", true), ("2", false)] {
        let hook = hook().await;
        begin(&hook).await;
        assert_eq!(hook.post(QUERY, &recording("completed", seconds)).await, 204);
        assert_eq!(read(&hook).await.unwrap().is_empty(), empty, "{seconds}");
        assert_eq!(call(&hook).await.has_voicemail(), !empty, "{seconds}");
        hook.only_record("JobsTable").await.unwrap();
    }
}

#[tokio::test]
async fn without_a_recording_there_is_no_voicemail() {
    for status in ["absent", "failed", "in-progress", "paused"] {
        let hook = hook().await;
        begin(&hook).await;
        assert_eq!(hook.post(QUERY, &recording(status, "0")).await, 204);
        assert_eq!((read(&hook).await, inbox(&hook).await), (None, 0), "{status}");
        assert_eq!(call(&hook).await.voicemail_duration, None, "{status}");
        assert!(hook.records("JobsTable").await.unwrap().is_empty(), "{status}");
        // It was there after all.
        assert_eq!(hook.post(QUERY, &recording("completed", "30")).await, 204);
        assert_eq!(read(&hook).await.unwrap().facts.duration, Some(30), "{status}");
    }
}

#[tokio::test]
async fn numbers_that_the_url_lacks_come_from_the_form() {
    let hook = hook().await;
    begin(&hook).await;
    assert_eq!(hook.post("?to=15550100001", &recording("completed", "30")).await, 204);
    assert_eq!(read(&hook).await.unwrap().from_number, None);
    let mut told = transcription("failed", "");
    told.retain(|(name, _)| *name != "From");
    told.push(("From", "anonymous"));
    assert_eq!(hook.post("?to=15550100001", &told).await, 204);
    let voicemail = read(&hook).await.unwrap();
    assert_eq!(voicemail.from_number.as_deref(), Some("anonymous"));
    assert_eq!(voicemail.to_number.as_deref(), Some("+15550100001"));
}

#[tokio::test]
async fn a_call_that_is_not_known_yet_is_marked_too() {
    let hook = hook().await;
    assert_eq!(hook.post(QUERY, &recording("completed", "30")).await, 204);
    begin(&hook).await;
    assert!(call(&hook).await.has_voicemail());
}

#[tokio::test]
async fn a_repeat_changes_nothing() {
    let hook = hook().await;
    begin(&hook).await;
    hook.post(QUERY, &recording("completed", "30")).await;
    let before = (read(&hook).await, call(&hook).await);
    assert_eq!(hook.post(QUERY, &recording("completed", "30")).await, 204);
    assert_eq!((read(&hook).await, call(&hook).await), before);
    assert_eq!(hook.aws.sqs().messages("MediaQueue").unwrap().len(), 1);
}

#[tokio::test]
async fn what_the_tenant_did_with_it_stays() {
    let hook = hook().await;
    hook.post(QUERY, &recording("completed", "30")).await;
    let app = hook.app("WebsiteFunction").unwrap();
    let (tenant, sid) = ("demo".parse().unwrap(), RECORDING.parse().unwrap());
    let status = VoicemailStatus::Archived;
    app.store.voicemail_mark(&tenant, &sid, status, app.now()).await.unwrap().unwrap();
    hook.post(QUERY, &recording("completed", "30")).await;
    hook.post(QUERY, &transcription("completed", "call me back")).await;
    assert_eq!((read(&hook).await.unwrap().status, inbox(&hook).await), (status, 0));
}

#[tokio::test]
async fn a_warm_webhook_calls_dynamodb_once() {
    let hook = hook().await;
    hook.post(QUERY, &transcription("failed", "")).await;
    hook.aws.clear_calls();
    hook.post(QUERY, &recording("completed", "30")).await;
    hook.post(QUERY, &recording("completed", "30")).await;
    hook.post(QUERY, &transcription("completed", "call me back")).await;
    hook.aws.assert_called(&[
        (Service::DynamoDb, "TransactWriteItems"),
        (Service::Sqs, "SendMessageBatch"),
        (Service::DynamoDb, "TransactWriteItems"),
        (Service::DynamoDb, "UpdateItem"),
    ]);
}
