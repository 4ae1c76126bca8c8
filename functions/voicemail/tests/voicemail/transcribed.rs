//! What was said, before the recording is known or after it.

use serde_json::json;
use shared::records::TranscriptionStatus;

use crate::{CALLER, QUERY, hook, read, recording, transcription};

const TEXT: &str = "Call me back.";

#[tokio::test]
async fn the_text_may_come_first_or_last() {
    for text_first in [true, false] {
        let hook = hook().await;
        let mut callbacks = [transcription("completed", TEXT), recording("completed", "30")];
        if !text_first {
            callbacks.reverse();
        }
        for (position, callback) in callbacks.iter().enumerate() {
            assert_eq!(hook.post(QUERY, callback).await, 204);
            let seen = read(&hook).await.is_some();
            assert_eq!(seen, position == 1 || !text_first, "only with its recording");
        }
        let voicemail = read(&hook).await.unwrap();
        assert_eq!(voicemail.transcription.as_deref(), Some(TEXT));
        assert_eq!(voicemail.transcription_status, Some(TranscriptionStatus::Completed));
        assert_eq!(voicemail.from_number.as_deref(), Some(CALLER));
    }
}

#[tokio::test]
async fn a_failure_is_known_until_there_is_a_text() {
    let hook = hook().await;
    hook.post(QUERY, &recording("completed", "30")).await;
    assert_eq!(hook.post(QUERY, &transcription("failed", "")).await, 204);
    let voicemail = read(&hook).await.unwrap();
    assert_eq!(voicemail.transcription_status, Some(TranscriptionStatus::Failed));
    assert_eq!(voicemail.transcription, None);
    for (status, text) in [("completed", TEXT), ("failed", ""), ("completed", "another")] {
        assert_eq!(hook.post(QUERY, &transcription(status, text)).await, 204);
        let voicemail = read(&hook).await.unwrap();
        assert_eq!(voicemail.transcription.as_deref(), Some(TEXT));
        assert_eq!(voicemail.transcription_status, Some(TranscriptionStatus::Completed));
    }
}

/// Nobody waits for a text that will not come.
#[tokio::test]
async fn a_voicemail_that_nobody_writes_down_says_so() {
    for (query, seconds, expected) in [
        (QUERY.to_owned(), "30", None),
        (QUERY.to_owned(), "1", Some(TranscriptionStatus::None)),
        (format!("{QUERY}&transcribe=no"), "30", Some(TranscriptionStatus::None)),
    ] {
        let hook = hook().await;
        hook.post(&query, &recording("completed", seconds)).await;
        assert_eq!(read(&hook).await.unwrap().transcription_status, expected, "{query} {seconds}");
        hook.post(&query, &transcription("completed", TEXT)).await;
        let status = read(&hook).await.unwrap().transcription_status;
        assert_eq!(status, Some(TranscriptionStatus::Completed), "it came after all");
    }
}

#[tokio::test]
async fn an_unknown_end_leaves_it_open() {
    let hook = hook().await;
    hook.post(QUERY, &recording("completed", "30")).await;
    assert_eq!(hook.post(QUERY, &transcription("in-review", "")).await, 204);
    assert_eq!(read(&hook).await.unwrap().transcription_status, None);
}

#[tokio::test]
async fn a_long_text_is_cut_between_characters() {
    let hook = hook().await;
    hook.post(QUERY, &recording("completed", "30")).await;
    let text = format!("a{}", "ü".repeat(10_000));
    assert_eq!(hook.post(QUERY, &transcription("completed", &text)).await, 204);
    let kept = read(&hook).await.unwrap().transcription.unwrap();
    assert_eq!(kept.len(), 16 * 1024 - 1);
}

/// A form as Twilio sends it, for the demo account.
#[tokio::test]
async fn every_sample_of_twilio_is_recorded() {
    for (name, form) in sandbox::samples(include_str!("../data/forms.json"), 1) {
        let hook = hook().await;
        let answer = hook.deliver_sample("voicemail-recording", &form).await;
        assert_eq!(answer.status, 204, "{name}");
        let record = hook.only_record("VoicemailsTable").await.unwrap();
        assert_eq!(record["recording_sid"], json!(form.get("RecordingSid")), "{name}");
        assert_eq!(record["call_id"], json!(form.get("CallSid")), "{name}");
        assert_eq!(record["from_number"], json!(form.get("From")), "{name}");
        assert!(record.get("transcription_failed_at").is_some(), "{name}");
        assert_eq!(record.get("status"), None, "{name}: it is in no inbox");
    }
}
