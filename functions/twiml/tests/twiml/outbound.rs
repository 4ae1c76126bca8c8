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
    for (step, end) in [("after-dial", "hangup"), ("menu", "sorry"), ("", "sorry")] {
        let query = format!("step={step}&call={OURS}");
        let missed = [&ANSWERED[..], &[("DialCallStatus", "no-answer")]].concat();
        let text = post(&sandbox, &query, &fields(&missed)).await.text;
        assert!(text.contains("<Hangup/>") && !text.contains("<Record"), "{step}: {text}");
        assert_eq!(text.contains("<Say"), end == "sorry", "{step}: {text}");
    }
}
