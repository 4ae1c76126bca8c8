//! What each step costs, and that AWS may be down or slow at any of them.

use std::time::{Duration, Instant};

use sandbox::Sandbox;
use sandbox::aws::{Fault, Service};

use crate::world::{Field, fields, post, prefer, sandbox};
use crate::{LEG, RECORDING, at, voicemail};

const MISSED: &[Field] = &[("DialCallSid", LEG), ("DialCallStatus", "no-answer")];
const TAKEN: &[Field] =
    &[("DialCallSid", LEG), ("DialCallStatus", "completed"), ("DialBridged", "true")];
const LEFT: &[Field] = &[("RecordingSid", RECORDING)];
const ONE: &[Field] = &[("Digits", "1")];
const OUTBOUND: &[Field] = &[("Direction", "outbound-api")];

#[tokio::test]
async fn a_warm_step_reads_and_writes_once_at_the_same_time() {
    let sandbox = sandbox().await;
    prefer(&sandbox, &voicemail()).await;
    post(&sandbox, &at("screen"), &fields(&[])).await;
    for (step, more, expected) in [
        ("after-dial", MISSED, &["BatchGetItem", "UpdateItem"][..]),
        ("after-dial", TAKEN, &["UpdateItem"]),
        ("screen", &[], &[]),
        ("screened", ONE, &["UpdateItem"]),
        ("voicemail-done", LEFT, &["UpdateItem"]),
        ("menu", ONE, &["BatchGetItem", "UpdateItem"]),
        ("menu-again", ONE, &["BatchGetItem", "UpdateItem"]),
        ("answered", OUTBOUND, &["GetItem", "UpdateItem"]),
    ] {
        sandbox.aws.clear_calls();
        let pause = Duration::from_secs(2);
        sandbox.aws.fail(Service::DynamoDb, Fault::Slow(pause));
        let started = Instant::now();
        post(&sandbox, &at(step), &fields(more)).await;
        assert!(started.elapsed() < pause * 2, "{step}");
        sandbox.aws.heal(Service::DynamoDb);
        let mut calls: Vec<_> = sandbox.aws.calls().into_iter().map(|one| one.operation).collect();
        calls.sort();
        assert_eq!(calls, expected, "{step}");
    }
}

/// What each step says while nothing can be read.
const FALLBACKS: [(&str, &[Field], &str); 9] = [
    ("after-dial", MISSED, "<Record "),
    ("after-dial", TAKEN, "<Response><Hangup/></Response>"),
    ("screen", &[], "<Gather "),
    ("screened", ONE, "<Response/>"),
    ("voicemail-done", LEFT, "Thank you."),
    ("menu", ONE, "<Record "),
    ("menu-again", ONE, "<Record "),
    ("answered", OUTBOUND, "something went wrong"),
    ("", &[], "<Record "),
];

/// Whether the process has read the account before.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Start {
    Cold,
    Warm,
}

async fn started(start: Start) -> Sandbox {
    let sandbox = sandbox().await;
    if start == Start::Warm {
        post(&sandbox, &at("screen"), &fields(&[])).await;
    }
    sandbox
}

async fn every_step_is_answered_without(service: Service, start: Start) {
    let sandbox = started(start).await;
    sandbox.aws.fail(service, Fault::Down);
    for (step, more, expected) in FALLBACKS {
        let heard = post(&sandbox, &at(step), &fields(more)).await;
        assert_eq!(heard.status, 200, "{step}");
        assert!(heard.text.contains(expected), "{step} {start:?}: {}", heard.text);
    }
}

#[tokio::test]
async fn without_aws_every_step_is_answered() {
    tokio::join!(
        every_step_is_answered_without(Service::DynamoDb, Start::Cold),
        every_step_is_answered_without(Service::DynamoDb, Start::Warm),
        every_step_is_answered_without(Service::Kms, Start::Cold),
    );
}

async fn a_slow_dynamodb_is_not_waited_for(start: Start) {
    let sandbox = started(start).await;
    sandbox.aws.fail(Service::DynamoDb, Fault::Slow(Duration::from_mins(1)));
    let started = Instant::now();
    let heard = post(&sandbox, &at("after-dial"), &fields(MISSED)).await;
    assert!(started.elapsed() < Duration::from_secs(10), "{start:?}");
    assert!(heard.status == 200 && heard.text.contains("<Record "), "{heard:?}");
    let started = Instant::now();
    let heard = post(&sandbox, &at("after-dial"), &fields(TAKEN)).await;
    assert!(started.elapsed() < Duration::from_secs(10), "{start:?}");
    assert!(heard.text.contains("<Hangup/>"), "{heard:?}");
}

#[tokio::test]
async fn a_slow_dynamodb_is_not_waited_for_beyond_the_deadline() {
    tokio::join!(
        a_slow_dynamodb_is_not_waited_for(Start::Cold),
        a_slow_dynamodb_is_not_waited_for(Start::Warm),
    );
}
