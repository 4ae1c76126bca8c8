//! The end of an outbound message's way to Twilio: what became of it, its place in the conversation,
//! and the end of its job, in one transaction.

use super::message::status_time;
use super::send::{attempt_over, raised};
use super::thread::Last;
use super::transaction::Transacted;
use super::update::Update;
use super::{Store, StoreError};
use crate::records::{Message, SendJob, Timestamp};
use twilio::sid::MessageSid;
use twilio::status::MessageStatus;

/// What Twilio says of a message that it has.
#[derive(Debug, Clone, Copy)]
pub struct AtTwilio<'t> {
    /// Its id.
    pub sid: &'t MessageSid,
    /// How far it has come.
    pub status: &'t MessageStatus,
    /// Why it failed, if it did.
    pub error_code: Option<u32>,
}

impl Store {
    /// Twilio has it. The job is done.
    pub async fn message_sent(
        &self,
        (job, message): (&SendJob, &Message),
        told: AtTwilio<'_>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let AtTwilio { sid, status, error_code } = told;
        let heard = || {
            let update = self.outbound(job).set_once("message_sid", sid).set("updated_at", at);
            let update = attempt_over(update).set_once(&status_time(status), at);
            match status {
                MessageStatus::Delivered | MessageStatus::Read => {
                    update.set_once("delivered_at", at)
                }
                _ => update,
            }
        };
        let news = || raised(heard(), status).set_or_remove("error_code", error_code);
        // A callback may have been faster and have told more.
        let left = Last::left(&message.content, message.sort_at);
        if !self.message_over(job, &news, Some(&left)).await? {
            self.message_over(job, &heard, Some(&left)).await?;
        }
        Ok(())
    }

    /// The message at Twilio with this SID is the one of which nobody knew; `false` when it has been
    /// found to be another one's before.
    pub async fn message_adopt(
        &self,
        (job, message): (&SendJob, &Message),
        told: AtTwilio<'_>,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let claim = Update::of(&self.tables.messages, &[("message_id", told.sid.as_str())])
            .set("claimed_by", &job.message_id)
            .set_once("tenant_id", &job.tenant_id)
            .if_absent_or_equal("claimed_by", &job.message_id)
            .if_absent_or_equal("tenant_id", &job.tenant_id);
        match self.transact(vec![claim.transact()]).await? {
            Transacted::Refused(_) => Ok(false),
            Transacted::Applied => self.message_sent((job, message), told, at).await.map(|()| true),
        }
    }

    /// It will not be sent, for the reason given. The job is done.
    pub async fn message_failed(
        &self,
        job: &SendJob,
        (code, words): (Option<u32>, Option<&str>),
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let status = MessageStatus::Failed;
        let failed = || {
            let update = attempt_over(self.outbound(job)).set_once(&status_time(&status), at);
            raised(update, &status)
                .set_or_remove("error_code", code)
                .set_or_remove("error_message", words)
                .set("sort_at", at)
                .set("updated_at", at)
                .remove("waits_until")
                .if_absent("message_sid")
        };
        let message = self.message_get(&job.tenant_id, &job.message_id).await?;
        let left = message.as_ref().map(|message| Last::left(&message.content, at));
        // It may be settled otherwise.
        match self.message_over(job, &failed, left.as_ref()).await? {
            true => Ok(()),
            false => self.message_settled(job).await,
        }
    }

    /// Its fate is known already: it takes its place, and the job is done.
    pub async fn message_settled(&self, job: &SendJob) -> Result<(), StoreError> {
        let message = self.message_get(&job.tenant_id, &job.message_id).await?;
        let Some(message) = message.filter(Message::has_left) else {
            return self.job_delete(&job.job_id()).await;
        };
        let left = self.thread_left(&job.tenant_id, &Last::left(&message.content, message.sort_at));
        let deletion = self.job_deletion(&job.job_id());
        self.transact_or(vec![left.transact(), deletion.clone()], vec![deletion]).await
    }

    /// Writes the change with the conversation's last message, unless that is a later one, and ends the
    /// job; `false` when the change was refused, and with it everything.
    async fn message_over(
        &self,
        job: &SendJob,
        change: &(dyn Fn() -> Update + Sync),
        left: Option<&Last<'_>>,
    ) -> Result<bool, StoreError> {
        let items = |left: Option<&Last<'_>>| {
            let left = left.map(|left| self.thread_left(&job.tenant_id, left).transact());
            let items = [Some(change().transact()), left, Some(self.job_deletion(&job.job_id()))];
            items.into_iter().flatten().collect()
        };
        let refused = self.refusals(items(left)).await?;
        match refused.first() {
            None => Ok(true),
            Some((0, _)) => Ok(false),
            Some(_) => Ok(self.refusals(items(None)).await?.is_empty()),
        }
    }
}
