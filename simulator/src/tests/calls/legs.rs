//! Several legs, and recordings of what is said on them.

use super::*;

fn both(attributes: &str) -> String {
    format!(
        r#"<Dial action="/after" {attributes} recordingStatusCallback="/recording"
            recordingStatusCallbackEvent="in-progress completed absent">
            <Number statusCallback="/one">{LEAD}</Number>
            <Number statusCallback="/two">{OTHER}</Number></Dial>"#
    )
}

async fn dialling(attributes: &str) -> Phones {
    Phones::with_page(&both(attributes), ("/after", "<Say>After</Say>")).await
}

fn statuses(call: &PlayedCall) -> Vec<(&str, bool)> {
    call.legs.iter().map(|leg| (leg.status.as_str(), leg.bridged)).collect()
}

#[tokio::test]
async fn the_first_to_answer_wins() {
    let phones = dialling("").await;
    let script = [(LEAD, Party::answering(9, [])), (OTHER, Party::answering(4, [Step::talk(7)]))];
    let call = phones.play(parties(script, [])).await;
    assert_eq!(statuses(&call), [("canceled", false), ("completed", true)]);
    assert_eq!(phones.pages.only("/one").field("CallStatus"), "canceled");
    let after = phones.pages.only("/after");
    assert_eq!(
        (after.field("DialCallSid"), after.field("DialCallDuration")),
        (call.legs[1].sid.clone(), "7".into())
    );
    // Both began to ring at once.
    assert_eq!(call.duration, 4 + 7);
}

#[tokio::test]
async fn one_after_the_other() {
    let phones = dialling(r#"sequential="true" timeout="10""#).await;
    let script = [(LEAD, Party::NoAnswer), (OTHER, Party::answering(4, [Step::talk(7)]))];
    let call = phones.play(parties(script, [])).await;
    assert_eq!(statuses(&call), [("no-answer", false), ("completed", true)]);
    assert_eq!(call.duration, 10 + 4 + 7);
}

#[tokio::test]
async fn when_nobody_answers_the_last_one_counts() {
    let phones = dialling(r#"timeout="10""#).await;
    let call = phones.play(parties([(LEAD, Party::Busy), (OTHER, Party::NoAnswer)], [])).await;
    assert_eq!(statuses(&call), [("busy", false), ("no-answer", false)]);
    assert_eq!(phones.pages.only("/after").field("DialCallStatus"), "no-answer");
}

#[tokio::test]
async fn conversations_are_recorded() {
    let phones = dialling(r#"record="record-from-answer-dual""#).await;
    let script = [(LEAD, Party::answering(5, [Step::talk(30)])), (OTHER, Party::NoAnswer)];
    let call = phones.play(parties(script, [])).await;
    let recording = &call.recordings[0];
    assert_eq!((recording.source.as_str(), recording.channels), ("DialVerb", 2));
    assert_eq!((recording.status.as_str(), recording.duration), ("completed", Some(30)));
    let told = phones.pages.at("/recording");
    let told: Vec<_> = told.iter().map(|visit| visit.field("RecordingStatus")).collect();
    assert_eq!(told, ["in-progress", "completed"]);
    let completed = phones.pages.at("/recording").pop().unwrap();
    // The parent's, though the leg was recorded.
    assert_eq!(completed.field("CallSid"), call.sid);
    for path in ["/after", "/one"] {
        let visit = phones.pages.only(path);
        assert_eq!(visit.field("RecordingSid"), recording.sid);
        assert_eq!(visit.field("RecordingDuration"), "30");
    }
    assert!(!phones.pages.only("/number-status").has("RecordingSid"));
}

#[tokio::test]
async fn ringing_can_be_recorded_too() {
    let phones = dialling(r#"record="record-from-ringing" timeout="20""#).await;
    let script = [(LEAD, Party::answering(5, [Step::talk(30)])), (OTHER, Party::NoAnswer)];
    let call = phones.play(parties(script, [])).await;
    assert_eq!((call.recordings[0].channels, call.recordings[0].duration), (1, Some(35)));
    let call = phones.play(parties([(LEAD, Party::NoAnswer), (OTHER, Party::Busy)], [])).await;
    assert_eq!(call.recordings[0].status, "absent");
    assert_eq!(phones.pages.at("/recording").pop().unwrap().field("RecordingStatus"), "absent");
}

#[tokio::test]
async fn a_conversation_that_never_was_is_not_recorded() {
    let phones = dialling(r#"record="record-from-answer" timeout="20""#).await;
    let call = phones.play(parties([(LEAD, Party::NoAnswer), (OTHER, Party::Busy)], [])).await;
    assert!(call.recordings.is_empty() && phones.pages.at("/recording").is_empty());
}

#[tokio::test]
async fn a_leg_can_be_asked_who_answered() {
    let phones = Phones::new(&format!(
        r#"<Dial><Number machineDetection="Enable" amdStatusCallback="/amd">{LEAD}</Number></Dial>"#
    ))
    .await;
    let call = phones.play(lead(Party::Mailbox { after: 3 }, [])).await;
    let amd = phones.pages.only("/amd");
    assert_eq!(
        (amd.field("AnsweredBy"), amd.field("CallSid")),
        ("machine_start".into(), call.legs[0].sid.clone())
    );
}
