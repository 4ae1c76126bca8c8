//! Carries out a decision: all its writes and jobs, or none.

use aws_sdk_dynamodb::types::TransactWriteItem;

use super::item::Item;
use super::outcome::verdict;
use super::thread::News;
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
            ([write], []) if !matches!(write, Write::Thread(_)) => {
                self.try_update(|| self.write_update(write, News::ALL)).await?
            }
            _ => self.together(writes, jobs).await?,
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

    /// One transaction; what stood against it. A conversation that knows of something later gets what
    /// is still news to it.
    async fn together(&self, writes: &[Write], jobs: &[Job]) -> Result<Option<Item>, StoreError> {
        let mut news = News::ALL;
        loop {
            let refused = self.refusals(self.items((writes, news), jobs)).await?;
            let Some((first, found)) = refused.into_iter().next() else {
                return Ok(None);
            };
            let Some(Write::Thread(activity)) = writes.get(first) else {
                return Ok(Some(found));
            };
            let left = news.in_view_of(&found, activity);
            if left == news {
                return Ok(Some(found));
            }
            news = left;
        }
    }

    fn items(&self, (writes, news): (&[Write], News), jobs: &[Job]) -> Vec<TransactWriteItem> {
        let items = writes.iter().map(|write| self.write_update(write, news).transact());
        items.chain(jobs.iter().map(|job| self.job_item(job))).collect()
    }

    fn write_update(&self, write: &Write, news: News) -> Update {
        match write {
            Write::Message(content, status) => self.message_update(content, status),
            Write::Status(report) => self.status_update(report),
            Write::Thread(activity) => self.thread_update(activity, news),
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
