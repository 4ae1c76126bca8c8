//! What was said, before the recording is known or after it.

use std::collections::BTreeMap;

use serde_json::json;
use shared::records::TranscriptionStatus;
use twilio::form::Form;

use crate::{CALLER, QUERY, post, read, recording, sandbox, transcription};

const TEXT: &str = "Call me back.";

#[tokio::test]
async fn the_text_may_come_first_or_last() {
    for text_first in [true, false] {
        let sandbox = sandbox().await;
        let mut callbacks = [transcription("completed", TEXT), recording("completed", "30")];
        if !text_first {
            callbacks.reverse();
        }
        for (position, callback) in callbacks.iter().enumerate() {
            assert_eq!(post(&sandbox, QUERY, callback).await, 204);
            let seen = read(&sandbox).await.is_some();
            assert_eq!(seen, position == 1 || !text_first, "only with its recording");
        }
        let voicemail = read(&sandbox).await.unwrap();
        assert_eq!(voicemail.transcription.as_deref(), Some(TEXT));
        assert_eq!(voicemail.transcription_status, Some(TranscriptionStatus::Completed));
        assert_eq!(voicemail.from_number.as_deref(), Some(CALLER));
    }
}

#[tokio::test]
async fn a_failure_is_known_until_there_is_a_text() {
    let sandbox = sandbox().await;
    post(&sandbox, QUERY, &recording("completed", "30")).await;
    assert_eq!(post(&sandbox, QUERY, &transcription("failed", "")).await, 204);
    let voicemail = read(&sandbox).await.unwrap();
    assert_eq!(voicemail.transcription_status, Some(TranscriptionStatus::Failed));
    assert_eq!(voicemail.transcription, None);
    for (status, text) in [("completed", TEXT), ("failed", ""), ("completed", "another")] {
        assert_eq!(post(&sandbox, QUERY, &transcription(status, text)).await, 204);
        let voicemail = read(&sandbox).await.unwrap();
        assert_eq!(voicemail.transcription.as_deref(), Some(TEXT));
        assert_eq!(voicemail.transcription_status, Some(TranscriptionStatus::Completed));
    }
}

#[tokio::test]
async fn an_unknown_end_leaves_it_open() {
    let sandbox = sandbox().await;
    post(&sandbox, QUERY, &recording("completed", "30")).await;
    assert_eq!(post(&sandbox, QUERY, &transcription("in-review", "")).await, 204);
    assert_eq!(read(&sandbox).await.unwrap().transcription_status, None);
}

#[tokio::test]
async fn a_long_text_is_cut_between_characters() {
    let sandbox = sandbox().await;
    post(&sandbox, QUERY, &recording("completed", "30")).await;
    let text = format!("a{}", "ü".repeat(10_000));
    assert_eq!(post(&sandbox, QUERY, &transcription("completed", &text)).await, 204);
    let kept = read(&sandbox).await.unwrap().transcription.unwrap();
    assert_eq!(kept.len(), 16 * 1024 - 1);
}

/// A form as Twilio sends it, for the demo account.
#[tokio::test]
async fn every_sample_of_twilio_is_recorded() {
    let forms: BTreeMap<String, String> =
        serde_json::from_str(include_str!("../data/forms.json")).unwrap();
    assert_eq!(forms.len(), 1);
    for (name, raw) in forms {
        let sandbox = sandbox().await;
        let form = Form::parse(raw.as_bytes());
        let fields: Vec<_> = form.fields().iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let fields: Vec<_> = fields.into_iter().filter(|(name, _)| *name != "AccountSid").collect();
        assert_eq!(post(&sandbox, "", &fields).await, 204, "{name}");
        let record = sandbox.only_record("VoicemailsTable").await.unwrap();
        assert_eq!(record["recording_sid"], json!(form.get("RecordingSid")), "{name}");
        assert_eq!(record["call_id"], json!(form.get("CallSid")), "{name}");
        assert_eq!(record["from_number"], json!(form.get("From")), "{name}");
        assert!(record.get("transcription_failed_at").is_some(), "{name}");
        assert_eq!(record.get("status"), None, "{name}: it is in no inbox");
    }
}
