//! SQS's JSON protocol: the operations that functions use, and those of the runbook.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tokio::time::{Instant, timeout_at};

use super::address::{arn, queue_of};
use super::journal::{Consumer, millis};
use super::limits::{MAX_VISIBILITY, invalid};
use super::message::{Received, State};
use super::{Sqs, batch, moving, whole};
use crate::aws::Refusal;
use crate::place::ACCOUNT;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct SendMessage {
    queue_url: String,
    message_body: String,
    #[serde(default)]
    delay_seconds: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct ReceiveMessage {
    queue_url: String,
    max_number_of_messages: Option<usize>,
    visibility_timeout: Option<u64>,
    #[serde(default)]
    wait_time_seconds: u64,
    #[serde(default, alias = "AttributeNames")]
    message_system_attribute_names: Vec<String>,
    /// No message has attributes, so asking for them gives none.
    #[serde(default, rename = "MessageAttributeNames")]
    _message_attribute_names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct DeleteMessage {
    queue_url: String,
    receipt_handle: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct ChangeMessageVisibility {
    queue_url: String,
    receipt_handle: String,
    visibility_timeout: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct GetQueueAttributes {
    queue_url: String,
    #[serde(default)]
    attribute_names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct GetQueueUrl {
    queue_name: String,
    #[serde(rename = "QueueOwnerAWSAccountId")]
    account: Option<String>,
}

/// Carries out one request of the JSON protocol.
pub(in crate::aws) async fn answer(
    sqs: &Sqs,
    operation: &str,
    body: &[u8],
) -> Result<Value, Refusal> {
    match operation {
        "SendMessage" => send(sqs, &parse(body)?),
        "SendMessageBatch" => batch::send(sqs, &parse(body)?),
        "ReceiveMessage" => receive(sqs, &parse(body)?).await,
        "DeleteMessage" => delete(sqs, &parse(body)?),
        "ChangeMessageVisibility" => change_visibility(sqs, &parse(body)?),
        "GetQueueAttributes" => attributes(sqs, &parse(body)?),
        "GetQueueUrl" => url(sqs, &parse(body)?),
        "ListQueues" => whole::list(sqs, &parse(body)?),
        "PurgeQueue" => whole::purge(sqs, &parse(body)?),
        "StartMessageMoveTask" => moving::start(sqs, &parse(body)?),
        "ListMessageMoveTasks" => moving::list(sqs, &parse(body)?),
        other => Err(Refusal::unknown_operation(&format!("AmazonSQS.{other}"))),
    }
}

fn parse<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| invalid(error.to_string()))
}

fn send(sqs: &Sqs, request: &SendMessage) -> Result<Value, Refusal> {
    let delay = Duration::from_secs(request.delay_seconds);
    let sent = sqs.send(queue_of(&request.queue_url), &request.message_body, delay)?;
    Ok(json!({ "MessageId": sent.message_id, "MD5OfMessageBody": sent.md5 }))
}

async fn receive(sqs: &Sqs, request: &ReceiveMessage) -> Result<Value, Refusal> {
    let queue = queue_of(&request.queue_url);
    let max = request.max_number_of_messages.unwrap_or(1);
    if !(1..=10).contains(&max) {
        return Err(invalid("MaxNumberOfMessages must be from 1 to 10"));
    }
    if request.wait_time_seconds > 20 {
        return Err(invalid("WaitTimeSeconds must be from 0 to 20"));
    }
    let own = request.visibility_timeout.map(Duration::from_secs);
    let hidden = own.unwrap_or(sqs.queue(queue)?.visibility_timeout);
    if hidden > MAX_VISIBILITY {
        return Err(invalid("VisibilityTimeout must be from 0 to 43200"));
    }
    let until = Instant::now() + Duration::from_secs(request.wait_time_seconds);
    loop {
        let changed = sqs.changed();
        let received = sqs.receive_for(queue, max, (hidden, Consumer::Elsewhere))?;
        if received.is_empty() && timeout_at(until, changed).await.is_ok() {
            continue;
        }
        let wanted = &request.message_system_attribute_names;
        let messages: Vec<_> = received.iter().map(|one| message(one, wanted)).collect();
        return Ok(json!({ "Messages": messages }));
    }
}

fn message(received: &Received, wanted: &[String]) -> Value {
    let count = received.receive_count.to_string();
    let sent = received.sent_at_ms.to_string();
    let first = received.first_received_at_ms.to_string();
    let source = received.dead_letter_source.as_deref().map(arn);
    let attributes: Map<String, Value> = [
        ("ApproximateReceiveCount", Some(count)),
        ("SentTimestamp", Some(sent)),
        ("ApproximateFirstReceiveTimestamp", Some(first)),
        ("DeadLetterQueueSourceArn", source),
    ]
    .into_iter()
    .filter(|(name, _)| wanted.iter().any(|one| one == name || one == "All"))
    .filter_map(|(name, value)| Some((name.to_owned(), Value::from(value?))))
    .collect();
    let mut message = json!({
        "MessageId": received.message_id,
        "ReceiptHandle": received.receipt_handle,
        "MD5OfBody": received.md5,
        "Body": received.body,
    });
    if !attributes.is_empty() {
        message["Attributes"] = Value::Object(attributes);
    }
    message
}

fn delete(sqs: &Sqs, request: &DeleteMessage) -> Result<Value, Refusal> {
    sqs.delete(queue_of(&request.queue_url), &request.receipt_handle)?;
    Ok(json!({}))
}

fn change_visibility(sqs: &Sqs, request: &ChangeMessageVisibility) -> Result<Value, Refusal> {
    let queue = queue_of(&request.queue_url);
    let time = Duration::from_secs(request.visibility_timeout);
    sqs.change_visibility(queue, &request.receipt_handle, time)?;
    Ok(json!({}))
}

fn attributes(sqs: &Sqs, request: &GetQueueAttributes) -> Result<Value, Refusal> {
    let id = queue_of(&request.queue_url);
    let queue = sqs.queue(id)?;
    let messages = sqs.messages(id)?;
    let count = |state| messages.iter().filter(|it| it.state == state).count().to_string();
    let redrive = queue.redrive.as_ref().map(|(dead, count)| {
        json!({ "deadLetterTargetArn": arn(dead), "maxReceiveCount": count }).to_string()
    });
    let all = [
        ("ApproximateNumberOfMessages", Some(count(State::Visible))),
        ("ApproximateNumberOfMessagesNotVisible", Some(count(State::InFlight))),
        ("ApproximateNumberOfMessagesDelayed", Some(count(State::Delayed))),
        ("VisibilityTimeout", Some((millis(queue.visibility_timeout) / 1000).to_string())),
        ("QueueArn", Some(arn(id))),
        ("RedrivePolicy", redrive),
    ];
    let known = |name: &String| name == "All" || all.iter().any(|(known, _)| known == name);
    let wanted = &request.attribute_names;
    if let Some(unknown) = wanted.iter().find(|name| !known(name)) {
        let message = format!("the sandbox's queues have no attribute {unknown}");
        return Err(Refusal::sender("InvalidAttributeName", message));
    }
    let attributes: Map<String, Value> = all
        .into_iter()
        .filter(|(name, _)| wanted.iter().any(|one| one == name || one == "All"))
        .filter_map(|(name, value)| Some((name.to_owned(), Value::from(value?))))
        .collect();
    Ok(json!({ "Attributes": attributes }))
}

fn url(sqs: &Sqs, request: &GetQueueUrl) -> Result<Value, Refusal> {
    let name = &request.queue_name;
    sqs.queue(name)?;
    if request.account.as_deref().is_some_and(|account| account != ACCOUNT) {
        let message = format!("only account {ACCOUNT} has queues here");
        return Err(Refusal::sender("QueueDoesNotExist", message));
    }
    Ok(json!({ "QueueUrl": sqs.url(name) }))
}
