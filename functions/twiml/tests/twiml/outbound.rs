//! Calls that the website has made.

use sandbox::Sandbox;
use sandbox::demo::{self, DEMO, OTHER, Tenant};
use shared::records::{CallContent, CallRequest, Direction, Timestamp, Write};
use twilio::status::CallStatus;

use crate::world::{CALL, Field, PHONE, fields, post, sandbox};

const OURS: &str = "01J0000000000000000000000A";
const ANSWERED: [Field; 4] = [
    ("CallStatus", "in-progress"),
    ("Direction", "outbound-api"),
    ("From", DEMO.numbers[0]),
    ("To", PHONE),
];

async fn begun(sandbox: &Sandbox, tenant: &Tenant, request: CallRequest) {
    let (id, at) = (OURS.parse().unwrap(), Timestamp::from_millis(0));
    let content = CallContent { request, ..demo::call(tenant, Direction::Outbound, id, at) };
    let store = sandbox.app("WebsiteFunction").unwrap().store;
    store.commit(&[Write::Call(Box::new(content), CallStatus::Queued)], &[]).await.unwrap();
}

fn connect() -> CallRequest {
    CallRequest { connect: Some(PHONE.parse().unwrap()), ..CallRequest::default() }
}

fn say() -> CallRequest {
    CallRequest { say: Some("Your table is ready & waiting.".to_owned()), ..CallRequest::default() }
}

async fn answered(sandbox: &Sandbox, by: &[Field]) -> String {
    let fields = fields(&[&ANSWERED[..], by].concat());
    post(sandbox, &format!("step=answered&call={OURS}"), &fields).await.text
}

