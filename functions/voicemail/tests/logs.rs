//! What is logged of calls, recordings and voicemails, and what never is. Alone in its process: log
//! events are switched on and off for the whole process at once.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use call_status::CallStatus;
use recording::Recording;
use sandbox::demo::DEMO;
use sandbox::{Lines, Sandbox};
use twilio_simulator::{Corruption, Delivery};
use voicemail::Voicemail;

const CALL: &str = "CA00000000000000000000000000000001";
const RECORDING: &str = "RE00000000000000000000000000000001";
const URL: &str = "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/secret-path";
const TEXT: &str = "a private matter";

async fn post(sandbox: &Sandbox, path: &str, fields: &[(&str, &str)], delivery: &Delivery) -> u16 {
    let always = [
        ("CallSid", CALL),
        ("From", "+15550190001"),
        ("To", DEMO.numbers[0]),
        ("RecordingSid", RECORDING),
        ("RecordingUrl", URL),
    ];
    let fields = [&always, fields].concat();
    sandbox.deliver((&DEMO, path), &fields, delivery).await.unwrap().status
}

#[tokio::test]
async fn nothing_private_is_logged() {
    let lines = Lines::listen(tracing::Level::INFO);
    let functions = vec![
        sandbox::webhook::<CallStatus>(),
        sandbox::webhook::<Recording>(),
        sandbox::webhook::<Voicemail>(),
    ];
    let sandbox = Sandbox::start(functions).await.unwrap();
    let voicemail = "voicemail-recording?from=15550190001&to=15550100001";
    let cases = [
        ("call-status", vec![("CallStatus", "completed"), ("Direction", "inbound")]),
        ("recording-status", vec![("RecordingStatus", "completed")]),
        (voicemail, vec![("RecordingStatus", "completed")]),
        (voicemail, vec![("TranscriptionStatus", "completed"), ("TranscriptionText", TEXT)]),
    ];
    let forged = Delivery { corrupt: Some(Corruption::Signature), ..Delivery::default() };
    for (path, fields) in &cases {
        assert_eq!(post(&sandbox, path, fields, &Delivery::default()).await, 204, "{path}");
        assert_eq!(post(&sandbox, path, fields, &forged).await, 403, "{path}");
    }
    assert_eq!(post(&sandbox, voicemail, &[], &Delivery::default()).await, 400);

    let log = lines.text();
    let applied = r#""outcome":"Applied""#;
    let unchanged = r#""outcome":"Duplicate""#;
    assert_eq!((log.matches(applied).count(), log.matches(unchanged).count()), (4, 0), "{log}");
    assert!(log.contains("RecordingStatus") && log.contains(RECORDING), "{log}");
    assert!(!log.contains("ERROR"), "{log}");
    for private in [TEXT, "15550190001", &DEMO.numbers[0][1..], DEMO.auth_token, "secret-path"] {
        assert!(!log.contains(private), "{private} in {log}");
    }
}
