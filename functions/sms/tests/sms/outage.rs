//! When AWS is down: nothing half-written, nothing lost.

use std::time::{Duration, Instant};

use sandbox::aws::{Fault, Service};
use twilio_simulator::{Delivery, InboundMedia, InboundMessage};

use crate::{CONTACT, post, sandbox, text};

const FIELDS: [(&str, &str); 5] = [
    ("MessageSid", "SM00000000000000000000000000000001"),
    ("AccountSid", sandbox::demo::DEMO.account_sid),
    ("From", CONTACT),
    ("To", "+15550100001"),
    ("Body", "hi"),
];

async fn twilio_is_told_to_try_again(warm: &str) {
    let sandbox = sandbox().await;
    if !warm.is_empty() {
        sandbox.twilio.send_message(text(warm)).await.unwrap();
    }
    sandbox.aws.fail(Service::DynamoDb, Fault::Down);
    let started = Instant::now();
    assert_eq!(post(&sandbox, &FIELDS, &Delivery::default()).await.status, 503, "{warm}");
    assert!(started.elapsed() < Duration::from_secs(10), "Twilio waits 15 s");
    sandbox.aws.heal(Service::DynamoDb);
    let written = sandbox.records("MessagesTable").await.unwrap().len();
    assert_eq!(written, warm.len().min(1), "nothing of the refused one");
    assert_eq!(sandbox.records("ThreadsTable").await.unwrap().len(), written);

    assert_eq!(post(&sandbox, &FIELDS, &Delivery::default()).await.status, 200);
    assert_eq!(sandbox.records("MessagesTable").await.unwrap().len(), written + 1);
}

#[tokio::test]
async fn without_dynamodb_twilio_is_told_to_try_again() {
    tokio::join!(twilio_is_told_to_try_again(""), twilio_is_told_to_try_again("warm"));
}

#[tokio::test]
async fn a_slow_dynamodb_is_not_waited_for_beyond_the_deadline() {
    let sandbox = sandbox().await;
    sandbox.aws.fail(Service::DynamoDb, Fault::Slow(Duration::from_mins(1)));
    let started = Instant::now();
    assert_eq!(post(&sandbox, &FIELDS, &Delivery::default()).await.status, 503);
    assert!(started.elapsed() < Duration::from_secs(9), "the function has 10 s");
}

#[tokio::test]
async fn a_lost_answer_of_dynamodb_doubles_nothing() {
    let sandbox = sandbox().await;
    sandbox.aws.fail_next(Service::DynamoDb, "TransactWriteItems", 1, Fault::CutAfter);
    assert_eq!(post(&sandbox, &FIELDS, &Delivery::default()).await.status, 200);
    sandbox.only_record("MessagesTable").await.unwrap();
    assert_eq!(sandbox.only_record("ThreadsTable").await.unwrap()["unread_count"], 1);
}

#[tokio::test]
async fn throttling_is_waited_out() {
    let sandbox = sandbox().await;
    let code = "ProvisionedThroughputExceededException";
    let fault = Fault::Refuse { status: 400, code };
    sandbox.aws.fail_next(Service::DynamoDb, "TransactWriteItems", 2, fault);
    assert_eq!(post(&sandbox, &FIELDS, &Delivery::default()).await.status, 200);
    sandbox.only_record("MessagesTable").await.unwrap();
}

#[tokio::test]
async fn without_sqs_the_job_waits_for_the_sweeper() {
    let sandbox = sandbox().await;
    sandbox.aws.fail(Service::Sqs, Fault::Down);
    let media = vec![InboundMedia::of_bytes("image/png", b"png")];
    let before = sandbox.app("SmsFunction").unwrap().now();
    let sent = sandbox.twilio.send_message(InboundMessage { media, ..text("") }).await.unwrap();
    assert_eq!(sent.webhook.unwrap().status, 200);
    let job = sandbox.only_record("JobsTable").await.unwrap();
    let due_at = job["due_at"].as_str().unwrap();
    assert!(due_at >= before.after(Duration::from_mins(1)).to_string().as_str());
    assert!(sandbox.aws.sqs().messages("MediaQueue").unwrap().is_empty());
}
