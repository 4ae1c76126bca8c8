//! SQS event source mappings: batches of messages become events, successes are deleted.
//!
//! As with `ReportBatchItemFailures`: what the function does not report as failed is done. What
//! failed stays hidden until the queue's visibility timeout, then comes again or goes to the
//! dead-letter queue.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use serde_json::{Value, json};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::background::{Background, Stop};
use super::functions::Functions;
use crate::aws::Sqs;
use crate::aws::sqs::Received;
use crate::place::{ACCOUNT, REGION};
use crate::template::{QueueSource, Template};

/// Most batches of one source that are handled at the same time.
const CONCURRENCY: usize = 4;
/// Longest wait before the queue is asked again, as with SQS's long polling.
const LONG_POLL: Duration = Duration::from_secs(20);
/// Wait after a queue could not be read.
const PAUSE: Duration = Duration::from_secs(1);

/// Feeds functions from their queues. Dropping it takes no more messages.
#[derive(Debug)]
pub struct Poller(Background);

/// One queue and the function that it feeds.
struct Source {
    function: String,
    queue: QueueSource,
    functions: Functions,
    sqs: Sqs,
}

impl Poller {
    /// Starts to poll every queue that feeds a function of the template, as far as
    /// the function has a handler.
    pub fn start(template: &Template, functions: &Functions, sqs: &Sqs) -> Self {
        let source = |function: &String, queue: &QueueSource| Source {
            function: function.clone(),
            queue: queue.clone(),
            functions: functions.clone(),
            sqs: sqs.clone(),
        };
        let all = template.functions.iter().filter(|(id, _)| functions.has(id));
        let all = all.flat_map(|(id, f)| f.sources.iter().map(move |queue| source(id, queue)));
        let sources: Vec<_> = all.map(Arc::new).collect();
        Self(Background::spawn(|stop| async move {
            join_all(sources.into_iter().map(|source| poll(source, stop.clone()))).await;
        }))
    }

    /// Takes no more messages and waits until those taken are handled.
    pub async fn stop(self) {
        self.0.stop().await;
    }
}

async fn poll(source: Arc<Source>, mut stop: Stop) {
    let mut batches = JoinSet::new();
    tokio::select! {
        () = stop.requested() => {}
        () = feed(&source, &mut batches) => {}
    }
    batches.join_all().await;
}

/// Starts a task for every batch, forever. May be dropped at any `await`: what was received is
/// already with its task.
async fn feed(source: &Arc<Source>, batches: &mut JoinSet<()>) {
    let slots = Arc::new(Semaphore::new(CONCURRENCY));
    while let Ok(slot) = Arc::clone(&slots).acquire_owned().await {
        while batches.try_join_next().is_some() {}
        let changed = source.sqs.changed();
        match source.sqs.receive(&source.queue.queue, source.queue.batch_size) {
            Ok(messages) if messages.is_empty() => {
                // Not an error if nothing changes for so long.
                let _ = timeout(LONG_POLL, changed).await;
            }
            Ok(messages) => {
                batches.spawn(handle(Arc::clone(source), messages, slot));
            }
            Err(error) => {
                tracing::error!(queue = source.queue.queue, ?error, "cannot receive");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

async fn handle(source: Arc<Source>, messages: Vec<Received>, _slot: OwnedSemaphorePermit) {
    let (function, queue) = (source.function.as_str(), source.queue.queue.as_str());
    let response = source.functions.invoke(function, event(queue, &messages)).await;
    let failed = match response.and_then(|response| failures(&response, &messages)) {
        Ok(failed) => failed,
        Err(error) => {
            tracing::warn!(function, queue, messages = messages.len(), error, "a batch failed");
            messages.iter().map(|message| message.message_id.clone()).collect()
        }
    };
    for message in &messages {
        let receipt = message.receipt_handle.as_str();
        let settled = match failed.contains(&message.message_id) {
            true => source.sqs.release(queue, receipt),
            false => source.sqs.delete(queue, receipt),
        };
        if let Err(error) = settled {
            tracing::error!(queue, ?error, "cannot say what became of a message");
        }
    }
}

/// Ids of the messages to keep, by the function's partial batch response. An error means that all
/// are kept.
fn failures(response: &Value, messages: &[Received]) -> Result<HashSet<String>, String> {
    let items = match response {
        Value::Null => &Value::Null,
        Value::Object(response) => response.get("batchItemFailures").unwrap_or(&Value::Null),
        _ => return Err("the response is not an object".to_owned()),
    };
    let items = match items {
        Value::Null => return Ok(HashSet::new()),
        Value::Array(items) => items,
        _ => return Err("batchItemFailures is not a list".to_owned()),
    };
    let known = |id: &&str| messages.iter().any(|message| message.message_id == *id);
    let id = |item: &Value| item["itemIdentifier"].as_str().filter(known).map(str::to_owned);
    let ids: Option<_> = items.iter().map(id).collect();
    ids.ok_or_else(|| "an itemIdentifier names no message of the batch".to_owned())
}

fn event(queue: &str, messages: &[Received]) -> Value {
    let arn = format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}");
    json!({"Records": messages.iter().map(|message| record(&arn, message)).collect::<Vec<_>>()})
}

fn record(arn: &str, message: &Received) -> Value {
    let mut attributes = json!({
        "ApproximateReceiveCount": message.receive_count.to_string(),
        "SentTimestamp": message.sent_at_ms.to_string(),
        "SenderId": ACCOUNT,
        "ApproximateFirstReceiveTimestamp": message.first_received_at_ms.to_string(),
    });
    if let Some(source) = &message.dead_letter_source {
        let arn = format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{source}");
        attributes["DeadLetterQueueSourceArn"] = arn.into();
    }
    json!({
        "messageId": message.message_id,
        "receiptHandle": message.receipt_handle,
        "body": message.body,
        "attributes": attributes,
        "messageAttributes": {},
        "md5OfBody": message.md5,
        "eventSource": "aws:sqs",
        "eventSourceARN": arn,
        "awsRegion": REGION,
    })
}
