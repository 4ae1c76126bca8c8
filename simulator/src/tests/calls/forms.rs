//! Requests have the names, the order and the formats of captured ones.

use super::*;

const PLACES: [&str; 16] = [
    "CalledCity",
    "CalledCountry",
    "CalledState",
    "CalledZip",
    "CallerCity",
    "CallerCountry",
    "CallerState",
    "CallerZip",
    "FromCity",
    "FromCountry",
    "FromState",
    "FromZip",
    "ToCity",
    "ToCountry",
    "ToState",
    "ToZip",
];
const VOICE: [&str; 9] = [
    "AccountSid",
    "ApiVersion",
    "CallSid",
    "CallStatus",
    "Called",
    "Caller",
    "Direction",
    "From",
    "To",
];

/// All names, sorted as captured requests for TwiML are.
fn sorted(parts: &[&[&str]]) -> Vec<String> {
    let mut names: Vec<_> = parts.concat().into_iter().map(str::to_owned).collect();
    names.sort();
    names
}

/// The sorted ones, then those that come after.
fn then(parts: &[&[&str]], after: &[&str]) -> Vec<String> {
    let mut names = sorted(parts);
    names.extend(after.iter().map(|name| (*name).to_owned()));
    names
}

#[tokio::test]
async fn voice() {
    let phones = Phones::new("<Hangup/>").await;
    let geo = Geo { city: "SAN FRANCISCO".into(), zip: "94103".into(), ..Geo::default() };
    let extra = [("ForwardedFrom", "+15550000009"), ("StirVerstat", "TN-Validation-Passed-A")];
    let extra = extra.map(|(name, value)| (name.into(), value.into())).into();
    let call = OutsideCall { geo, extra, ..outside_call(Script::default()) };
    phones.twilio.place_call(call).await.unwrap();
    let voice = phones.pages.only("/voice");
    let own = ["CallToken", "ForwardedFrom", "StirVerstat"];
    assert_eq!(voice.names(), sorted(&[&VOICE, &PLACES, &own]));
    let values =
        ["From", "Caller", "To", "Called", "Direction", "ApiVersion", "CallerCity", "ToZip"];
    let expected = [PHONE, PHONE, NUMBER, NUMBER, "inbound", "2010-04-01", "SAN FRANCISCO", ""];
    assert_eq!(values.map(|name| voice.field(name)), expected);
    assert!(voice.body.contains("CallerCity=SAN+FRANCISCO"));
}

#[tokio::test]
async fn anonymous_callers_are_from_nowhere() {
    let phones = Phones::new("<Hangup/>").await;
    for from in ["anonymous", "client:alice", "sip:bob@example.com"] {
        let call = OutsideCall { from: from.into(), ..outside_call(Script::default()) };
        let call = phones.twilio.place_call(call).await.unwrap();
        let visits = phones.pages.at("/voice");
        let voice = visits.iter().find(|visit| visit.field("CallSid") == call.sid).unwrap();
        assert_eq!(
            (voice.field("From"), voice.has("FromCity"), voice.has("ToCity")),
            (from.into(), false, true)
        );
    }
}