#[tokio::test]
async fn the_tenants_phone_is_connected_with_the_lead() {
    let sandbox = sandbox().await;
    begun(&sandbox, &DEMO, connect()).await;
    insta::assert_snapshot!(answered(&sandbox, &[]).await, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Dial action="https://a.b/api/twilio/voice-twiml?step=after-dial&amp;call=01J0000000000000000000000A#rp=5xx,ct,rt&amp;rc=2" callerId="+15550100001" timeLimit="7200"><Number statusCallback="https://a.b/api/twilio/call-status?call=01J0000000000000000000000A#rp=5xx,ct,rt&amp;rc=2" statusCallbackEvent="initiated ringing answered completed">+15550190001</Number></Dial></Response>"#);
    assert!(answered(&sandbox, &[("AnsweredBy", "human")]).await.contains("<Dial"));
}

fn screened() -> CallRequest {
    CallRequest { screen: Some(true), ..connect() }
}

async fn at(sandbox: &Sandbox, step: &str, more: &[Field]) -> String {
    let fields = fields(&[&ANSWERED[..], more].concat());
    post(sandbox, &format!("step={step}&call={OURS}"), &fields).await.text
}

/// The tenant's own mailbox would be connected with the lead otherwise.
#[tokio::test]
async fn whoever_answers_the_tenants_phone_has_to_press_1() {
    let sandbox = sandbox().await;
    begun(&sandbox, &DEMO, screened()).await;
    insta::assert_snapshot!(answered(&sandbox, &[]).await, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Gather action="https://a.b/api/twilio/voice-twiml?step=ready&amp;call=01J0000000000000000000000A#rp=5xx,ct,rt&amp;rc=2" numDigits="1" timeout="4"><Pause length="1"/><Say voice="Polly.Joanna">Your call to 1 5 5 5 0 1 9 0 0 0 1. Press 1 to be connected.</Say><Pause length="3"/><Say voice="Polly.Joanna">Your call to 1 5 5 5 0 1 9 0 0 0 1. Press 1 to be connected.</Say></Gather><Hangup/></Response>"#);
    let pressed = at(&sandbox, "ready", &[("Digits", "1")]).await;
    insta::assert_snapshot!(pressed, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Dial action="https://a.b/api/twilio/voice-twiml?step=after-dial&amp;call=01J0000000000000000000000A#rp=5xx,ct,rt&amp;rc=2" callerId="+15550100001" timeLimit="7200"><Number statusCallback="https://a.b/api/twilio/call-status?call=01J0000000000000000000000A#rp=5xx,ct,rt&amp;rc=2" statusCallbackEvent="initiated ringing answered completed">+15550190001</Number></Dial></Response>"#);
    assert_eq!(sandbox.only_record("CallsTable").await.unwrap()["taken"], true);
}

#[tokio::test]
async fn whoever_presses_something_else_is_not_connected() {
    for (digits, taken) in [("2", Some(false)), ("", None)] {
        let sandbox = sandbox().await;
        begun(&sandbox, &DEMO, screened()).await;
        let text = at(&sandbox, "ready", &[("Digits", digits)]).await;
        assert!(text.contains("<Hangup/>") && !text.contains("<Dial"), "{digits}: {text}");
        let call = sandbox.only_record("CallsTable").await.unwrap();
        assert_eq!(call["taken"].as_bool(), taken, "{digits}");
    }
}

/// In many places everybody on a call has to know that it is recorded.
#[tokio::test]
async fn both_sides_are_told_that_a_call_is_recorded() {
    let notice = r#"<Say voice="Polly.Joanna">This call may be recorded.</Say>"#;
    for (wanted, record, told) in [
        (Some(true), Some(true), true),
        (Some(true), Some(false), false),
        (Some(false), Some(true), false),
        (None, Some(true), false),
    ] {
        for request in [connect(), say()] {
            let sandbox = sandbox().await;
            let to_lead = request.say.is_none();
            let request = CallRequest { recording_notice: wanted, ..request };
            let (id, at) = (OURS.parse().unwrap(), Timestamp::from_millis(0));
            let content = demo::call(&DEMO, Direction::Outbound, id, at);
            let content = CallContent { request, recording_enabled: record, ..content };
            let store = sandbox.app("WebsiteFunction").unwrap().store;
            let write = Write::Call(Box::new(content), CallStatus::Queued);
            store.commit(&[write], &[]).await.unwrap();
            let text = answered(&sandbox, &[]).await;
            assert_eq!(text.contains(&format!("<Response>{notice}")), told, "{text}");
            assert_eq!(text.contains("step=notice&"), told && to_lead, "{text}");
        }
    }
    let lead = at(&sandbox().await, "notice", &[]).await;
    assert!(lead.ends_with(&format!("<Response>{notice}</Response>")), "{lead}");
}

#[tokio::test]
async fn the_tenant_hears_why_the_lead_is_not_there() {
    let sandbox = sandbox().await;
    for (status, words) in [
        ("busy", "The line is busy."),
        ("no-answer", "Nobody answers."),
        ("failed", "The number cannot be reached."),
        ("canceled", "The number cannot be reached."),
    ] {
        let end = [("DialCallStatus", status), ("DialBridged", "false")];
        let text = at(&sandbox, "after-dial", &end).await;
        assert!(text.contains(words) && text.ends_with("<Hangup/></Response>"), "{text}");
    }
    let talked = [("DialCallStatus", "completed"), ("DialBridged", "true")];
    assert!(!at(&sandbox, "after-dial", &talked).await.contains("<Say"));
}

#[tokio::test]
async fn a_machine_is_not_connected_with_the_lead() {
    for by in ["machine_start", "machine_end_beep", "fax"] {
        let sandbox = sandbox().await;
        begun(&sandbox, &DEMO, connect()).await;
        let heard = answered(&sandbox, &[("AnsweredBy", by)]).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(heard, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>"#);
        }
        let call = sandbox.only_record("CallsTable").await.unwrap();
        assert_eq!((&call["answered_by"], &call["call_sid"]), (&by.into(), &CALL.into()));
    }
}

#[tokio::test]
async fn a_text_is_spoken_to_whoever_answers() {
    let sandbox = sandbox().await;
    begun(&sandbox, &DEMO, say()).await;
    let heard = answered(&sandbox, &[("AnsweredBy", "machine_end_beep")]).await;
    insta::assert_snapshot!(heard, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">Your table is ready &amp; waiting.</Say><Hangup/></Response>"#);
    assert_eq!(answered(&sandbox, &[]).await, heard);
}

#[tokio::test]
async fn a_call_that_is_not_known_or_wants_nothing_ends_politely() {
    let sandbox = sandbox().await;
    assert!(answered(&sandbox, &[]).await.contains("something went wrong"));
    begun(&sandbox, &DEMO, CallRequest::default()).await;
    assert!(answered(&sandbox, &[]).await.contains("something went wrong"));
}

#[tokio::test]
async fn another_tenants_call_is_refused_and_left_alone() {
    let sandbox = sandbox().await;
    sandbox.add(&OTHER).await.unwrap();
    begun(&sandbox, &OTHER, say()).await;
    let call = sandbox.only_record("CallsTable").await.unwrap();
    let query = format!("step=answered&call={OURS}");
    assert_eq!(post(&sandbox, &query, &fields(&ANSWERED)).await.status, 403);
    assert_eq!(sandbox.only_record("CallsTable").await.unwrap(), call);
}

#[tokio::test]
async fn after_the_lead_the_call_is_over() {
    let sandbox = sandbox().await;
    crate::world::prefer(&sandbox, &crate::voicemail()).await;
    for (step, end) in [("after-dial", "sorry"), ("menu", "sorry"), ("", "sorry")] {
        let query = format!("step={step}&call={OURS}");
        let missed = [&ANSWERED[..], &[("DialCallStatus", "no-answer")]].concat();
        let text = post(&sandbox, &query, &fields(&missed)).await.text;
        assert!(text.contains("<Hangup/>") && !text.contains("<Record"), "{step}: {text}");
        assert_eq!(text.contains("<Say"), end == "sorry", "{step}: {text}");
    }
}
