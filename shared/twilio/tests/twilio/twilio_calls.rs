//! Calls over Twilio's REST API: what is asked, and what each outcome means.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use twilio::client::{Detection, MachineDetection, NewCall, PlacedCall, PostError};
use twilio_simulator::scripted::{Answer, Asked, Scripted};

use super::twilio_client::{ACCOUNT, LONG, TOKEN, call, callback, credentials, reply, twilio};

const CALL: &str = "CA00000000000000000000000000000002";

async fn make(api: &str, call: &NewCall, within: Duration) -> Result<PlacedCall, PostError> {
    twilio(api).errand(credentials(), within).call_create(call).await
}

async fn scripted(answer: Answer) -> Scripted {
    Scripted::start(vec![answer]).await.unwrap()
}

fn placed() -> Answer {
    reply(201, &format!(r#"{{"sid":"{CALL}","status":"queued","price":null}}"#))
}

/// What the server was asked for a call, and that it was asked once.
async fn asked(call: &NewCall) -> Asked {
    let server = scripted(placed()).await;
    make(server.url(), call, LONG).await.unwrap();
    let mut asked = server.asked();
    assert_eq!(asked.len(), 1);
    asked.remove(0)
}

async fn form(call: &NewCall) -> String {
    let body = asked(call).await.body;
    let pairs = form_urlencoded::parse(body.as_bytes());
    let lines: Vec<_> = pairs.map(|(name, value)| format!("{name}={value}\n")).collect();
    lines.concat()
}

#[tokio::test]
async fn a_call_is_asked_for_with_the_accounts_credentials() {
    let server = scripted(placed()).await;
    let made = make(&format!("{}/", server.url()), &call(), LONG).await.unwrap();
    assert_eq!((made.sid.as_str(), made.status.as_str()), (CALL, "queued"));
    let head = &server.asked()[0].head;
    assert!(
        head.starts_with(&format!("POST /2010-04-01/Accounts/{}/Calls.json HTTP/1.1", *ACCOUNT))
    );
    let credentials = BASE64_STANDARD.encode(format!("{}:{TOKEN}", *ACCOUNT));
    assert!(head.contains(&format!("authorization: Basic {credentials}")), "{head}");
    assert!(head.contains("content-type: application/x-www-form-urlencoded"), "{head}");
}

#[tokio::test]
async fn the_events_of_a_call_are_a_key_each() {
    insta::assert_snapshot!(form(&call()).await, @r"
    To=+15550190001
    From=+15550100001
    Url=https://example.com/api/twilio/voice-twiml?step=answered&call=01JZ#rp=5xx,ct,rt&rc=2
    Method=POST
    StatusCallback=https://example.com/api/twilio/call-status?call=01JZ#rp=5xx,ct,rt&rc=2
    StatusCallbackMethod=POST
    Timeout=25
    TimeLimit=7200
    StatusCallbackEvent=initiated
    StatusCallbackEvent=ringing
    StatusCallbackEvent=answered
    StatusCallbackEvent=completed
    ");
}

#[tokio::test]
async fn the_events_of_a_recording_are_one_value() {
    let recording = Some(callback("recording-status?call=01JZ"));
    let recorded = form(&NewCall { recording, ..call() }).await;
    insta::assert_snapshot!(recorded.replace(&form(&call()).await, ""), @r"
    Record=true
    RecordingChannels=dual
    RecordingStatusCallback=https://example.com/api/twilio/recording-status?call=01JZ#rp=5xx,ct,rt&rc=2
    RecordingStatusCallbackMethod=POST
    RecordingStatusCallbackEvent=in-progress completed absent
    ");
}

#[tokio::test]
async fn machines_are_detected_first_or_meanwhile() {
    let plain = form(&call()).await;
    let first = Some(MachineDetection::First(Detection::DetectMessageEnd));
    let first = form(&NewCall { machine_detection: first, ..call() }).await;
    insta::assert_snapshot!(first.replace(&plain, ""), @"MachineDetection=DetectMessageEnd");
    let result = callback("call-status?call=01JZ");
    let meanwhile = Some(MachineDetection::Meanwhile(Detection::Enable, result));
    let meanwhile = form(&NewCall { machine_detection: meanwhile, ..call() }).await;
    insta::assert_snapshot!(meanwhile.replace(&plain, ""), @r"
    MachineDetection=Enable
    AsyncAmd=true
    AsyncAmdStatusCallback=https://example.com/api/twilio/call-status?call=01JZ#rp=5xx,ct,rt&rc=2
    AsyncAmdStatusCallbackMethod=POST
    ");
}

#[tokio::test]
async fn a_refusal_has_twilios_code_and_words() {
    let server = scripted(reply(
        400,
        r#"{"code":21211,"message":"Invalid 'To' +15550190001","more_info":"x","status":400}"#,
    ))
    .await;
    let error = make(server.url(), &call(), LONG).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("0190001"), "{error}: {error:?}");
    let PostError::Refused(refused) = error else { panic!("{error}") };
    assert_eq!((refused.status, refused.code), (400, Some(21_211)));
    assert_eq!(refused.message, "Invalid 'To' +15550190001");
}

#[tokio::test]
async fn a_refusal_may_be_anything_but_json() {
    for body in ["", "<html>Forbidden</html>", "[]", r#"{"code":"x"}"#] {
        let server = scripted(reply(403, body)).await;
        let error = make(server.url(), &call(), LONG).await.unwrap_err();
        let PostError::Refused(refused) = error else { panic!("{error}") };
        assert_eq!((refused.status, refused.code, refused.message.as_str()), (403, None, ""));
    }
}

#[tokio::test]
async fn a_busy_twilio_has_not_looked_at_it() {
    for answer in [
        reply(429, ""),
        reply(429, r#"{"code":20429,"message":"Too Many Requests","status":429}"#),
        reply(503, r#"{"code":20429,"message":"Too Many Requests","status":503}"#),
    ] {
        let error = make(scripted(answer).await.url(), &call(), LONG).await.unwrap_err();
        assert!(matches!(error, PostError::Busy), "{error:?}");
    }
}

#[tokio::test]
async fn what_may_have_been_done_is_unknown() {
    for answer in [
        reply(500, r#"{"code":20500,"message":"Internal Server Error","status":500}"#),
        reply(502, "bad gateway"),
        reply(201, "{}"),
        reply(200, "<html>"),
        reply(307, ""),
        Answer::HangUp,
    ] {
        let server = scripted(answer).await;
        let error = make(server.url(), &call(), LONG).await.unwrap_err();
        assert!(matches!(error, PostError::Unknown(_)), "{error:?}");
        assert_eq!(server.asked().len(), 1, "nothing is sent twice or elsewhere");
    }
}

#[tokio::test]
async fn silence_ends_in_time() {
    let server = scripted(Answer::Silence).await;
    let within = Duration::from_millis(200);
    let error = make(server.url(), &call(), within).await.unwrap_err();
    assert!(matches!(error, PostError::Unknown(_)), "{error:?}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = scripted(placed()).await;
    let server = scripted(Answer::Redirect(elsewhere.url().to_owned())).await;
    let error = make(server.url(), &call(), LONG).await.unwrap_err();
    assert!(matches!(error, PostError::Unknown(_)), "{error:?}");
    assert_eq!(elsewhere.asked(), []);
}

#[tokio::test]
async fn without_a_connection_nothing_was_sent() {
    // Bound, so that nobody else gets the port, and not listening.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let closed = socket.local_addr().unwrap();
    let error = make(&format!("http://{closed}"), &call(), LONG).await.unwrap_err();
    assert!(matches!(error, PostError::NotSent(_)), "{error:?}");
}

#[test]
fn a_log_shows_neither_numbers_nor_token() {
    let shown = format!("{:?}", call());
    assert!(!shown.contains("5550190001") && !shown.contains("5550100001"), "{shown}");
}
