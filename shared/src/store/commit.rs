//! Carries out a decision: all its writes and jobs, or none.

use aws_sdk_dynamodb::types::TransactWriteItem;

use super::contact::gives_way;
use super::item::{Item, text};
use super::outcome::verdict;
use super::update::Update;
use super::{Outcome, Store, StoreError};
use crate::records::{Job, Write};

/// Writes and jobs of one decision, as far as later events have not overtaken them.
struct Remaining {
    writes: Vec<Write>,
    jobs: Vec<Job>,
}

impl Store {
    /// Writes the changes and the jobs of one decision, together or not at all. The record's own
    /// key makes a repeat a [`Outcome::Duplicate`]. What a later event has overtaken gives way.
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
                self.try_update(|| self.write_update(write)).await?
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

    /// One transaction; what stood against it.
    async fn together(&self, writes: &[Write], jobs: &[Job]) -> Result<Option<Item>, StoreError> {
        let mut left = Remaining { writes: writes.to_vec(), jobs: jobs.to_vec() };
        loop {
            let refused = self.refusals(self.items(&left)).await?;
            let Some((first, found)) = refused.into_iter().next() else {
                return Ok(None);
            };
            if !left.give_way(first, &found) {
                return Ok(Some(found));
            }
        }
    }

    fn items(&self, left: &Remaining) -> Vec<TransactWriteItem> {
        let writes = left.writes.iter();
        let items = writes.map(|write| self.write_update(write).transact());
        items.chain(left.jobs.iter().map(|job| self.job_item(job))).collect()
    }

    fn write_update(&self, write: &Write) -> Update {
        match write {
            Write::Message(content, status) => self.message_update(content, status),
            Write::Status(report) => self.status_update(report),
            Write::Thread(activity) => self.thread_update(activity),
            Write::Consent(report) => self.consent_update(report),
            Write::Contact(activity) => self.contact_update(activity),
            Write::Alias(alias) => self.alias_update(alias),
            Write::Call(content, status) => self.call_update(content, status),
            Write::Arrival(arrival) => self.arrival_update(arrival),
            Write::CallStatus(report) => self.call_status_update(report),
            Write::Leg(report) => self.leg_update(report),
            Write::Dial(report) => self.dial_update(report),
            Write::Turn(report) => self.turn_update(report),
            Write::Recording(report) => self.recording_update(report),
            Write::Voicemail(report) => self.voicemail_update(report),
            Write::CallVoicemail(mark) => self.call_voicemail_update(mark),
        }
    }
}

impl Remaining {
    /// Changes the write that a later event has overtaken, as its record says; `false` when it is none
    /// that gives way. Each gives way once, so this comes to an end.
    fn give_way(&mut self, refused: usize, found: &Item) -> bool {
        match self.writes.get_mut(refused) {
            Some(Write::Thread(activity)) => !std::mem::replace(&mut activity.late, true),
            Some(Write::Consent(_)) => {
                self.writes.remove(refused);
                true
            }
            Some(Write::Contact(activity)) => match text(found, "merged_identity") {
                // Just now it was told whose address this is: what is written here goes there soon.
                Some(party) => {
                    let alias = activity.alias_of(party);
                    self.writes.remove(refused);
                    let own = self.writes.iter().find_map(Write::own);
                    self.jobs.extend(alias.zip(own).map(|(alias, own)| alias.merge(own)));
                    true
                }
                None => gives_way(activity, found),
            },
            Some(Write::Alias(alias)) if !alias.was_contact => {
                alias.was_contact = true;
                let alias = alias.clone();
                let own = self.writes.iter().find_map(Write::own);
                self.jobs.extend(own.map(|own| alias.merge(own)));
                true
            }
            _ => false,
        }
    }
}
