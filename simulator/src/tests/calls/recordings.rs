//! Recordings over the REST API.

use super::*;

const DIAL: &str = r#"<Dial record="record-from-answer-dual">+15550200001</Dial>"#;

/// A call with a recording of seven seconds; returns the recording's path.
async fn recorded(voice: &str, recordings: RecordingFaults) -> (Phones, PlayedCall, String) {
    let phones = Phones::new(voice).await;
    let script = lead(Party::answering(2, [Step::talk(7)]), [Step::speak(7)]);
    let call = phones.play(Script { recordings, ..script }).await;
    let path = phones.path(&format!("Recordings/{}", call.recordings[0].sid));
    (phones, call, path)
}

async fn status(phones: &Phones, path: &str) -> u16 {
    phones.get(path).send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn files_can_be_heard() {
    let (phones, _, path) = recorded(DIAL, RecordingFaults::default()).await;
    let cases = [
        ("", "audio/x-wav", 44 + 7 * 32_000),
        (".wav", "audio/x-wav", 44 + 7 * 32_000),
        (".wav?RequestedChannels=1", "audio/x-wav", 44 + 7 * 16_000),
        (".mp3", "audio/mpeg", 195 * 144),
    ];
    for (tail, kind, size) in cases {
        let response = phones.get(&format!("{path}{tail}")).send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["Content-Type"], kind);
        assert_eq!(response.bytes().await.unwrap().len(), size, "{tail}");
    }
}

#[tokio::test]
async fn only_the_account_hears_them() {
    let (phones, _, path) = recorded(DIAL, RecordingFaults::default()).await;
    let url = format!("{}{path}", phones.twilio.url());
    let response = phones.http.get(&url).send().await.unwrap();
    assert_eq!(response.status(), 401);
    assert!(response.headers().contains_key("WWW-Authenticate"));
    assert_eq!(status(&phones, &format!("{path}.mp3")).await, 200);
    let requests = phones.twilio.media_requests();
    let seen: Vec<_> = requests.iter().map(|r| (r.status, r.had_authorization)).collect();
    assert_eq!(seen, [(401, false), (200, true)]);
    assert!(requests[1].path == format!("{path}.mp3") && path.ends_with(&requests[1].sid));
}

#[tokio::test]
async fn what_is_not_there_cannot_be_heard() {
    let faults = RecordingFaults { not_found: 2, ..RecordingFaults::default() };
    let (phones, _, path) = recorded(DIAL, faults).await;
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(status(&phones, &path).await);
    }
    assert_eq!(statuses, [404, 404, 200]);
    let faults = RecordingFaults { failed: true, ..RecordingFaults::default() };
    let (phones, _, path) = recorded(DIAL, faults).await;
    assert_eq!(status(&phones, &path).await, 404);
    assert_eq!(json(phones.get(&format!("{path}.json"))).await["status"], "failed");
}

#[tokio::test]
async fn a_file_is_not_ready_when_the_action_is_requested() {
    let phones =
        Phones::new(r#"<Record action="/done" recordingStatusCallback="/recording"/>"#).await;
    let call = phones.call([Step::speak(7)]).await;
    let at = |kind| of_kind(&call, kind)[0].at;
    assert_eq!((at(Kind::RecordAction), at(Kind::RecordingStatus)), (8, 10));
}

#[tokio::test]
async fn one_channel_cannot_become_two() {
    let (phones, call, path) =
        recorded(r#"<Record action="/done"/>"#, RecordingFaults::default()).await;
    assert_eq!(call.recordings[0].channels, 1);
    let response = phones.get(&format!("{path}.mp3?RequestedChannels=2")).send().await.unwrap();
    assert_eq!(response.status(), 400);
    assert_eq!(status(&phones, &format!("{path}.mp3?RequestedChannels=1")).await, 200);
}

#[tokio::test]
async fn recordings_are_described_and_listed() {
    let (phones, call, path) = recorded(DIAL, RecordingFaults::default()).await;
    let recording = json(phones.get(&format!("{path}.json"))).await;
    let names = [
        "account_sid",
        "api_version",
        "call_sid",
        "conference_sid",
        "date_created",
        "date_updated",
        "start_time",
        "duration",
        "sid",
        "price",
        "price_unit",
        "status",
        "channels",
        "source",
        "error_code",
        "uri",
        "encryption_details",
        "subresource_uris",
        "media_url",
    ];
    for name in names {
        assert!(recording.get(name).is_some(), "{name}");
    }
    assert_eq!((&recording["duration"], &recording["channels"]), (&json!("7"), &json!(2)));
    assert_eq!(
        (&recording["call_sid"], &recording["source"]),
        (&json!(call.sid), &json!("DialVerb"))
    );
    assert_eq!(recording["media_url"], format!("{}{path}", phones.twilio.url()));
    for list in [
        "Recordings.json".to_owned(),
        format!("Recordings.json?CallSid={}", call.sid),
        format!("Calls/{}/Recordings.json", call.sid),
    ] {
        let list = json(phones.get(&phones.path(&list))).await;
        assert_eq!(list["recordings"], json!([recording]));
    }
    let none = json(phones.get(&phones.path("Recordings.json?CallSid=CA0"))).await;
    assert_eq!(none["recordings"], json!([]));
    assert_eq!(status(&phones, &phones.path("Calls/CA0/Recordings.json")).await, 404);
}

#[tokio::test]
async fn recordings_can_be_deleted() {
    let (phones, _, path) = recorded(DIAL, RecordingFaults::default()).await;
    let delete = || {
        let url = format!("{}{path}.json", phones.twilio.url());
        phones.http.delete(url).basic_auth(&phones.account.sid, Some(TOKEN)).send()
    };
    assert_eq!(delete().await.unwrap().status(), 204);
    assert_eq!(delete().await.unwrap().status(), 404);
    assert_eq!(status(&phones, &path).await, 404);
    assert_eq!(status(&phones, &format!("{path}.json")).await, 404);
}
