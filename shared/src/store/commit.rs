//! Carries out a decision: all its writes and jobs, or none.

use aws_sdk_dynamodb::types::TransactWriteItem;

use super::outcome::verdict;
use super::transaction::Transacted;
use super::update::Update;
use super::{Outcome, Store, StoreError};
use crate::records::{Job, Write};

impl Store {
    /// Writes the changes and the jobs of one decision, together or not at all. The record's own
    /// key makes a repeat a [`Outcome::Duplicate`].
    pub async fn commit(&self, writes: &[Write], jobs: &[Job]) -> Result<Outcome, StoreError> {
        let Some(first) = writes.first() else {
            return Ok(Outcome::Applied);
        };
        if writes.iter().any(Write::is_anothers) {
            return Ok(Outcome::Foreign);
        }
        let refused = match (writes, jobs) {
            ([Write::Status(report)], []) => return self.message_status(report).await,
            ([write], []) => self.try_update(|| self.write_update(write)).await?,
            _ => match self.transact(self.items(writes, jobs)).await? {
                Transacted::Applied => None,
                Transacted::Refused(found) => Some(found),
            },
        };
        let Some(found) = refused else {
            return Ok(Outcome::Applied);
        };
        let outcome = verdict(&found, first.tenant_id());
        if let (Outcome::Duplicate, Write::Recording(report)) = (outcome, first) {
            self.recording_facts(report, &found).await?;
        }
        Ok(outcome)
    }

    fn items(&self, writes: &[Write], jobs: &[Job]) -> Vec<TransactWriteItem> {
        let items = writes.iter().map(|write| self.write_update(write).transact());
        items.chain(jobs.iter().map(|job| self.job_item(job))).collect()
    }

    fn write_update(&self, write: &Write) -> Update {
        match write {
            Write::Message(content, status) => self.message_update(content, status),
            Write::Status(report) => self.status_update(report),
            Write::Thread(activity) => self.thread_update(activity),
            Write::Call(content, status) => self.call_update(content, status),
            Write::CallStatus(report) => self.call_status_update(report),
            Write::Leg(report) => self.leg_update(report),
            Write::Dial(report) => self.dial_update(report),
            Write::Recording(report) => self.recording_update(report),
            Write::Voicemail(report) => self.voicemail_update(report),
            Write::CallVoicemail(mark) => self.call_voicemail_update(mark),
        }
    }
}
