//! Outbound messages on their way to Twilio, in the `messages` table.
//!
//! Twilio's API knows no idempotency key, so an attempt is written before it is made. While one is
//! under way, or its outcome is unknown, nobody else can begin another.

use super::item::is_of;
use super::message::{is_whole, message, status_time};
use super::transaction::Transacted;
use super::update::Update;
use super::{Store, StoreError};
use crate::ids::{MessageId, TenantId};
use crate::records::{Message, SendJob, Timestamp};
use twilio::status::MessageStatus;

/// The right to ask Twilio for a message, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Unlike any other.
    pub id: String,
    /// When it began.
    pub at: Timestamp,
}

/// What became of the wish to send a message.
#[derive(Debug)]
pub enum Claim {
    /// Whoever gets this answer, and nobody else, asks Twilio for it.
    Taken(Box<Message>),
    /// It is at Twilio, has failed for good or was cancelled.
    Settled,
    /// An attempt has begun that has not ended, or not in a way that tells anything.
    Open(Box<Message>),
    /// It waits until then: it was given another time.
    Early(Timestamp),
    /// There is no such message.
    Gone,
}

/// What became of the wish to cancel a message.
#[derive(Debug)]
pub enum Cancelled {
    /// It will not be sent.
    Cancelled(Box<Message>),
    /// It has left, is just leaving, or was never to leave.
    TooLate(Box<Message>),
    /// The tenant has no such message.
    Unknown,
}

impl Store {
    /// A message of this tenant, as of now.
    pub async fn message_get(
        &self,
        tenant: &TenantId,
        message_id: &MessageId,
    ) -> Result<Option<Message>, StoreError> {
        let key = [("message_id", message_id.as_str())];
        let found = self.read_latest((&self.tables.messages, &key)).await?;
        found.filter(is_of(tenant)).filter(is_whole).map(message).transpose()
    }

    /// Begins an attempt, in place of `before`, if there was one.
    pub async fn message_claim(
        &self,
        job: &SendJob,
        attempt: &Attempt,
        before: Option<&str>,
    ) -> Result<Claim, StoreError> {
        let update = || {
            let update = self
                .outbound(job)
                .set("attempt_id", &attempt.id)
                .set("attempt_at", attempt.at)
                .set_once("first_attempt_at", attempt.at)
                .set("sort_at", attempt.at)
                .remove("unconfirmed")
                .remove("waits_until")
                .if_absent_or_up_to("waits_until", attempt.at)
                .if_absent("message_sid")
                .if_lower("status_rank", MessageStatus::Canceled.rank());
            match before {
                Some(before) => update.if_equal("attempt_id", before),
                None => update.if_absent("attempt_id"),
            }
        };
        let (waits, found) = match self.update_or_read(update).await? {
            Ok(item) => return Ok(Claim::Taken(Box::new(message(item)?))),
            Err(item) if !is_of(&job.tenant_id)(&item) => return Ok(Claim::Gone),
            Err(item) => (item.contains_key("waits_until"), message(item)?),
        };
        Ok(match &found.sending.attempt_id {
            None if waits && found.sort_at > attempt.at => Claim::Early(found.sort_at),
            _ if found.is_settled() => Claim::Settled,
            // The answer to the first try of this call was lost.
            Some(id) if *id == attempt.id => Claim::Taken(Box::new(found)),
            _ => Claim::Open(Box::new(found)),
        })
    }

    /// Twilio has certainly not looked at it: another attempt may begin.
    pub async fn message_unsent(&self, job: &SendJob, attempt: &str) -> Result<(), StoreError> {
        let update = || {
            let update = self.outbound(job).remove("attempt_id").remove("attempt_at");
            update.remove("unconfirmed").if_equal("attempt_id", attempt)
        };
        self.try_update(update).await.map(drop)
    }

    /// Nobody knows whether Twilio has it.
    pub async fn message_unconfirmed(
        &self,
        job: &SendJob,
        attempt: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let update = || {
            let update = self.outbound(job).set("unconfirmed", true).set("updated_at", at);
            update.if_equal("attempt_id", attempt).if_absent("message_sid")
        };
        self.try_update(update).await.map(drop)
    }

    /// Cancels a message that nobody has begun to send.
    pub async fn message_cancel(
        &self,
        tenant: &TenantId,
        message_id: &MessageId,
        at: Timestamp,
    ) -> Result<Cancelled, StoreError> {
        let status = MessageStatus::Canceled;
        let update = Update::of(&self.tables.messages, &[("message_id", message_id.as_str())])
            .set_once(&status_time(&status), at)
            .set("sort_at", at)
            .set("updated_at", at)
            .remove("waits_until")
            .if_equal("tenant_id", tenant)
            .if_equal("direction", "outbound")
            .if_absent("message_sid")
            .if_absent("attempt_id");
        let job = self.job_deletion(&SendJob::job_id_of(message_id));
        let cancelled = self.transact(vec![raised(update, &status).transact(), job]).await?;
        let Some(message) = self.message_get(tenant, message_id).await? else {
            return Ok(Cancelled::Unknown);
        };
        Ok(match cancelled {
            Transacted::Applied => Cancelled::Cancelled(Box::new(message)),
            Transacted::Refused(_) if message.delivery.status == Some(MessageStatus::Canceled) => {
                Cancelled::Cancelled(Box::new(message))
            }
            Transacted::Refused(_) => Cancelled::TooLate(Box::new(message)),
        })
    }

    pub(super) fn outbound(&self, job: &SendJob) -> Update {
        Update::of(&self.tables.messages, &[("message_id", job.message_id.as_str())])
            .if_equal("tenant_id", &job.tenant_id)
    }
}

pub(super) fn attempt_over(update: Update) -> Update {
    update.remove("attempt_id").remove("attempt_at").remove("unconfirmed")
}

/// Only if the status is news.
pub(super) fn raised(update: Update, status: &MessageStatus) -> Update {
    let rank = status.rank().unwrap_or(0);
    update.set("status", status).set("status_rank", rank).if_lower("status_rank", rank)
}
