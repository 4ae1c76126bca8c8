//! Conversations, with how their last message fared.

use serde::Serialize;
use serde_json::{Value, json};

use super::Reason;
use crate::ids::{MessageId, TenantId};
use crate::records::{Direction, Message, Thread};
use crate::store::{Store, StoreError};
use twilio::status::MessageStatus;

#[derive(Serialize)]
struct View<'t> {
    #[serde(flatten)]
    thread: &'t Thread,
    #[serde(flatten)]
    last: Last<'t>,
}

/// How far the last message has come, if the tenant has sent it. It stands in the message's own
/// record, so that a receipt is one write.
#[derive(Default, Serialize)]
struct Last<'m> {
    #[serde(rename = "last_message_status")]
    status: Option<&'m MessageStatus>,
    #[serde(rename = "last_error_code")]
    error_code: Option<u32>,
    #[serde(rename = "last_error_message")]
    error_message: Option<String>,
}

impl<'m> Last<'m> {
    fn of(message: &'m Message) -> Self {
        let delivery = &message.delivery;
        let reason = Reason::of(delivery.error_code, delivery.error_message.as_deref());
        Self {
            status: delivery.status.as_ref(),
            error_code: delivery.error_code,
            error_message: reason.message,
        }
    }
}

/// Conversations as the website reads them, in the same order.
pub async fn threads(
    store: &Store,
    tenant: &TenantId,
    threads: &[Thread],
) -> Result<Vec<Value>, StoreError> {
    let last: Vec<_> = threads.iter().filter_map(sent_last).cloned().collect();
    let last = store.message_some(tenant, &last).await?;
    let view = |thread| {
        let is_last = |message: &&Message| sent_last(thread) == Some(&message.content.message_id);
        let last = last.iter().find(is_last).map(Last::of).unwrap_or_default();
        json!(View { thread, last })
    };
    Ok(threads.iter().map(view).collect())
}

fn sent_last(thread: &Thread) -> Option<&MessageId> {
    let id = thread.last_message_id.as_ref();
    id.filter(|_| thread.last_direction == Some(Direction::Outbound))
}
