//! Conversations, with how their last message fared.

use serde::Serialize;
use serde_json::{Value, json};

use super::Reason;
use crate::ids::{MessageId, TenantId};
use crate::records::{Contact, Direction, Message, Thread};
use crate::store::{Beside, Store, StoreError};
use twilio::status::MessageStatus;

#[derive(Serialize)]
struct View<'t> {
    #[serde(flatten)]
    thread: &'t Thread,
    /// What the tenant calls the person, else what the channel does.
    contact_name: Option<&'t String>,
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
    let Beside { consents, contacts, messages } =
        store.beside_threads(tenant, threads, &last).await?;
    let view = |thread: &Thread| {
        let contact = thread.contact_id.as_ref().and_then(|id| contacts.behind(id));
        let contact_name = contact.and_then(Contact::shown_name);
        let contact_id = contact.map(|contact| contact.contact_id.clone());
        let contact_id = contact_id.or_else(|| thread.contact_id.clone());
        // The reference is the person's, whenever it was given.
        let lead_id = contact.map_or(&thread.lead_id, |contact| &contact.lead_id).clone();
        let wish = consents.iter().find(|wish| wish.consent_id == thread.thread_id);
        let opted_out_at = wish.and_then(|wish| wish.opted_out_at);
        let thread = &Thread { contact_id, lead_id, opted_out_at, ..thread.clone() };
        let is_last = |message: &&Message| sent_last(thread) == Some(&message.content.message_id);
        let last = messages.iter().find(is_last).map(Last::of).unwrap_or_default();
        json!(View { thread, contact_name, last })
    };
    Ok(threads.iter().map(view).collect())
}

fn sent_last(thread: &Thread) -> Option<&MessageId> {
    let id = thread.last_message_id.as_ref();
    id.filter(|_| thread.last_direction == Some(Direction::Outbound))
}
