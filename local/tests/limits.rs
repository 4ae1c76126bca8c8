//! What calls may cost: how long they last, and that what a limit refuses leaves its mark in the log,
//! by which the metric counts it. In a process of their own: log events are switched on and off for
//! the whole process at once.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use axum::Router;
use reqwest::Method;
use sandbox::demo::DEMO;
use sandbox::{Lines, Sandbox, Setup, Time};
use serde_json::{Value, json};
use shared::api::Limit;
use shared::records::Preferences;
use twilio_simulator::{OutsideCall, Party, Step};

const LEAD: &str = "+15550190001";

async fn post(sandbox: &Sandbox, (tenant, path): (&str, &str), body: &Value) -> u16 {
    let request = sandbox.request(tenant, Method::POST, path).body(body.to_string());
    request.send().await.unwrap().status().as_u16()
}

/// Asks twice under this limit, as `demo`; the second time it is refused. In one minute, so that none of
/// those by which limits count begins in between.
async fn twice(limit: (&str, &str), (path, body): (&str, &Value), refused: u16) {
    let setup = Setup { clock: Time::from_now().clock(), ..Setup::with(&[limit]) };
    let sandbox = Sandbox::with(setup, local::functions(), Router::new()).await.unwrap();
    sandbox.twilio.set_party(LEAD, Party::answering(1, [Step::hold()]));
    let first = post(&sandbox, (DEMO.tenant_id, path), body).await;
    assert!((200..300).contains(&first), "{limit:?}: {first}");
    assert_eq!(post(&sandbox, (DEMO.tenant_id, path), body).await, refused, "{limit:?}");
}

#[tokio::test]
async fn each_refusal_by_a_limit_is_counted_by_its_kind() {
    let lines = Lines::listen(tracing::Level::INFO);
    let message = ("/api/messages", &json!({ "to": LEAD, "body": "hi" }));
    let call = ("/api/twilio/calls/make", &json!({ "to": LEAD, "say": "hi" }));
    let number = ("/api/twilio/purchase-number", &json!({ "area_code": 415 }));
    twice(("MessagesPerMinute", "1"), message, 429).await;
    twice(("MessagesPerDay", "1"), message, 429).await;
    twice(("CallsPerMinute", "1"), call, 429).await;
    twice(("OpenCallsPerTenant", "1"), call, 429).await;
    twice(("CallMinutesPerDay", "1"), call, 429).await;
    twice(("NumbersPerTenant", "3"), number, 409).await;

    let invited = Setup::with(&[("Provisioning", "invited")]);
    let sandbox = Sandbox::with(invited, local::functions(), Router::new()).await.unwrap();
    let provision = ("stranger", "/api/twilio/provision");
    assert_eq!(post(&sandbox, provision, &json!({})).await, 409);
    let sandbox = Sandbox::start(local::functions()).await.unwrap();
    let provision = ("newcomer", "/api/twilio/provision");
    assert_eq!(post(&sandbox, provision, &json!({})).await, 201);
    assert_eq!(post(&sandbox, ("newcomer", "/api/twilio/account/close"), &json!({})).await, 200);
    assert_eq!(post(&sandbox, provision, &json!({})).await, 429);

    let log = lines.text();
    let marks = log.lines().filter_map(|line| {
        let line: Value = serde_json::from_str(line).unwrap();
        let mark = |name: &str| line["fields"][name].as_str().map(str::to_owned);
        Some((mark("function")?, mark("limit")?))
    });
    let (functions, limits): (BTreeSet<_>, BTreeSet<_>) = marks.unzip();
    let all = Limit::ALL.map(|limit| limit.as_str().to_owned());
    assert_eq!(limits, BTreeSet::from(all));
    for function in functions {
        let group = match function.as_str() {
            "outbound-call" => "OutboundCallLimits",
            "messages" => "MessagesLimits",
            "numbers" => "NumbersLimits",
            "accounts" => "AccountsLimits",
            other => panic!("{other} has no metric of its refusals"),
        };
        let template = include_str!("../../template.yaml");
        assert!(template.contains(&format!("\n  {group}:\n")), "{group}");
    }
}

/// Both talk on for ten minutes, which is more than the one that a call may last.
#[tokio::test]
async fn no_call_lasts_longer_than_the_deployment_allows() {
    const PHONE: &str = "+15550190009";
    let setup = Setup::with(&[("CallMinutesMax", "1")]);
    let sandbox = Sandbox::with(setup, local::functions(), Router::new()).await.unwrap();
    let talkative = || Party::answering(2, [Step::press("1"), Step::talk(600)]);
    sandbox.twilio.set_party(LEAD, Party::answering(2, [Step::talk(600)]));
    sandbox.twilio.set_party(PHONE, talkative());
    let preferences = Preferences {
        call_forwarding_enabled: true,
        call_forwarding_number: Some(PHONE.parse().unwrap()),
        ..Preferences::default()
    };
    let store = sandbox.app("WebsiteFunction").unwrap().store;
    store.preferences_replace(&"demo".parse().unwrap(), &preferences, None).await.unwrap();

    let from = "+15550190002".to_owned();
    let call = OutsideCall { from, to: DEMO.numbers[0].to_owned(), ..OutsideCall::default() };
    let received = sandbox.twilio.place_call(call).await.unwrap();
    assert_eq!((received.legs[0].bridged, received.duration), (true, 60), "{received:?}");

    let request = sandbox.request(DEMO.tenant_id, Method::POST, "/api/twilio/calls/make");
    let made = request.body(json!({ "to": LEAD }).to_string()).send().await.unwrap();
    let made: Value = serde_json::from_str(&made.text().await.unwrap()).unwrap();
    let made = sandbox.twilio.finished_call(made["call_sid"].as_str().unwrap()).await.unwrap();
    assert_eq!((made.legs[0].bridged, made.duration), (true, 60), "{made:?}");
}
