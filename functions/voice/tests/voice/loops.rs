//! Calls that the carrier of the tenant's phone sends back here, without saying so.

use sandbox::Sandbox;
use sandbox::demo::DEMO;
use shared::records::{
    CallRef, DialEnd, DialReport, LegReport, Parties, Preferences, Step, TurnReport, Write,
};
use twilio::status::CallStatus;

use crate::world::{CALL, CALLER, Field, PHONE, fields, post, prefer, sandbox};

const LEG: &str = "CA000000000000000000000000000000aa";
const SECOND: Field = ("CallSid", "CA00000000000000000000000000000002");
const BUSY: &str = r#"<Reject reason="busy"/>"#;

fn forwarding() -> Preferences {
    Preferences {
        call_forwarding_enabled: true,
        call_forwarding_number: Some(PHONE.parse().unwrap()),
        voicemail_enabled: true,
        ..Preferences::default()
    }
}

/// A call is on its way to the tenant's phone.
async fn begun(preferences: &Preferences) -> Sandbox {
    let sandbox = sandbox().await;
    prefer(&sandbox, preferences).await;
    let first = post(&sandbox, "", &fields(&[])).await;
    assert!(!first.text.contains(BUSY), "{first:?}");
    sandbox
}

fn first() -> CallRef {
    CallRef {
        call_id: CALL.parse().unwrap(),
        tenant_id: DEMO.tenant_id.parse().unwrap(),
        account_sid: DEMO.account_sid.parse().unwrap(),
    }
}

async fn write(sandbox: &Sandbox, write: Write) {
    let store = sandbox.app("WebsiteFunction").unwrap().store;
    store.commit(&[write], &[]).await.unwrap();
}

/// The leg to the tenant's phone has come so far.
async fn leg(sandbox: &Sandbox, status: CallStatus) {
    let parties = Parties { from_number: CALLER.to_owned(), to_number: PHONE.to_owned() };
    let app = sandbox.app("WebsiteFunction").unwrap();
    let report = LegReport {
        call: first(),
        leg: LEG.parse().unwrap(),
        parties: Some(parties),
        step: Step { status: Some(status), ..Step::default() },
        at: app.now(),
    };
    write(sandbox, Write::Leg(Box::new(report))).await;
}

/// The answer to a second call, with further fields.
async fn second(sandbox: &Sandbox, more: &[Field]) -> String {
    post(sandbox, "", &fields(&[&[SECOND], more].concat())).await.text
}

#[tokio::test]
async fn a_call_that_rings_and_comes_back_is_busy() {
    let sandbox = begun(&forwarding()).await;
    assert!(second(&sandbox, &[]).await.contains(BUSY), "no callback of the leg has come yet");
    for status in [CallStatus::Initiated, CallStatus::Ringing] {
        leg(&sandbox, status).await;
        assert!(second(&sandbox, &[]).await.contains(BUSY));
        assert!(second(&sandbox, &[("ForwardedFrom", PHONE)]).await.contains(BUSY));
    }
    let again = post(&sandbox, "", &fields(&[])).await.text;
    assert!(again.contains("<Dial"), "Twilio asks once more about the first: {again}");
    for other in [("From", "+15550190002"), ("To", DEMO.numbers[1])] {
        let text =
            second(&sandbox, &[("CallSid", "CA00000000000000000000000000000003"), other]).await;
        assert!(text.contains("<Dial"), "{other:?}: {text}");
    }
}

#[tokio::test]
async fn a_call_that_does_not_ring_any_more_is_in_nobodys_way() {
    for status in [CallStatus::InProgress, CallStatus::NoAnswer, CallStatus::Canceled] {
        let sandbox = begun(&forwarding()).await;
        leg(&sandbox, CallStatus::Ringing).await;
        leg(&sandbox, status).await;
        assert!(second(&sandbox, &[]).await.contains("<Dial"));
    }
    let sandbox = begun(&forwarding()).await;
    leg(&sandbox, CallStatus::Ringing).await;
    let call = first();
    let (leg, at) = (LEG.parse().unwrap(), sandbox.app("WebsiteFunction").unwrap().now());
    let end = DialEnd { status: CallStatus::NoAnswer, duration: None, bridged: None };
    let report = DialReport { call: call.clone(), leg: Some(leg), end, call_status: None, at };
    write(&sandbox, Write::Dial(Box::new(report))).await;
    assert!(second(&sandbox, &[]).await.contains("<Dial"), "its caller is in the voicemail");

    let sandbox = begun(&forwarding()).await;
    let status = Some(CallStatus::NoAnswer);
    let report = TurnReport { call, status, taken: None, menu_key: None, at };
    write(&sandbox, Write::Turn(Box::new(report))).await;
    assert!(second(&sandbox, &[]).await.contains("<Dial"), "its caller has hung up");
}

/// Nothing rings anywhere: the second caller uses the same line.
#[tokio::test]
async fn without_forwarding_two_calls_of_a_line_are_two_calls() {
    let voicemail = Preferences { call_forwarding_enabled: false, ..forwarding() };
    let own = Preferences { call_forwarding_number: Some(CALLER.parse().unwrap()), ..forwarding() };
    for preferences in [voicemail, own] {
        let sandbox = begun(&preferences).await;
        let text = second(&sandbox, &[]).await;
        assert!(text.contains("<Record"), "{text}");
    }
}

#[tokio::test]
async fn only_a_second_call_of_the_same_kind_costs_one_more_read() {
    let sandbox = begun(&forwarding()).await;
    let count = async |more: &[Field]| {
        sandbox.aws.clear_calls();
        second(&sandbox, more).await;
        let mut calls: Vec<_> = sandbox.aws.calls().into_iter().map(|one| one.operation).collect();
        calls.sort_unstable();
        calls
    };
    assert_eq!(count(&[("From", "+15550190003")]).await, ["BatchGetItem", "TransactWriteItems"]);
    assert_eq!(count(&[]).await, ["BatchGetItem", "BatchGetItem", "TransactWriteItems"]);
}

/// Nothing rings: the tenant's phone had forwarded the first one, and its caller speaks a message.
#[tokio::test]
async fn a_call_that_was_not_forwarded_is_in_nobodys_way() {
    let sandbox = sandbox().await;
    prefer(&sandbox, &forwarding()).await;
    let first = post(&sandbox, "", &fields(&[("ForwardedFrom", PHONE)])).await.text;
    assert!(first.contains("<Record"), "{first}");
    assert!(second(&sandbox, &[]).await.contains("<Dial"));
}
