//! Lanes: what waits for an endpoint about one subject, and the job that delivers it in order.
//!
//! The job counts what was added. Whoever has emptied the lane deletes the job only if nothing was
//! added since it looked; so whoever adds finds either the job, which will look again, or none, and
//! begins another.

use aws_sdk_dynamodb::types::{Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem};

use super::event::EventCursor;
use super::item::{Item, attribute, item, record, text, value};
use super::job::shard;
use super::single::deletion;
use super::transaction::Transacted;
use super::{Store, StoreError};
use crate::ids::{EndpointId, JobId};
use crate::records::{EventDelivery, Job, JobPayload, LaneJob, ReplayJob, Timestamp};

/// The most deliveries of one transaction.
const MOST_ADDED: usize = 20;
/// Others may begin or end the lane's job in between.
const TRIES: usize = 8;

impl Store {
    /// Adds deliveries to their lane. Those that are there already are left out. The lane's job, if it
    /// has begun with them.
    pub async fn lane_add(
        &self,
        lane: &LaneJob,
        deliveries: &[EventDelivery],
        now: Timestamp,
    ) -> Result<Option<Job>, StoreError> {
        let mut begun = None;
        for some in deliveries.chunks(MOST_ADDED) {
            begun = self.lane_add_some(lane, some.to_vec(), now).await?.or(begun);
        }
        Ok(begun)
    }

    async fn lane_add_some(
        &self,
        lane: &LaneJob,
        mut deliveries: Vec<EventDelivery>,
        now: Timestamp,
    ) -> Result<Option<Job>, StoreError> {
        let (mut there, job) = (false, Job::new(JobPayload::Deliver(lane.clone()), now));
        for _ in 0..TRIES {
            if deliveries.is_empty() {
                return Ok(None);
            }
            let mut items: Vec<_> = deliveries.iter().map(|one| self.delivery_item(one)).collect();
            items.push(if there { self.lane_counted(&job.job_id) } else { self.lane_begun(&job) });
            let refused = self.refusals(items).await?;
            if refused.is_empty() {
                return Ok((!there).then_some(job));
            }
            let refused: Vec<_> = refused.into_iter().map(|(number, _)| number).collect();
            there ^= refused.contains(&deliveries.len());
            let mut number = 0..;
            deliveries.retain(|_| !number.next().is_some_and(|it| refused.contains(&it)));
        }
        Err(StoreError::Unavailable("a lane was never at rest".to_owned()))
    }

    /// A delivery waits again, as if it were new. The lane's job, if it has begun with it; `None` also
    /// if the delivery is not there.
    pub async fn lane_again(
        &self,
        delivery: &EventDelivery,
        now: Timestamp,
    ) -> Result<Option<Job>, StoreError> {
        let job = Job::new(JobPayload::Deliver(delivery.lane.clone()), now);
        let again = || self.delivery_again(delivery, now).transact();
        for _ in 0..TRIES {
            match self.transact(vec![again(), self.lane_begun(&job)]).await? {
                Transacted::Applied => return Ok(Some(job)),
                Transacted::Refused(_) => {}
            }
            // Due now: it may wait for hours.
            let due = self.job(&job.job_id).set("due_at", now).add("added", 1).if_present("job_id");
            if matches!(self.transact(vec![again(), due.transact()]).await?, Transacted::Applied) {
                return Ok(Some(job));
            }
        }
        Ok(None)
    }

