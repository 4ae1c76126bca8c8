//! Requests that are not let in, and what is left when AWS is down: nothing half written.

use sandbox::demo::OTHER;

use crate::{CALL, QUERY, RECORDING, URL, begin, call, hook, read, recording, transcription};

#[tokio::test]
async fn forged_callbacks_and_unknown_accounts_are_forbidden() {
    hook()
        .await
        .assert_strangers_forbidden(QUERY, &recording("completed", "30"), "VoicemailsTable")
        .await;
}

#[tokio::test]
async fn another_tenants_voicemail_is_left_alone() {
    let hook = hook().await;
    hook.add(&OTHER).await.unwrap();
    begin(&hook).await;
    hook.post(QUERY, &recording("completed", "30")).await;
    let before = (read(&hook).await, call(&hook).await);
    let forms = [
        recording("completed", "30"),
        recording("absent", "0"),
        transcription("completed", "not mine"),
        transcription("failed", ""),
    ];
    hook.assert_others_forbidden(QUERY, forms.iter().map(Vec::as_slice)).await;
    assert_eq!((read(&hook).await, call(&hook).await), before);
}

/// The recording is the sender's own, but not the call that its URL names.
#[tokio::test]
async fn another_tenants_call_is_not_marked() {
    let hook = hook().await;
    hook.add(&OTHER).await.unwrap();
    begin(&hook).await;
    let fields = recording("completed", "30");
    hook.assert_others_forbidden(QUERY, [fields.as_slice()]).await;
    assert_eq!(call(&hook).await.voicemail_duration, None);
    hook.assert_empty(&["VoicemailsTable", "JobsTable"]).await;
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let hook = hook().await;
    let (call, sid, url) = (("CallSid", CALL), ("RecordingSid", RECORDING), ("RecordingUrl", URL));
    let completed = ("RecordingStatus", "completed");
    let forms: [(&[_], _); 5] = [
        (&[], "RecordingSid, CallSid, RecordingStatus"),
        (&[sid, completed, url], "CallSid"),
        (&[call, sid, completed], "RecordingUrl"),
        (&[call, sid, url], "RecordingStatus"),
        (&[call, ("TranscriptionStatus", "failed")], "RecordingSid"),
    ];
    hook.assert_missing_named(&forms).await;
    hook.assert_empty(&["VoicemailsTable"]).await;
}

#[tokio::test]
async fn without_dynamodb_twilio_is_told_to_try_again() {
    let hook = hook().await;
    begin(&hook).await;
    let fields = recording("completed", "30");
    hook.assert_told_to_try_again(QUERY, &fields).await;
    assert_eq!(call(&hook).await.voicemail_duration, None);
    hook.assert_empty(&["VoicemailsTable", "JobsTable"]).await;
    assert_eq!(hook.post(QUERY, &fields).await, 204);
    assert!(call(&hook).await.has_voicemail() && read(&hook).await.is_some());
}
