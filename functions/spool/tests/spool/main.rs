//! What was answered while nothing could be written, until it is in the records.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::{Duration, Instant};

use axum::Router;
use call_status::CallStatus;
use sandbox::aws::{Fault, Service};
use sandbox::demo::DEMO;
use sandbox::{Sandbox, Setup, Time};
use serde_json::Value;
use shared::records::Timestamp;
use spool::Spool;
use twilio_simulator::{Answer, Corruption, Delivery};
use twiml::Twiml;
use voice::Voice;

const QUEUE: &str = "SpoolQueue";
const CALL: &str = "CA00000000000000000000000000000001";
const CALLER: &str = "+15550190001";
const AT: &str = "2026-10-01T12:00:00.000Z";

struct World {
    sandbox: Sandbox,
    time: Time,
}

impl World {
    async fn start() -> Self {
        let time = Time::at(AT.parse::<Timestamp>().unwrap());
        let setup = Setup { clock: time.clock(), ..Setup::default() };
        let functions = vec![
            sandbox::webhook::<Voice>(),
            sandbox::webhook::<Twiml>(),
            sandbox::webhook::<CallStatus>(),
            sandbox::worker::<Spool>(),
        ];
        let sandbox = Sandbox::with(setup, functions, Router::new()).await.unwrap();
        Self { sandbox, time }
    }

    /// What Twilio tells of the call, with further fields.
    async fn tell(&self, webhook: &str, more: &[(&str, &str)], delivery: &Delivery) -> Answer {
        let known = [
            ("CallSid", CALL),
            ("CallStatus", "ringing"),
            ("Direction", "inbound"),
            ("From", CALLER),
            ("To", DEMO.numbers[0]),
        ];
        let known = known.iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
        let fields: Vec<_> = more.iter().chain(known).copied().collect();
        self.sandbox.deliver((&DEMO, webhook), &fields, delivery).await.unwrap()
    }

    /// The call comes.
    async fn rings(&self) -> Answer {
        self.tell("voice-webhook", &[], &Delivery::default()).await
    }

    /// What is kept in the queue.
    fn kept(&self) -> Vec<String> {
        let messages = self.sandbox.aws.sqs().messages(QUEUE).unwrap();
        messages.into_iter().map(|message| message.body).collect()
    }

    async fn records(&self, table: &str) -> Vec<Value> {
        self.sandbox.records(table).await.unwrap()
    }

    async fn call(&self) -> Value {
        self.sandbox.only_record("CallsTable").await.unwrap()
    }

    /// Works on the queue until it is empty.
    async fn catch_up(&mut self) {
        self.sandbox.run_background();
        sandbox::until("nothing is kept", async || self.kept().is_empty()).await;
    }
}

async fn is_written_later(service: Service, fault: Fault) {
    let mut world = World::start().await;
    world.sandbox.aws.fail(service, fault);
    let started = Instant::now();
    let answer = world.rings().await;
    assert!(started.elapsed() < Duration::from_secs(10), "{service:?} {fault:?}");
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("<Record"), "{}", answer.body);
    world.sandbox.aws.heal(service);
    assert_eq!((world.kept().len(), world.records("CallsTable").await.len()), (1, 0));
    world.time.pass(Duration::from_mins(10));
    world.catch_up().await;
    let call = world.call().await;
    let told = ["call_sid", "from_number", "tenant_id", "created_at", "at:ringing"];
    let told = told.map(|field| call[field].as_str().unwrap().to_owned());
    assert_eq!(told, [CALL, CALLER, "demo", AT, AT]);
    assert_eq!(world.records("ContactsTable").await.len(), 1);
}

#[tokio::test]
async fn what_was_answered_is_written_once_it_can_be() {
    tokio::join!(
        is_written_later(Service::DynamoDb, Fault::Down),
        is_written_later(Service::Kms, Fault::Down),
        is_written_later(Service::DynamoDb, Fault::Slow(Duration::from_mins(1))),
    );
}

#[tokio::test]
async fn what_is_written_is_not_kept() {
    let world = World::start().await;
    assert_eq!(world.rings().await.status, 200);
    assert_eq!(world.call().await["call_sid"], CALL);
    let forged = Delivery { corrupt: Some(Corruption::Signature), ..Delivery::default() };
    assert_eq!(world.tell("voice-webhook", &[], &forged).await.status, 403);
    assert_eq!(world.kept(), Vec::<String>::new());
}

