//! Batches, partial failures and dead letters, with the real queues.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::{Barrier, Notify, mpsc};

use super::{TEMPLATE, handler};
use crate::aws::{Aws, Options};
use crate::gateway::queue::Poller;
use crate::gateway::{Functions, Handler};

async fn aws(bodies: &[&str]) -> Aws {
    let options = Options {
        hosts: Vec::new(),
        addr: "127.0.0.1:0".parse().unwrap(),
        data: None,
        template: TEMPLATE.to_owned(),
        parameters: BTreeMap::from([("Issuer".to_owned(), "http://issuer".to_owned())]),
    };
    let aws = Aws::start(options).await.unwrap();
    for body in bodies {
        aws.sqs().send("Jobs", body, Duration::ZERO).unwrap();
    }
    aws
}

fn start(aws: &Aws, echo: Handler) -> Poller {
    let mut functions = Functions::new(aws.template());
    functions.insert("Echo", echo).unwrap();
    Poller::start(aws.template(), &functions, aws.sqs())
}

type Outcome = fn(&Value) -> Result<Value, String>;

/// Polls until one batch has been handled with this outcome; the batch's records.
async fn one_batch(
    aws: &Aws,
    outcome: impl Fn(&Value) -> Result<Value, String> + Send + Sync + 'static,
) -> Vec<Value> {
    let (events, mut seen) = mpsc::unbounded_channel();
    let poller = start(
        aws,
        handler(move |invocation| {
            let outcome = outcome(&invocation.event["Records"]);
            events.send(invocation.event).unwrap();
            async move { outcome }
        }),
    );
    let mut event = seen.recv().await.unwrap();
    poller.stop().await;
    serde_json::from_value(event["Records"].take()).unwrap()
}

fn left(aws: &Aws, queue: &str) -> Vec<String> {
    let messages = aws.sqs().messages(queue).unwrap();
    messages.into_iter().map(|message| message.body).collect()
}

#[tokio::test]
async fn what_a_batch_reports_as_failed_is_held_by_nobody() {
    let aws = aws(&["a", "b"]).await;
    one_batch(&aws, |records| {
        let id = records[0]["messageId"].clone();
        Ok(json!({ "batchItemFailures": [{ "itemIdentifier": id }] }))
    })
    .await;
    assert_eq!(left(&aws, "Jobs"), ["a"]);
    assert_eq!(aws.sqs().give_back("Jobs").unwrap(), 0);
    aws.sqs().send("Jobs", "c", Duration::ZERO).unwrap();
    one_batch(&aws, |_| Err("broken".to_owned())).await;
    assert_eq!(aws.sqs().give_back("Jobs").unwrap(), 0);
    assert_eq!(aws.sqs().receive("Jobs", 1).unwrap().len(), 0, "both are hidden");
}

#[tokio::test]
async fn a_batch_has_the_shape_of_aws_and_is_deleted() {
    let aws = aws(&["hi"]).await;
    let sent = aws.sqs().messages("Jobs").unwrap().remove(0);
    let record = one_batch(&aws, |_| Ok(Value::Null)).await.remove(0);
    assert!(!record["receiptHandle"].as_str().unwrap().is_empty());
    let received: i64 =
        record["attributes"]["ApproximateFirstReceiveTimestamp"].as_str().unwrap().parse().unwrap();
    assert!((sent.sent_at_ms..=jiff::Timestamp::now().as_millisecond()).contains(&received));
    let expected = json!({
        "messageId": sent.message_id,
        "receiptHandle": record["receiptHandle"],
        "body": "hi",
        "attributes": {
            "ApproximateReceiveCount": "1",
            "SentTimestamp": sent.sent_at_ms.to_string(),
            "SenderId": "000000000000",
            "ApproximateFirstReceiveTimestamp": received.to_string(),
        },
        "messageAttributes": {},
        "md5OfBody": "49f68a5c8493ec2c0bf489821c21fc3b",
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:Jobs",
        "awsRegion": "us-east-1",
    });
    assert_eq!(record, expected);
    assert!(left(&aws, "Jobs").is_empty());
}

