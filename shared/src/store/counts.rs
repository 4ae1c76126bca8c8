//! The `counts` table: how much of what each tenant has, for one cheap read.
//!
//! Changes of records are told at least once, and counting twice would stay wrong for ever. So beside the
//! counters each record has the last change of it that was counted, and both are written together.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_dynamodb::types::TransactWriteItem;
use serde::Serialize;

use super::transaction::Transacted;
use super::update::Update;
use super::{Record, RecordChange, Store, StoreError};
use crate::ids::TenantId;
use crate::records::{CallOutcome, Direction, Thread, ThreadStatus, Timestamp, VoicemailStatus};

/// Where a tenant's counters are.
const COUNTERS: &str = "counters";
/// Before the user in a counter's name.
const ASSIGNED: &str = "assigned:";
/// How long it is kept what was counted: streams forget after a day.
const KEPT: Duration = Duration::from_hours(7 * 24);
/// Records that are counted in one transaction.
const AT_ONCE: usize = 50;

/// How much a tenant has of what somebody has to see to.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Conversations that are open.
    pub open: i64,
    /// Conversations with something unread.
    pub unread: i64,
    /// Open conversations that nobody sees to.
    pub unassigned: i64,
    /// Open conversations that the user who asks sees to.
    pub mine: i64,
    /// Inbound calls that nobody has taken and nobody has looked at.
    pub missed_calls: i64,
    /// Voicemails that nobody has listened to.
    pub new_voicemails: i64,
}

/// How much a change adds to which counters, and which change that is.
struct Step<'c> {
    record: String,
    sequence: &'c str,
    added: BTreeMap<String, i64>,
}

impl Store {
    /// What there is to see to for a tenant, and for one of its users.
    pub async fn counts_get(
        &self,
        tenant: &TenantId,
        user: Option<&str>,
    ) -> Result<Counts, StoreError> {
        let key = [("tenant_id", tenant.as_str()), ("count_key", COUNTERS)];
        let found = self.read_latest((&self.tables.counts, &key)).await?.unwrap_or_default();
        let count = |name: &str| {
            let number = found.get(name).and_then(|number| number.as_n().ok()?.parse().ok());
            number.unwrap_or(0).max(0)
        };
        Ok(Counts {
            open: count("open"),
            unread: count("unread"),
            unassigned: count("unassigned"),
            mine: user.map_or(0, |user| count(&format!("{ASSIGNED}{user}"))),
            missed_calls: count("missed_calls"),
            new_voicemails: count("new_voicemails"),
        })
    }

    /// Counts changes; of several changes of a record they are in order. What was counted is not counted
    /// again.
    pub async fn count(&self, changes: &[RecordChange], now: Timestamp) -> Result<(), StoreError> {
        let mut steps: BTreeMap<&TenantId, Vec<Step<'_>>> = BTreeMap::new();
        for change in changes {
            let step = step(change).filter(|step| !step.added.is_empty());
            steps.entry(&change.tenant).or_default().extend(step);
        }
        for (tenant, steps) in steps {
            for steps in in_parts(steps) {
                self.count_steps(tenant, &steps, now).await?;
            }
        }
        Ok(())
    }

    /// All at once; one after the other if some were counted before.
    async fn count_steps(
        &self,
        tenant: &TenantId,
        steps: &[Step<'_>],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let counted = self.transact(self.counting(tenant, steps, now)).await?;
        if let (Transacted::Refused(_), [_, _, ..]) = (counted, steps) {
            for step in steps {
                self.transact(self.counting(tenant, std::slice::from_ref(step), now)).await?;
            }
        }
        Ok(())
    }

    fn counting(
        &self,
        tenant: &TenantId,
        steps: &[Step<'_>],
        now: Timestamp,
    ) -> Vec<TransactWriteItem> {
        let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
        for (name, number) in steps.iter().flat_map(|step| &step.added) {
            *sums.entry(name).or_default() += number;
        }
        let counters = Update::of(&self.tables.counts, &place(tenant, COUNTERS));
        let counters = sums.into_iter().fold(counters, |update, (name, sum)| update.add(name, sum));
        let expires_at = now.after(KEPT).as_millis() / 1_000;
        let counted = steps.iter().map(|step| {
            Update::of(&self.tables.counts, &place(tenant, &step.record))
                .set("sequence", step.sequence)
                .set("expires_at", expires_at)
                .if_absent_or_lower("sequence", step.sequence)
                .transact()
        });
        std::iter::once(counters.transact()).chain(counted).collect()
    }
}

fn place<'k>(tenant: &'k TenantId, key: &'k str) -> [(&'static str, &'k str); 2] {
    [("tenant_id", tenant.as_str()), ("count_key", key)]
}

/// Parts that one transaction takes: no record twice.
fn in_parts(steps: Vec<Step<'_>>) -> Vec<Vec<Step<'_>>> {
    let mut parts: Vec<Vec<Step<'_>>> = Vec::new();
    for step in steps {
        let is_full = |part: &Vec<Step<'_>>| {
            part.len() == AT_ONCE || part.iter().any(|one| one.record == step.record)
        };
        match parts.last_mut() {
            Some(part) if !is_full(part) => part.push(step),
            _ => parts.push(vec![step]),
        }
    }
    parts
}

fn step(change: &RecordChange) -> Option<Step<'_>> {
    let record = change.new.as_ref().or(change.old.as_ref())?;
    let record = match record {
        Record::Thread(thread) => format!("thread:{}", thread.thread_id.as_str()),
        Record::Call(call) => format!("call:{}", call.content.call_id),
        Record::Voicemail(voicemail) => format!("voicemail:{}", voicemail.recording_sid),
        _ => return None,
    };
    let mut added: BTreeMap<String, i64> = BTreeMap::new();
    for (record, sign) in [(&change.old, -1), (&change.new, 1)] {
        for counter in record.as_ref().map(counters).unwrap_or_default() {
            *added.entry(counter).or_default() += sign;
        }
    }
    added.retain(|_, number| *number != 0);
    Some(Step { record, sequence: &change.sequence, added })
}

/// In which counters a record counts.
fn counters(record: &Record) -> Vec<String> {
    let name = |is_so: bool, name: &str| is_so.then(|| name.to_owned());
    match record {
        Record::Thread(thread) => of_thread(thread),
        Record::Call(call) => {
            let outcome = call.outcome().filter(|_| call.seen_at.is_none());
            let is_missed = outcome.is_some_and(CallOutcome::is_missed);
            let is_inbound = call.content.direction == Direction::Inbound;
            name(is_missed && is_inbound, "missed_calls").into_iter().collect()
        }
        Record::Voicemail(voicemail) => {
            name(voicemail.status == VoicemailStatus::New, "new_voicemails").into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn of_thread(thread: &Thread) -> Vec<String> {
    let is_open = thread.status == ThreadStatus::Open;
    let assigned = match &thread.assigned_to {
        Some(user) => format!("{ASSIGNED}{user}"),
        None => "unassigned".to_owned(),
    };
    let open = is_open.then(|| ["open".to_owned(), assigned]);
    let unread = (thread.unread_count > 0).then(|| "unread".to_owned());
    open.into_iter().flatten().chain(unread).collect()
}
