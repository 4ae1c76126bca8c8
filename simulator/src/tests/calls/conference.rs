//! `<Conference>`.

use super::*;

const ROOM: &str = r#"
    <Dial action="/after"><Conference record="record-from-start" participantLabel="customer"
        recordingStatusCallback="/recording" statusCallback="/room"
        statusCallbackEvent="start end join leave">Room 1</Conference></Dial>"#;

async fn room() -> Phones {
    Phones::with_page(ROOM, ("/after", "<Say>After</Say>")).await
}

fn events(phones: &Phones) -> Vec<String> {
    phones.pages.told("/room", "StatusCallbackEvent")
}

#[tokio::test]
async fn a_caller_waits_alone_and_leaves() {
    let phones = room().await;
    let call = phones.call([Step::talk(20)]).await;
    assert_eq!((call.heard, call.duration), (vec![Heard::Music], 20));
    assert_eq!(events(&phones), ["participant-join", "participant-leave", "conference-end"]);
    let after = phones.pages.only("/after");
    assert_eq!(
        (after.field("DialCallStatus"), after.field("CallStatus")),
        ("answered".into(), "completed".into())
    );
    assert!(
        !after.has("DialCallSid") && !after.has("DialCallDuration") && !after.has("DialBridged")
    );
    let recording = phones.pages.only("/recording");
    assert!(recording.field("ConferenceSid").starts_with("CF") && !recording.has("CallSid"));
    assert_eq!(recording.field("RecordingDuration"), "20");
}

#[tokio::test]
async fn two_meet() {
    let phones = room().await;
    let agent = Party::answering(10, [Step::talk(30)]);
    let script = parties([("conference:Room 1", agent)], [Step::talk(25), Step::speak(1)]);
    let call = phones.play(script).await;
    // Ten seconds of music, then fifteen together.
    assert_eq!(call.heard, [Heard::Music, Heard::Talked(15)]);
    let expected = ["participant-join", "conference-start", "participant-leave", "conference-end"];
    assert_eq!(events(&phones), expected);
}

#[tokio::test]
async fn a_caller_with_more_to_do_goes_on_when_the_other_leaves() {
    let phones = room().await;
    let agent = Party::answering(10, [Step::talk(30)]);
    let call = phones.play(parties([("conference:Room 1", agent)], [Step::press("1")])).await;
    assert_eq!(call.heard, [Heard::Music, Heard::Talked(30), said("After")]);
    assert_eq!(phones.pages.only("/after").field("CallStatus"), "in-progress");
}

#[tokio::test]
async fn callbacks_have_the_names_of_a_conference() {
    let phones = room().await;
    phones.call([Step::talk(20)]).await;
    let visits = phones.pages.at("/room");
    let join = [
        "Coaching",
        "FriendlyName",
        "SequenceNumber",
        "ConferenceSid",
        "EndConferenceOnExit",
        "CallSid",
        "StatusCallbackEvent",
        "StartConferenceOnEnter",
        "Hold",
        "AccountSid",
        "Muted",
        "Timestamp",
        "ParticipantLabel",
    ];
    assert_eq!(visits[0].names(), join);
    let leave = [&join[..], &["ParticipantCallStatus", "ReasonParticipantLeft"]].concat();
    assert_eq!(visits[1].names(), leave);
    let end = [
        "FriendlyName",
        "SequenceNumber",
        "ConferenceSid",
        "StatusCallbackEvent",
        "AccountSid",
        "Timestamp",
        "CallSidEndingConference",
        "ParticipantLabelEndingConference",
        "ReasonConferenceEnded",
        "Reason",
    ];
    assert_eq!(visits[2].names(), end);
}
