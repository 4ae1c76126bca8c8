//! What concerns queues as a whole: `ListQueues` and `PurgeQueue`.

use serde::Deserialize;
use serde_json::{Value, json};

use super::Sqs;
use super::address::queue_of;
use super::limits::invalid;
use crate::aws::Refusal;

/// Most queues of one page.
const PAGE: usize = 1_000;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct ListQueues {
    #[serde(default)]
    queue_name_prefix: String,
    max_results: Option<usize>,
    next_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct PurgeQueue {
    queue_url: String,
}

pub(super) fn list(sqs: &Sqs, request: &ListQueues) -> Result<Value, Refusal> {
    if request.max_results.is_some_and(|most| !(1..=PAGE).contains(&most)) {
        return Err(invalid("MaxResults must be from 1 to 1000"));
    }
    if request.max_results.is_none() && request.next_token.is_some() {
        return Err(invalid("NextToken needs MaxResults"));
    }
    let after = request.next_token.as_deref().unwrap_or_default();
    let most = request.max_results.unwrap_or(PAGE);
    let names = sqs.queues.keys().map(String::as_str);
    let mut names = names
        .filter(|name| name.starts_with(&request.queue_name_prefix) && *name > after)
        .peekable();
    let page: Vec<_> = names.by_ref().take(most).collect();
    let urls: Vec<_> = page.iter().map(|name| sqs.url(name)).collect();
    let mut answer = json!({ "QueueUrls": urls });
    if let (Some(last), Some(_), Some(_)) = (page.last(), names.peek(), request.max_results) {
        answer["NextToken"] = (*last).into();
    }
    Ok(answer)
}

pub(super) fn purge(sqs: &Sqs, request: &PurgeQueue) -> Result<Value, Refusal> {
    let queue = queue_of(&request.queue_url);
    sqs.queue(queue)?;
    if !sqs.memory.may_purge(queue) {
        return Err(Refusal {
            status: 403,
            code: "PurgeQueueInProgress",
            message: format!(
                "Only one PurgeQueue operation on {queue} is allowed every 60 seconds."
            ),
        });
    }
    sqs.journal.purge(queue)?;
    Ok(json!({}))
}