#[tokio::test]
async fn only_what_failed_comes_again() {
    let aws = aws(&["a", "b", "c"]).await;
    let records = one_batch(&aws, |records| {
        Ok(json!({"batchItemFailures": [{"itemIdentifier": records[1]["messageId"]}]}))
    })
    .await;
    let failed = records[1]["body"].as_str().unwrap();
    assert_eq!((records.len(), left(&aws, "Jobs")), (3, vec![failed.to_owned()]));
    aws.sqs().make_visible("Jobs").unwrap();
    let records = one_batch(&aws, |_| Ok(json!({"batchItemFailures": []}))).await;
    assert_eq!(records[0]["body"], failed);
    assert_eq!(records[0]["attributes"]["ApproximateReceiveCount"], "2");
    assert!(left(&aws, "Jobs").is_empty());
}

#[tokio::test]
async fn a_batch_without_a_valid_answer_is_kept() {
    let bad: [Outcome; 6] = [
        |_| Err("broken".to_owned()),
        |_| Ok(json!("done")),
        |_| Ok(json!({"batchItemFailures": "none"})),
        |_| Ok(json!({"batchItemFailures": [{"itemIdentifier": ""}]})),
        |_| Ok(json!({"batchItemFailures": [{"id": "x"}]})),
        |records| {
            let known = &records[0]["messageId"];
            Ok(json!({"batchItemFailures": [{"itemIdentifier": known}, {"itemIdentifier": "x"}]}))
        },
    ];
    for outcome in bad {
        let aws = aws(&["a", "b"]).await;
        one_batch(&aws, outcome).await;
        assert_eq!(left(&aws, "Jobs"), ["a", "b"]);
    }
}

#[tokio::test]
async fn poison_ends_among_the_dead_letters() {
    let aws = aws(&["poison"]).await;
    for _ in 0..2 {
        one_batch(&aws, |_| Err("broken".to_owned())).await;
        aws.sqs().make_visible("Jobs").unwrap();
    }
    let poller = start(&aws, handler(async |_| panic!("a third delivery")));
    let buried = async {
        loop {
            let changed = aws.sqs().changed();
            if left(&aws, "Dead") == ["poison"] {
                return;
            }
            changed.await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), buried).await.unwrap();
    poller.stop().await;
    assert!(left(&aws, "Jobs").is_empty());
}

#[tokio::test]
async fn a_message_that_comes_later_is_noticed_and_stopping_waits_for_it() {
    let aws = aws(&[]).await;
    let (begun, mut started) = mpsc::unbounded_channel();
    let release = Arc::new(Notify::new());
    let waiting = Arc::clone(&release);
    let slow = handler(move |_| {
        begun.send(()).unwrap();
        let waiting = Arc::clone(&waiting);
        async move {
            waiting.notified().await;
            Ok(Value::Null)
        }
    });
    let poller = start(&aws, slow);
    aws.sqs().send("Jobs", "late", Duration::from_millis(20)).unwrap();
    started.recv().await.unwrap();
    let stopped = tokio::spawn(poller.stop());
    tokio::task::yield_now().await;
    assert_eq!(left(&aws, "Jobs"), ["late"]);
    release.notify_one();
    stopped.await.unwrap();
    assert!(left(&aws, "Jobs").is_empty());
}

#[tokio::test]
async fn four_batches_run_at_once_and_no_more() {
    let aws = aws(&["x"; 24]).await;
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (four, highest) = (Arc::new(Barrier::new(4)), Arc::clone(&most));
    let (done, mut batches) = mpsc::unbounded_channel();
    let meeting = handler(move |_| {
        let (now, four) = (Arc::clone(&now), Arc::clone(&four));
        highest.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        let done = done.clone();
        async move {
            four.wait().await;
            now.fetch_sub(1, Ordering::SeqCst);
            done.send(()).unwrap();
            Ok(Value::Null)
        }
    });
    let poller = start(&aws, meeting);
    for _ in 0..8 {
        batches.recv().await.unwrap();
    }
    poller.stop().await;
    assert_eq!(most.load(Ordering::SeqCst), 4);
    assert!(left(&aws, "Jobs").is_empty());
}

#[tokio::test]
async fn queues_of_functions_without_a_handler_are_left_alone() {
    let aws = aws(&["a"]).await;
    let functions = Functions::new(aws.template());
    let poller = Poller::start(aws.template(), &functions, aws.sqs());
    // The only other task runs until it waits, which is after its first receive.
    tokio::task::yield_now().await;
    poller.stop().await;
    assert_eq!(aws.sqs().messages("Jobs").unwrap()[0].receive_count, 0);
}
