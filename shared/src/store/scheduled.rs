//! Messages that wait for their time, in the `messages` table: they are in an index of their own until
//! somebody begins to send them, or they are cancelled.

use super::message::message;
use super::page::{Page, PageRequest};
use super::transaction::Transacted;
use super::update::Update;
use super::{Store, StoreError};
use crate::ids::{MessageId, TenantId};
use crate::records::{Message, SendJob, Timestamp};

/// What changes about a message that waits; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct Rescheduled {
    /// The text, how many segments it takes, and its encoding.
    pub text: Option<(String, u32, String)>,
    /// When it is to leave.
    pub send_at: Option<Timestamp>,
}

impl Store {
    /// The tenant's messages that wait for their time, the soonest first.
    pub async fn message_scheduled(
        &self,
        tenant: &TenantId,
        page: &PageRequest,
    ) -> Result<Page<Message>, StoreError> {
        let query = self.query((&self.tables.messages, "by_scheduled"));
        page.run(query, ("tenant_id", tenant.as_str()), message).await
    }

    /// Changes a message that waits, with its job; `false` when it waits no longer.
    pub async fn message_reschedule(
        &self,
        (tenant, message_id): (&TenantId, &MessageId),
        change: &Rescheduled,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let update = Update::of(&self.tables.messages, &[("message_id", message_id.as_str())])
            .set("updated_at", at)
            .if_equal("tenant_id", tenant)
            .if_present("waits_until")
            .if_absent("attempt_id")
            .if_absent("message_sid");
        let update = match &change.text {
            None => update,
            Some((text, segments, encoding)) => update
                .set("body", text)
                .set_or_remove_field(("request", "segments"), Some(segments))
                .set_or_remove_field(("request", "encoding"), Some(encoding)),
        };
        let Some(send_at) = change.send_at else {
            let changed = self.transact(vec![update.transact()]).await?;
            return Ok(matches!(changed, Transacted::Applied));
        };
        let update = update
            .set("sort_at", send_at)
            .set("waits_until", send_at)
            .set_or_remove_field(("request", "send_at"), Some(send_at));
        // The queue may have the job already: whoever gets it asks the message for its time.
        let job = self
            .job(&SendJob::job_id_of(message_id))
            .set("due_at", send_at)
            .set_or_remove_field(("payload", "send_at"), Some(send_at))
            .if_present("job_id");
        let changed = self.transact(vec![update.transact(), job.transact()]).await?;
        Ok(matches!(changed, Transacted::Applied))
    }
}
