//! `SendMessageBatch`: each entry succeeds or fails on its own.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::Sqs;
use super::address::queue_of;
use super::limits::MAX_BYTES;
use crate::aws::Refusal;

/// Most entries of one batch.
const MAX_ENTRIES: usize = 10;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct SendMessageBatch {
    queue_url: String,
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Entry {
    id: String,
    message_body: String,
    #[serde(default)]
    delay_seconds: u64,
}

pub(super) fn send(sqs: &Sqs, request: &SendMessageBatch) -> Result<Value, Refusal> {
    let queue = queue_of(&request.queue_url);
    sqs.queue(queue)?;
    check(&request.entries)?;
    let (mut successful, mut failed) = (Vec::new(), Vec::new());
    for entry in &request.entries {
        let delay = Duration::from_secs(entry.delay_seconds);
        match sqs.send(queue, &entry.message_body, delay) {
            Ok(sent) => successful.push(json!({
                "Id": entry.id,
                "MessageId": sent.message_id,
                "MD5OfMessageBody": sent.md5,
            })),
            Err(refusal) => failed.push(json!({
                "Id": entry.id,
                "Code": refusal.code,
                "Message": refusal.message,
                "SenderFault": refusal.status < 500,
            })),
        }
    }
    Ok(json!({ "Successful": successful, "Failed": failed }))
}

fn check(entries: &[Entry]) -> Result<(), Refusal> {
    let ids: BTreeSet<_> = entries.iter().map(|entry| &entry.id).collect();
    let bytes: usize = entries.iter().map(|entry| entry.message_body.len()).sum();
    let refuse = |code, message: &str| Err(Refusal::sender(code, message));
    if entries.is_empty() {
        return refuse("EmptyBatchRequest", "a batch has at least one entry");
    }
    if entries.len() > MAX_ENTRIES {
        return refuse("TooManyEntriesInBatchRequest", "a batch has at most 10 entries");
    }
    if ids.len() < entries.len() {
        return refuse("BatchEntryIdsNotDistinct", "two entries have the same id");
    }
    if bytes > MAX_BYTES {
        return refuse("BatchRequestTooLong", "all messages together are too long");
    }
    Ok(())
}