#[tokio::test]
async fn a_message_that_was_left_is_there_later() {
    let mut world = World::start().await;
    world.rings().await;
    world.sandbox.aws.fail(Service::DynamoDb, Fault::Down);
    let left = [
        ("CallStatus", "in-progress"),
        ("RecordingSid", "RE00000000000000000000000000000001"),
        ("RecordingDuration", "7"),
        ("RecordingUrl", "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1"),
    ];
    let step = format!("voice-twiml?step=voicemail-done&call={CALL}");
    let answer = world.tell(&step, &left, &Delivery::default()).await;
    assert_eq!(answer.status, 200);
    world.sandbox.aws.heal(Service::DynamoDb);
    assert_eq!(world.records("VoicemailsTable").await.len(), 0);
    world.catch_up().await;
    let voicemail = world.sandbox.only_record("VoicemailsTable").await.unwrap();
    assert_eq!(voicemail["recording_sid"], "RE00000000000000000000000000000001");
    assert_eq!(voicemail["call_id"], CALL);
}

#[tokio::test]
async fn a_later_callback_is_not_undone() {
    let mut world = World::start().await;
    world.sandbox.aws.fail(Service::DynamoDb, Fault::Down);
    world.rings().await;
    world.sandbox.aws.heal(Service::DynamoDb);
    world.time.pass(Duration::from_mins(2));
    let over = [("CallStatus", "completed"), ("CallDuration", "65")];
    let told = world.tell(&format!("call-status?call={CALL}"), &over, &Delivery::default()).await;
    assert_eq!(told.status, 204);
    world.catch_up().await;
    let call = world.call().await;
    assert!(call["at:completed"].is_string() && call["duration:completed"] == 65, "{call}");
    assert_eq!(
        (call["from_number"].as_str(), call["at:ringing"].as_str()),
        (Some(CALLER), Some(AT))
    );
}

#[tokio::test]
async fn it_waits_until_it_can_be_written_and_twice_is_once() {
    let mut world = World::start().await;
    world.sandbox.aws.fail(Service::DynamoDb, Fault::Down);
    world.rings().await;
    let kept = world.kept().pop().unwrap();
    assert!(!kept.contains(CALLER), "not to be read in passing: {kept}");
    world.sandbox.run_background();
    let sqs = world.sandbox.aws.sqs();
    let tried = async || sqs.messages(QUEUE).unwrap().iter().any(|kept| kept.receive_count > 0);
    sandbox::until("it is tried", tried).await;
    let idle = async || world.sandbox.running("SpoolFunction") == 0;
    sandbox::until("it is given up for now", idle).await;
    assert_eq!(world.kept().len(), 1);
    world.sandbox.aws.heal(Service::DynamoDb);
    sqs.send(QUEUE, &kept, Duration::ZERO).unwrap();
    sqs.make_visible(QUEUE).unwrap();
    sandbox::until("nothing is kept", async || world.kept().is_empty()).await;
    assert_eq!(world.call().await["call_sid"], CALL);
}

#[tokio::test]
async fn what_nobody_has_signed_is_written_nowhere() {
    let mut world = World::start().await;
    world.sandbox.aws.fail(Service::DynamoDb, Fault::Down);
    let forged = Delivery { corrupt: Some(Corruption::Signature), ..Delivery::default() };
    assert_eq!(world.tell("voice-webhook", &[], &forged).await.status, 200);
    world.sandbox.aws.heal(Service::DynamoDb);
    assert_eq!(world.kept().len(), 1, "nobody could tell");
    world.catch_up().await;
    for table in ["CallsTable", "ContactsTable", "ArrivalsTable"] {
        assert_eq!(world.records(table).await, Vec::<Value>::new(), "{table}");
    }
}

#[tokio::test]
async fn what_is_no_request_stays_for_somebody_to_look_at() {
    let mut world = World::start().await;
    let sqs = world.sandbox.aws.sqs().clone();
    sqs.send(QUEUE, "{}", Duration::ZERO).unwrap();
    world.sandbox.run_background();
    let tried = async || sqs.messages(QUEUE).unwrap().iter().any(|kept| kept.receive_count > 0);
    sandbox::until("it is tried", tried).await;
    let idle = async || world.sandbox.running("SpoolFunction") == 0;
    sandbox::until("it is given up for now", idle).await;
    assert_eq!(world.kept(), ["{}"]);
}

#[tokio::test]
async fn without_the_queue_too_the_caller_is_answered() {
    let world = World::start().await;
    for fault in [Fault::Down, Fault::Slow(Duration::from_mins(1))] {
        world.sandbox.aws.fail(Service::DynamoDb, Fault::Down);
        world.sandbox.aws.fail(Service::Sqs, fault);
        let started = Instant::now();
        let answer = world.rings().await;
        assert!(started.elapsed() < Duration::from_secs(10), "{fault:?}");
        assert!(answer.status == 200 && answer.body.contains("<Record"), "{}", answer.body);
    }
    assert_eq!(world.kept(), Vec::<String>::new());
}
