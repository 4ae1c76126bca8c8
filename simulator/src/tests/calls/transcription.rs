//! Text of messages that were left.

use super::*;

const RECORD: &str = r#"<Record action="/done" transcribe="true" transcribeCallback="/text"/>"#;

async fn transcribed(step: Step, recordings: RecordingFaults) -> (Phones, PlayedCall) {
    let phones = Phones::new(RECORD).await;
    let caller = vec![step];
    let call = phones.play(Script { caller, recordings, ..Script::default() }).await;
    (phones, call)
}

#[tokio::test]
async fn words_become_text() {
    let step = Step::speak_words(7, "call me back");
    let (phones, call) = transcribed(step, RecordingFaults::default()).await;
    let text = phones.pages.only("/text");
    assert_eq!(text.field("TranscriptionText"), "call me back");
    assert_eq!(text.field("TranscriptionStatus"), "completed");
    assert_eq!(text.field("RecordingSid"), call.recordings[0].sid);
    assert_eq!((text.field("CallSid"), text.field("CallStatus")), (call.sid, "completed".into()));
    assert!(text.field("TranscriptionSid").starts_with("TR"));
}

#[tokio::test]
async fn what_nobody_understands_fails() {
    let (phones, _) = transcribed(Step::speak(7), RecordingFaults::default()).await;
    let text = phones.pages.only("/text");
    assert_eq!(text.field("TranscriptionStatus"), "failed");
    assert_eq!(text.field("TranscriptionText"), "");
}

#[tokio::test]
async fn there_may_be_none() {
    let never = RecordingFaults { untranscribed: true, ..RecordingFaults::default() };
    let cases = [
        (Step::speak_words(1, "hi"), RecordingFaults::default(), 1),
        (Step::speak_words(7, "hi"), never, 7),
    ];
    for (step, recordings, duration) in cases {
        let (phones, call) = transcribed(step, recordings).await;
        assert_eq!(call.recordings[0].duration, Some(duration));
        assert!(phones.pages.at("/text").is_empty());
    }
}

#[tokio::test]
async fn a_transcribed_message_has_two_minutes() {
    let step = Step::speak_words(600, "long");
    let (phones, call) = transcribed(step, RecordingFaults::default()).await;
    assert_eq!(call.recordings[0].duration, Some(120));
    assert_eq!(phones.pages.at("/text").len(), 1);
}
