//! Requests as Twilio sends them, signed for the demo account and with its numbers.

use sandbox::demo::DEMO;

use crate::world::{BY_A_MACHINE, CALL, CALLER, Field, fields, post, prefer, sandbox};
use crate::{RECORDING, at, voicemail};

const CONFERENCE: &[Field] = &[
    ("CallStatus", "in-progress"),
    ("Called", DEMO.numbers[0]),
    ("Caller", CALLER),
    ("DialCallStatus", "answered"),
];
const HANGUP: &[Field] = &[
    ("CallStatus", "completed"),
    ("Digits", "hangup"),
    ("RecordingUrl", "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1"),
    ("RecordingSid", RECORDING),
    ("RecordingDuration", "12"),
];
const KEY: &[Field] = &[
    ("CallStatus", "in-progress"),
    ("Digits", "#"),
    ("RecordingUrl", "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1"),
    ("RecordingSid", RECORDING),
    ("RecordingDuration", "7"),
];
const SPEECH: &[Field] = &[
    ("CallStatus", "in-progress"),
    ("SpeechResult", "Yes, book it."),
    ("Confidence", "0.9128386"),
    ("Language", "en-US"),
];

#[tokio::test]
async fn the_end_of_a_conference_ends_the_call() {
    let sandbox = sandbox().await;
    prefer(&sandbox, &voicemail()).await;
    let heard = post(&sandbox, &at("after-dial"), &fields(CONFERENCE)).await;
    assert!(heard.status == 200 && !heard.text.contains("<Record"), "{heard:?}");
    let call = sandbox.only_record("CallsTable").await.unwrap();
    assert_eq!((&call["call_id"], &call["dial_status"]), (&CALL.into(), &"answered".into()));
}

#[tokio::test]
async fn a_recording_ends_by_hanging_up_or_by_a_key() {
    for sample in [HANGUP, KEY] {
        let sandbox = sandbox().await;
        let heard = post(&sandbox, &at("voicemail-done"), &fields(sample)).await;
        assert_eq!(heard.status, 200);
        let voicemail = sandbox.only_record("VoicemailsTable").await.unwrap();
        assert_eq!(voicemail["recording_sid"], RECORDING);
        assert_eq!(
            (&voicemail["from_number"], &voicemail["call_id"]),
            (&CALLER.into(), &CALL.into())
        );
    }
}

#[tokio::test]
async fn speech_is_no_key() {
    let sandbox = sandbox().await;
    let heard = post(&sandbox, &at("menu"), &fields(SPEECH)).await;
    assert!(heard.status == 200 && heard.text.contains("Goodbye."), "{heard:?}");
}

#[tokio::test]
async fn an_outbound_call_is_answered_by_a_machine() {
    let sandbox = sandbox().await;
    let heard = post(&sandbox, &at("answered"), &fields(BY_A_MACHINE)).await;
    assert_eq!(heard.status, 200);
    let call = sandbox.only_record("CallsTable").await.unwrap();
    assert_eq!(
        (&call["call_sid"], &call["answered_by"]),
        (&CALL.into(), &"machine_end_beep".into())
    );
}