#[tokio::test]
async fn actions() {
    let phones = Phones::new(r#"<Gather action="/keys" numDigits="1"/>"#).await;
    phones.pages.write("/keys", r#"<Gather input="speech" action="/words"/>"#);
    phones.pages.write("/words", r#"<Record action="/done"/>"#);
    phones.pages.write(
        "/done",
        &format!(r#"<Dial action="/after" record="record-from-answer">{LEAD}</Dial>"#),
    );
    phones.pages.write("/after", r#"<Enqueue action="/left" waitUrl="/wait">q</Enqueue>"#);
    phones.pages.write("/wait", "<Leave/>");
    let steps = [Step::press("1"), Step::say("yes"), Step::speak(3), Step::press("#")];
    phones.call(steps.into_iter().chain([Step::silent()])).await;
    let names = |path: &str| phones.pages.only(path).names();
    let keys = ["Digits", "FinishedOnKey", "msg"];
    assert_eq!(names("/keys"), then(&[&VOICE, &PLACES], &keys));
    let words = ["SpeechResult", "Confidence", "Language"];
    assert_eq!(names("/words"), then(&[&VOICE, &PLACES], &words));
    let done = ["Digits", "RecordingUrl", "RecordingSid", "RecordingDuration"];
    assert_eq!(names("/done"), then(&[&VOICE, &PLACES], &done));
    let recording = ["RecordingUrl", "RecordingSid", "RecordingDuration"];
    let dial = ["DialCallStatus", "DialCallSid", "DialCallDuration", "DialBridged"];
    assert_eq!(names("/after"), sorted(&[&VOICE, &PLACES, &dial, &recording]));
    let left = ["QueueResult", "QueueSid", "QueueTime"];
    assert_eq!(names("/left"), then(&[&VOICE, &PLACES], &left));
    let wait = [
        "QueuePosition",
        "QueueSid",
        "QueueTime",
        "AvgQueueTime",
        "CurrentQueueSize",
        "MaxQueueSize",
    ];
    assert_eq!(names("/wait"), then(&[&VOICE, &PLACES], &wait));
}

const NUMBER_LEVEL: [&str; 14] = [
    "AccountSid",
    "ApiVersion",
    "CallDuration",
    "CallSid",
    "CallStatus",
    "CallbackSource",
    "Called",
    "Caller",
    "Direction",
    "Duration",
    "From",
    "SequenceNumber",
    "Timestamp",
    "To",
];

#[tokio::test]
async fn the_end_of_an_inbound_call() {
    let phones = Phones::new(r#"<Say>a</Say><Pause length="70"/>"#).await;
    phones.call([]).await;
    let status = phones.pages.only("/number-status");
    assert_eq!(status.names(), NUMBER_LEVEL);
    let values = ["CallDuration", "Duration", "SequenceNumber", "CallbackSource"];
    assert_eq!(values.map(|name| status.field(name)), ["70", "2", "0", "call-progress-events"]);
    let time = status.field("Timestamp");
    assert!(time.ends_with(" +0000") && &time[3..5] == ", ", "{time}");
    assert!(status.body.contains("%2C%20"), "{}", status.body);
}

#[tokio::test]
async fn the_end_of_a_leg() {
    let phones = Phones::new(&format!(
        r#"<Dial record="record-from-answer"><Number statusCallback="/leg"
            statusCallbackEvent="ringing completed">{LEAD}</Number></Dial>"#
    ))
    .await;
    let call = phones.call([]).await;
    let legs = phones.pages.at("/leg");
    let own =
        ["ParentCallSid", "SipResponseCode", "RecordingUrl", "RecordingSid", "RecordingDuration"];
    // A leg tells of the recording that its `<Dial>` asked for, the call of its own only.
    assert_eq!(legs[1].names(), sorted(&[&NUMBER_LEVEL, &own]));
    assert_eq!(
        (legs[1].field("ParentCallSid"), legs[1].field("SequenceNumber")),
        (call.sid, "1".into())
    );
    let ringing: Vec<_> =
        NUMBER_LEVEL.into_iter().filter(|name| !name.ends_with("Duration")).collect();
    assert_eq!(legs[0].names(), sorted(&[&ringing, &["ParentCallSid", "StirStatus"]]));
}

#[tokio::test]
async fn recordings() {
    let phones = Phones::new(
        r#"<Record recordingStatusCallback="/recording" transcribe="true" action="/done"
            recordingStatusCallbackEvent="in-progress completed absent" transcribeCallback="/text"/>
            <Hangup/>"#,
    )
    .await;
    phones.call([Step::speak_words(3, "hi")]).await;
    phones.call([]).await;
    let base = ["AccountSid", "CallSid", "RecordingSid", "RecordingUrl", "RecordingStatus"];
    let visits = phones.pages.at("/recording");
    let with = |more: &[&'static str]| [&base[..], more].concat();
    let common = ["RecordingChannels", "RecordingSource"];
    assert_eq!(visits[0].names(), with(&[&common[..], &["RecordingStartTime"]].concat()));
    let completed =
        [&["RecordingDuration"], &common[..], &["RecordingStartTime", "ErrorCode"]].concat();
    assert_eq!(visits[1].names(), with(&completed));
    assert_eq!(visits[3].names(), with(&common));
    assert_eq!(visits[1].field("ErrorCode"), "0");
    let text = [
        "TranscriptionSid",
        "TranscriptionText",
        "TranscriptionStatus",
        "TranscriptionType",
        "TranscriptionUrl",
        "RecordingSid",
        "RecordingUrl",
        "CallSid",
        "AccountSid",
        "From",
        "To",
        "Caller",
        "Called",
        "CallStatus",
        "ApiVersion",
        "Direction",
    ];
    assert_eq!(phones.pages.only("/text").names(), text);
}

#[tokio::test]
async fn outbound_calls() {
    let phones = Phones::new("<Hangup/>").await;
    let status = phones.pages.url("/status");
    phones
        .make_and_finish(&[
            ("StatusCallback", status.as_str()),
            ("StatusCallbackEvent", "initiated ringing"),
            ("StatusCallbackEvent", "answered"),
            ("StatusCallbackEvent", "completed"),
            ("MachineDetection", "Enable"),
        ])
        .await;
    assert_eq!(phones.pages.only("/voice").names(), sorted(&[&VOICE, &["AnsweredBy"]]));
    statuses(&phones);
}

/// The callbacks of a call that went well.
fn statuses(phones: &Phones) {
    let visits = phones.pages.at("/status");
    let first = [
        "Called",
        "Direction",
        "Timestamp",
        "CallbackSource",
        "SequenceNumber",
        "CallSid",
        "To",
        "ApiVersion",
        "CallStatus",
        "From",
        "AccountSid",
        "Caller",
    ];
    assert_eq!(visits[0].names(), first);
    assert_eq!(visits[1].names(), [&first[..], &["StirStatus"]].concat());
    let last = [
        "Called",
        "Direction",
        "Timestamp",
        "CallbackSource",
        "SipResponseCode",
        "SequenceNumber",
        "CallSid",
        "To",
        "ApiVersion",
        "CallStatus",
        "Duration",
        "CallDuration",
        "From",
        "AccountSid",
        "Caller",
        "AnsweredBy",
    ];
    assert_eq!(visits[3].names(), last);
    let told: Vec<_> = visits
        .iter()
        .map(|visit| (visit.field("CallStatus"), visit.field("SequenceNumber")))
        .collect();
    let expected = [("initiated", "0"), ("ringing", "1"), ("in-progress", "2"), ("completed", "3")];
    assert_eq!(told, expected.map(|(status, number)| (status.to_owned(), number.to_owned())));
}
