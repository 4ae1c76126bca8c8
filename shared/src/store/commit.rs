//! Carries out a decision: all its writes and jobs, or none.

use aws_sdk_dynamodb::types::TransactWriteItem;

use super::item::text;
use super::transaction::Transacted;
use super::{Store, StoreError};
use crate::records::{Job, Write};

/// What became of a decision. None of these is an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Written.
    Applied,
    /// The record had it already: the event came twice or late.
    Duplicate,
    /// The record belongs to another tenant and was left alone.
    Foreign,
}

impl Store {
    /// Writes the changes and the jobs of one decision, together or not at all. The record's own
    /// key makes a repeat a [`Outcome::Duplicate`].
    pub async fn commit(&self, writes: &[Write], jobs: &[Job]) -> Result<Outcome, StoreError> {
        let Some(first) = writes.first() else {
            return Ok(Outcome::Applied);
        };
        if let ([Write::Status(report)], []) = (writes, jobs) {
            return self.message_status(report).await;
        }
        let items = writes.iter().map(|write| self.write_item(write));
        let items = items.chain(jobs.iter().map(|job| self.job_item(job))).collect();
        let tenant = first.tenant_id().as_str();
        Ok(match self.transact(items).await? {
            Transacted::Applied => Outcome::Applied,
            Transacted::Refused(found) => match text(&found, "tenant_id") {
                Some(owner) if owner != tenant => Outcome::Foreign,
                _ => Outcome::Duplicate,
            },
        })
    }

    fn write_item(&self, write: &Write) -> TransactWriteItem {
        match write {
            Write::Message(content, status) => self.message_update(content, status).transact(),
            Write::Status(report) => self.status_update(report).transact(),
            Write::Thread(activity) => self.thread_update(activity).transact(),
        }
    }
}
