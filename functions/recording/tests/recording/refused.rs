//! Requests that are not let in, and what is left when AWS is down: nothing half written.

use sandbox::demo::OTHER;

use crate::{CALL, RECORDING, URL, begin, call, completed, fields, hook};

#[tokio::test]
async fn forged_callbacks_and_unknown_accounts_are_forbidden() {
    hook().await.assert_strangers_forbidden("", &completed(RECORDING), "CallsTable").await;
}

#[tokio::test]
async fn another_tenants_call_is_left_alone() {
    let hook = hook().await;
    hook.add(&OTHER).await.unwrap();
    begin(&hook).await;
    hook.post("", &completed(RECORDING)).await;
    let before = call(&hook).await;
    let second = "RE00000000000000000000000000000002";
    let forms = [fields(second, "in-progress"), completed(second), completed(RECORDING)];
    for query in ["", &format!("?call={CALL}")] {
        hook.assert_others_forbidden(query, forms.iter().map(Vec::as_slice)).await;
    }
    assert_eq!(call(&hook).await, before);
    assert_eq!(hook.records("JobsTable").await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let hook = hook().await;
    let known = [("RecordingSid", RECORDING), ("RecordingStatus", "completed")];
    let (sid, url) = (("CallSid", CALL), ("RecordingUrl", URL));
    let long = "u".repeat(2_049);
    let forms: [(&[_], _); 5] = [
        (&[sid], "RecordingSid, RecordingStatus"),
        (&[known[0], known[1], url], "CallSid"),
        (&[known[0], known[1], url, ("CallSid", "CA1")], "CallSid"),
        (&[known[0], known[1], sid], "RecordingUrl"),
        (&[known[0], known[1], sid, ("RecordingUrl", &long)], "RecordingUrl"),
    ];
    hook.assert_missing_named(&forms).await;
    hook.assert_empty(&["CallsTable"]).await;
}

#[tokio::test]
async fn without_dynamodb_twilio_is_told_to_try_again() {
    let hook = hook().await;
    begin(&hook).await;
    hook.assert_told_to_try_again("", &completed(RECORDING)).await;
    assert_eq!(call(&hook).await.recordings, []);
    hook.assert_empty(&["JobsTable"]).await;
    assert_eq!(hook.post("", &completed(RECORDING)).await, 204);
    assert_eq!(call(&hook).await.recordings.len(), 1);
}
