//! Calls become records.

use std::time::{Duration, Instant};

use sandbox::aws::{Fault, Service};
use sandbox::demo::DEMO;
use serde_json::{Value, json};
use shared::records::Preferences;
use twilio_simulator::Delivery;

use crate::SUBJECT;
use crate::world::{BY_A_MACHINE, CALL, CALLER, Field, fields, get, post, prefer, sandbox};

#[tokio::test]
async fn a_call_is_written_with_all_that_twilio_tells() {
    let sandbox = sandbox().await;
    let more = [("CallerName", "ADA LOVELACE"), ("FromCity", "LONDON"), ("ToCity", "")];
    let token = ("CallToken", r#"{"parentCallInfoToken":"secret"}"#);
    post(&sandbox, "", &fields(&[&more[..], &[token]].concat())).await;
    let call = sandbox.only_record("CallsTable").await.unwrap();
    for (name, value) in [
        ("call_id", CALL),
        ("call_sid", CALL),
        ("tenant_id", DEMO.tenant_id),
        ("account_sid", DEMO.account_sid),
        ("direction", "inbound"),
        ("from_number", CALLER),
        ("to_number", DEMO.numbers[0]),
    ] {
        assert_eq!(call[name], value, "{name}");
    }
    assert_eq!(call["at:ringing"], call["created_at"]);
    let details = json!({ "CallerName": "ADA LOVELACE", "FromCity": "LONDON" });
    assert_eq!(call["details"], details, "without the token, which lets others call");
}

#[tokio::test]
async fn a_repeat_changes_nothing() {
    let sandbox = sandbox().await;
    let delivery = Delivery { repeat: 8, ..Delivery::default() };
    let url = format!("{}{SUBJECT}", sandbox.url());
    let answers =
        sandbox.twilio.post_webhook(&url, DEMO.account_sid, &fields(&[]), &delivery).await.unwrap();
    assert!(answers.iter().all(|answer| answer.status == 200));
    let call = sandbox.only_record("CallsTable").await.unwrap();
    get(&sandbox, "", &fields(&[("CallStatus", "ringing")])).await;
    assert_eq!(sandbox.only_record("CallsTable").await.unwrap(), call);
}

#[tokio::test]
async fn a_warm_webhook_calls_dynamodb_twice_at_the_same_time() {
    let sandbox = sandbox().await;
    prefer(&sandbox, &Preferences { voicemail_enabled: true, ..Preferences::default() }).await;
    post(&sandbox, "", &fields(&[])).await;
    sandbox.aws.clear_calls();
    let pause = Duration::from_secs(2);
    sandbox.aws.fail(Service::DynamoDb, Fault::Slow(pause));
    let started = Instant::now();
    let other = [("CallSid", "CA00000000000000000000000000000002")];
    assert!(post(&sandbox, "", &fields(&other)).await.text.contains("<Record"));
    assert!(started.elapsed() < pause * 2, "one did not wait for the other");
    let mut calls: Vec<_> = sandbox.aws.calls().into_iter().map(|call| call.operation).collect();
    calls.sort();
    assert_eq!(calls, ["BatchGetItem", "TransactWriteItems"]);
}

const FORWARDED: &[Field] = &[
    ("CallToken", r#"{"parentCallInfoToken":"e.y.J","identityHeaderTokens":[]}"#),
    ("CallerName", "WIRELESS CALLER"),
    ("CallerCity", "SAN FRANCISCO"),
    ("CalledZip", "94965"),
    ("ForwardedFrom", "+15550190002"),
    ("FromCity", "SAN FRANCISCO"),
    ("StirVerstat", "TN-Validation-Passed-A"),
    ("ToCity", "SAUSALITO"),
];
const ANONYMOUS: &[Field] = &[("Caller", "anonymous"), ("From", "anonymous")];
const BY_GET: &[Field] = &[("CallerName", "O'BRIEN & CO")];

/// Requests as Twilio sends them, signed for the demo account and with its numbers.
#[tokio::test]
async fn every_sample_of_twilio_is_answered_and_stored() {
    for (name, sample) in [
        ("forwarded", FORWARDED),
        ("anonymous", ANONYMOUS),
        ("get", BY_GET),
        ("outbound", BY_A_MACHINE),
    ] {
        let (sandbox, fields) = (sandbox().await, fields(sample));
        let heard = match name {
            "get" => get(&sandbox, "", &fields).await,
            _ => post(&sandbox, "", &fields).await,
        };
        assert_eq!(heard.status, 200, "{name}");
        let call = sandbox.only_record("CallsTable").await.unwrap();
        let sent = |field: &str| fields.iter().find(|(name, _)| name == field).unwrap().1.as_str();
        assert_eq!(call["from_number"], sent("From"), "{name}");
        assert_eq!(call["to_number"], sent("To"), "{name}");
        let direction = if name == "outbound" { "outbound" } else { "inbound" };
        assert_eq!(call["direction"], direction, "{name}");
        assert!(call.get(format!("at:{}", sent("CallStatus"))).is_some(), "{name}");
        for field in ["CallerName", "ForwardedFrom", "StirVerstat", "AnsweredBy", "CalledZip"] {
            let told = sample.iter().find(|(name, _)| *name == field).map(|(_, value)| *value);
            assert_eq!(call["details"].get(field).and_then(Value::as_str), told, "{name} {field}");
        }
        assert!(call["details"].get("CallToken").is_none(), "{name}");
    }
}
