//! `StartMessageMoveTask` and `ListMessageMoveTasks`: dead letters go back to where they came from.
//!
//! On AWS that takes a while, and `MaxNumberOfMessagesPerSecond` can make it longer. Here a task is
//! over when it has been started, so none is ever cancelled. Tasks are forgotten with the process.

use serde::Deserialize;
use serde_json::{Value, json};

use super::Sqs;
use super::address::{arn, queue_of_arn};
use super::journal::now_ms;
use super::limits::invalid;
use super::memory::Task;
use crate::aws::Refusal;

/// Most tasks that are listed of a queue.
const LISTED: usize = 10;
/// The highest `MaxNumberOfMessagesPerSecond`.
const FASTEST: u64 = 500;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct StartMessageMoveTask {
    source_arn: String,
    destination_arn: Option<String>,
    max_number_of_messages_per_second: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct ListMessageMoveTasks {
    source_arn: String,
    max_results: Option<usize>,
}

pub(super) fn start(sqs: &Sqs, request: &StartMessageMoveTask) -> Result<Value, Refusal> {
    let source = dead_letter_queue(sqs, &request.source_arn)?;
    let destination = request.destination_arn.as_deref();
    let destination = destination.map(|arn| existing(sqs, arn, "DestinationArn")).transpose()?;
    if destination.as_deref() == Some(source.as_str()) {
        return Err(invalid("Source queue arn and destination queue arn cannot be the same."));
    }
    if !request.max_number_of_messages_per_second.is_none_or(|n| (1..=FASTEST).contains(&n)) {
        return Err(invalid("MaxNumberOfMessagesPerSecond must be from 1 to 500"));
    }
    let started_ms = now_ms();
    let (moved, left) = sqs.journal.move_letters(&source, destination.as_deref())?;
    sqs.changed.notify_waiters();
    let task = Task { source, destination, started_ms, moved, left };
    Ok(json!({ "TaskHandle": handle(&request.source_arn, sqs.memory.add(task)) }))
}

pub(super) fn list(sqs: &Sqs, request: &ListMessageMoveTasks) -> Result<Value, Refusal> {
    let source = dead_letter_queue(sqs, &request.source_arn)?;
    let most = request.max_results.unwrap_or(1);
    if !(1..=LISTED).contains(&most) {
        return Err(invalid("MaxResults must be from 1 to 10"));
    }
    let latest = sqs.memory.latest(&source, most);
    Ok(json!({ "Results": latest.iter().map(Task::result).collect::<Vec<_>>() }))
}

fn dead_letter_queue(sqs: &Sqs, arn: &str) -> Result<String, Refusal> {
    let source = existing(sqs, arn, "SourceArn")?;
    let leads_here = |queue: &crate::template::Queue| {
        queue.redrive.as_ref().is_some_and(|(dead, _)| *dead == source)
    };
    match sqs.queues.values().any(leads_here) {
        true => Ok(source),
        false => Err(invalid("Source queue must be configured as a Dead Letter Queue.")),
    }
}

fn existing(sqs: &Sqs, arn: &str, field: &str) -> Result<String, Refusal> {
    let Some(queue) = queue_of_arn(arn) else {
        return Err(invalid(format!(
            "You must use this format to specify the {field}: \
             arn:<partition>:<service>:<region>:<account-id>:<resource-id>"
        )));
    };
    match sqs.queues.contains_key(queue) && arn == self::arn(queue) {
        true => Ok(queue.to_owned()),
        false => Err(Refusal {
            status: 404,
            code: "ResourceNotFoundException",
            message: format!(
                "The resource that you specified for the {field} parameter doesn't exist."
            ),
        }),
    }
}

fn handle(source_arn: &str, number: usize) -> String {
    use base64::Engine as _;

    let handle = json!({ "taskId": number.to_string(), "sourceArn": source_arn });
    base64::prelude::BASE64_STANDARD.encode(handle.to_string())
}
