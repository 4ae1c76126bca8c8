//! `<Record>` in all its endings.

use super::*;

const VOICEMAIL: &str = r#"
    <Say>Speak</Say>
    <Record action="/done" maxLength="120" timeout="5" finishOnKey="*" trim="trim-silence"
        recordingStatusCallback="/recording"
        recordingStatusCallbackEvent="in-progress completed absent"/>
    <Say>Nothing</Say>"#;

async fn voicemail(verbs: &str) -> Phones {
    Phones::with_page(verbs, ("/done", "<Say>Thanks</Say>")).await
}

fn statuses(phones: &Phones) -> Vec<String> {
    phones.pages.told("/recording", "RecordingStatus")
}

#[tokio::test]
async fn a_caller_who_hangs_up_has_left_a_message() {
    let phones = voicemail(VOICEMAIL).await;
    let call = phones.call([Step::speak(7)]).await;
    assert_eq!(call.heard, [said("Speak"), Heard::Beep]);
    let done = phones.pages.only("/done");
    assert_eq!(
        (done.field("Digits"), done.field("CallStatus")),
        ("hangup".into(), "completed".into())
    );
    assert_eq!(done.field("RecordingDuration"), "7");
    assert_eq!(statuses(&phones), ["in-progress", "completed"]);
    let recording = &call.recordings[0];
    assert_eq!((recording.status.as_str(), recording.duration), ("completed", Some(7)));
    assert_eq!((recording.source.as_str(), recording.channels), ("RecordVerb", 1));
    assert_eq!(done.field("RecordingSid"), recording.sid);
    let expected = phones.path(&format!("Recordings/{}", recording.sid));
    assert_eq!(done.field("RecordingUrl"), format!("{}{expected}", phones.twilio.url()));
    // The action does not wait for the file, and the end of the call not either.
    let order = ["/voice", "/recording", "/done", "/number-status", "/recording"];
    assert_eq!(phones.pages.paths(), order);
}

#[tokio::test]
async fn a_key_ends_it() {
    let phones = voicemail(VOICEMAIL).await;
    let call = phones.call([Step::speak(7), Step::press("*")]).await;
    assert_eq!(call.heard.last(), Some(&said("Thanks")));
    let done = phones.pages.only("/done");
    assert_eq!(
        (done.field("Digits"), done.field("CallStatus")),
        ("*".into(), "in-progress".into())
    );
}

#[tokio::test]
async fn silence_ends_it() {
    let phones = voicemail(VOICEMAIL).await;
    // The other key ends nothing.
    for after in [Step::silent(), Step::press("1"), Step::hang_up().after(6)] {
        let call = phones.call([Step::speak(7), after]).await;
        assert_eq!(call.heard.last(), Some(&said("Thanks")));
        // One word, the beep, the message, the silence, one word.
        assert_eq!(call.recordings[0].duration, Some(7));
        assert!([13, 14].contains(&call.duration), "{}", call.duration);
    }
    assert!(phones.pages.at("/done").iter().all(|done| !done.has("Digits")));
}

#[tokio::test]
async fn without_trimming_the_silence_is_in_it() {
    let phones = voicemail(&VOICEMAIL.replace("trim-silence", "do-not-trim")).await;
    let call = phones.call([Step::speak(7).after(2), Step::silent()]).await;
    assert_eq!(call.recordings[0].duration, Some(14));
}

#[tokio::test]
async fn the_longest_message_is_cut() {
    let phones = voicemail(VOICEMAIL).await;
    let call = phones.call([Step::speak(600)]).await;
    assert_eq!(call.recordings[0].duration, Some(120));
    assert_eq!(call.heard.last(), Some(&said("Thanks")));
    assert!(!phones.pages.only("/done").has("Digits"));
}

#[tokio::test]
async fn no_message_is_no_recording() {
    for caller in
        [vec![Step::silent()], vec![Step::speak(0), Step::silent()], vec![Step::press("*")]]
    {
        let phones = voicemail(VOICEMAIL).await;
        let call = phones.call(caller).await;
        assert_eq!(call.heard.last(), Some(&said("Nothing")));
        assert_eq!(statuses(&phones), ["in-progress", "absent"]);
        assert_eq!(
            (call.recordings[0].status.as_str(), call.recordings[0].duration),
            ("absent", None)
        );
        assert!(phones.pages.at("/done").is_empty());
    }
}

#[tokio::test]
async fn a_caller_who_never_speaks_leaves_no_message() {
    let phones = voicemail(VOICEMAIL).await;
    let call = phones.call([]).await;
    assert_eq!(
        (call.heard.last(), call.recordings[0].status.as_str()),
        (Some(&Heard::Beep), "absent")
    );
    assert!(phones.pages.at("/done").is_empty());
}

#[tokio::test]
async fn by_default_only_a_completed_recording_is_told_of() {
    let phones = voicemail(
        r#"<Record action="/done" playBeep="false" recordingStatusCallback="/recording"
            recordingStatusCallbackMethod="GET"/>"#,
    )
    .await;
    let call = phones.call([Step::speak(3), Step::press("5")]).await;
    assert!(!call.heard.contains(&Heard::Beep));
    assert_eq!(phones.pages.only("/recording").method, "GET");
    assert_eq!(phones.pages.only("/done").field("Digits"), "5");
    phones.call([]).await;
    assert_eq!(phones.pages.at("/recording").len(), 1);
}

#[tokio::test]
async fn a_recording_can_fail() {
    let phones = voicemail(VOICEMAIL).await;
    let recordings = RecordingFaults { failed: true, ..RecordingFaults::default() };
    let caller = vec![Step::speak(7)];
    let call = phones.play(Script { caller, recordings, ..Script::default() }).await;
    assert_eq!((call.recordings[0].status.as_str(), call.recordings[0].duration), ("failed", None));
    assert_eq!(statuses(&phones), ["in-progress", "failed"]);
}

#[tokio::test]
async fn without_an_action_the_same_document_comes_again() {
    let phones = voicemail("<Record/>").await;
    let steps = std::iter::repeat_n([Step::speak(3), Step::press("#")], 100).flatten();
    let call = phones.call(steps).await;
    assert_eq!(call.recordings.len(), 50);
    assert!(call.error.unwrap().message.contains("50 documents"));
}