    fn lane_begun(&self, job: &Job) -> TransactWriteItem {
        let put = Put::builder()
            .table_name(&self.tables.jobs)
            .set_item(Some(item(job)))
            .item("shard", value(shard(&job.job_id)))
            .item("added", value(1))
            .condition_expression("attribute_not_exists(job_id)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        TransactWriteItem::builder().put(put.build().expect("table and item are set")).build()
    }

    fn lane_counted(&self, job: &JobId) -> TransactWriteItem {
        self.job(job).add("added", 1).if_present("job_id").transact()
    }

    /// Takes a lane until then; how much was added to it so far. `None` when somebody else has it, or
    /// it is empty.
    pub async fn lane_take(
        &self,
        job: &JobId,
        (now, until): (Timestamp, Timestamp),
    ) -> Result<Option<i64>, StoreError> {
        let taken = self.take(job, (now, until)).await?;
        taken.map(|item| added(&item)).transpose()
    }

    /// Takes a replay until then; where it goes on, if it has begun. `None` when somebody else has it,
    /// or it is done.
    pub async fn replay_take(
        &self,
        job: &JobId,
        (now, until): (Timestamp, Timestamp),
    ) -> Result<Option<Option<EventCursor>>, StoreError> {
        let taken = self.take(job, (now, until)).await?;
        Ok(taken.map(|item| text(&item, "replayed_to").and_then(EventCursor::parse)))
    }

    /// A replay has come so far.
    pub async fn replay_note(&self, job: &JobId, cursor: &EventCursor) -> Result<(), StoreError> {
        let update = || self.job(job).set("replayed_to", cursor.as_str()).if_present("job_id");
        self.try_update(update).await.map(drop)
    }

    /// Begins a replay, unless one of the same endpoint goes on.
    pub async fn replay_begin(&self, job: &Job) -> Result<bool, StoreError> {
        let begun = self.transact(vec![self.job_item_unless_there(job)]).await?;
        Ok(matches!(begun, Transacted::Applied))
    }

    /// A replay of this endpoint that waits is due now; the job, if there is one.
    pub async fn replay_due(
        &self,
        endpoint: &EndpointId,
        now: Timestamp,
    ) -> Result<Option<Job>, StoreError> {
        let job = ReplayJob::job_id_of(endpoint);
        let update = || self.job(&job).set("due_at", now).if_present("job_id");
        self.update_and_read(update).await?.map(record).transpose()
    }

    async fn take(
        &self,
        job: &JobId,
        (now, until): (Timestamp, Timestamp),
    ) -> Result<Option<Item>, StoreError> {
        let update = || {
            self.job(job)
                .set("taken_until", until)
                .if_absent_or_lower("taken_until", now)
                .if_present("job_id")
        };
        self.update_and_read(update).await
    }

    /// Others may take it; how much was added to it so far.
    pub async fn lane_leave(&self, job: &JobId) -> Result<i64, StoreError> {
        let update = || self.job(job).remove("taken_until").if_present("job_id");
        let left = self.update_and_read(update).await?;
        left.map_or(Ok(0), |item| added(&item))
    }

    /// What waits in a lane, the oldest first.
    pub async fn lane_waiting(
        &self,
        lane: &LaneJob,
        limit: i32,
    ) -> Result<Vec<EventDelivery>, StoreError> {
        let query = self
            .query((&self.tables.deliveries, "by_pending"))
            .consistent_read(true)
            .key_condition_expression("lane_key = :lane")
            .expression_attribute_values(":lane", value(lane.key()))
            .limit(limit);
        query.send().await?.items.unwrap_or_default().into_iter().map(record).collect()
    }

    /// A lane is empty: its job is done. How much was added meanwhile, if something was.
    pub async fn lane_end(&self, job: &JobId, seen: i64) -> Result<Option<i64>, StoreError> {
        let key = [("job_id", job.as_str())];
        let delete = deletion((&self.tables.jobs, &key), |delete| {
            delete
                .condition_expression("attribute_not_exists(job_id) OR added = :seen")
                .expression_attribute_values(":seen", value(seen))
                .return_values_on_condition_check_failure(
                    ReturnValuesOnConditionCheckFailure::AllOld,
                )
        });
        match self.transact(vec![delete]).await? {
            Transacted::Applied => Ok(None),
            Transacted::Refused(found) => added(&found).map(Some),
        }
    }
}

fn added(item: &Item) -> Result<i64, StoreError> {
    item.get("added").cloned().map_or(Ok(0), attribute)
}
