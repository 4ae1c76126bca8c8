//! The `jobs` table: the outbox between a record and the queue.
//!
//! A job is due one minute after its record: by then a worker has usually deleted it. Whoever
//! works on a job first moves `due_at`, so that nobody else finds it due meanwhile.

use aws_sdk_dynamodb::types::builders::PutBuilder;
use aws_sdk_dynamodb::types::{Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem};

use super::item::{item, record, value};
use super::single::deletion;
use super::update::Update;
use super::{Store, StoreError};
use crate::ids::JobId;
use crate::records::{Attachment, Job, MediaJob, MediaTarget, Timestamp};

/// Partitions of the due index.
const SHARDS: u64 = 8;

impl Store {
    pub(super) fn job_item(&self, job: &Job) -> TransactWriteItem {
        let put = self.job_put_request(job).build().expect("table and item are set");
        TransactWriteItem::builder().put(put).build()
    }

    /// Only if there is no such job.
    pub(super) fn job_item_unless_there(&self, job: &Job) -> TransactWriteItem {
        let put = self
            .job_put_request(job)
            .condition_expression("attribute_not_exists(job_id)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .build()
            .expect("table and item are set");
        TransactWriteItem::builder().put(put).build()
    }

    fn job_put_request(&self, job: &Job) -> PutBuilder {
        Put::builder()
            .table_name(&self.tables.jobs)
            .set_item(Some(item(job)))
            .item("shard", value(shard(&job.job_id)))
    }

    /// Jobs that were due at `now`, earliest first, at most `limit` of each shard.
    pub async fn job_due(&self, now: Timestamp, limit: i32) -> Result<Vec<Job>, StoreError> {
        let shards = (0..SHARDS).map(|shard| self.shard_due(shard, now, limit));
        let due = futures::future::try_join_all(shards).await?;
        Ok(due.into_iter().flatten().collect())
    }

    async fn shard_due(
        &self,
        shard: u64,
        now: Timestamp,
        limit: i32,
    ) -> Result<Vec<Job>, StoreError> {
        let query = self
            .query((&self.tables.jobs, "by_due"))
            .key_condition_expression("#shard = :shard AND due_at <= :now")
            .expression_attribute_names("#shard", "shard")
            .expression_attribute_values(":shard", value(shard.to_string()))
            .expression_attribute_values(":now", value(now))
            .limit(limit);
        query.send().await?.items.unwrap_or_default().into_iter().map(record).collect()
    }

    /// Takes a due job for as long as `until`; `false` when another sweep was faster or the job is
    /// done.
    pub async fn job_lease(&self, job: &Job, until: Timestamp) -> Result<bool, StoreError> {
        self.job_update(|| {
            self.job(&job.job_id)
                .set("due_at", until)
                .add("attempts", 1)
                .if_equal("due_at", job.due_at)
        })
        .await
    }

    /// Undoes a lease: the next sweep finds the job as this one did.
    pub async fn job_release(&self, job: &Job) -> Result<bool, StoreError> {
        self.job_update(|| {
            self.job(&job.job_id)
                .set("due_at", job.due_at)
                .set("attempts", job.attempts)
                .if_present("job_id")
        })
        .await
    }

    /// Takes a job that the queue has brought until `due_at`; `false` when it is done. What the
    /// sweeper counts starts afresh: the queue works.
    pub async fn job_claim(&self, job: &JobId, due_at: Timestamp) -> Result<bool, StoreError> {
        self.job_update(|| {
            self.job(job).set("due_at", due_at).set("attempts", 0).if_present("job_id")
        })
        .await
    }

    /// Makes a job due at another time; `false` when it is done.
    pub async fn job_postpone(&self, job: &JobId, due_at: Timestamp) -> Result<bool, StoreError> {
        self.job_update(|| self.job(job).set("due_at", due_at).if_present("job_id")).await
    }

    /// Writes a job that belongs to no record.
    pub async fn job_put(&self, job: &Job) -> Result<(), StoreError> {
        self.transact(vec![self.job_item(job)]).await.map(drop)
    }

    /// Deletes a job that is done.
    pub async fn job_delete(&self, job: &JobId) -> Result<(), StoreError> {
        self.transact(vec![self.job_deletion(job)]).await.map(drop)
    }

    /// The file is where `attachment` says: its record says so, and the job is deleted.
    pub async fn job_done(
        &self,
        job: &MediaJob,
        attachment: &Attachment,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let record = self.attachment_update(job, attachment, at);
        let deletion = self.job_deletion(&job.target.job_id());
        // If the record was deleted meanwhile, nothing waits for the file any more.
        self.transact_or(vec![record.transact(), deletion.clone()], vec![deletion]).await
    }

    /// The file cannot be had: its record says so. The job is kept but never due again, so that
    /// its message in the dead-letter queue can be redriven. If another worker has done the job
    /// meanwhile, that stands.
    pub async fn job_failed(
        &self,
        job: &MediaJob,
        attachment: &Attachment,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let record = self.attachment_update(job, attachment, at);
        let park = self.job(&job.target.job_id()).remove("shard").if_present("job_id");
        self.transact(vec![park.transact(), record.transact()]).await.map(drop)
    }

    fn attachment_update(&self, job: &MediaJob, attachment: &Attachment, at: Timestamp) -> Update {
        let update = match &job.target {
            MediaTarget::Message { message_id, index } => {
                Update::of(&self.tables.messages, &[("message_id", message_id.as_str())])
                    .set_element("media", *index, attachment)
            }
            MediaTarget::Recording { call_id, recording_sid } => {
                self.recording_file(call_id, recording_sid, attachment)
            }
            MediaTarget::Voicemail { recording_sid } => {
                self.voicemail_file(recording_sid, attachment)
            }
        };
        update.set("updated_at", at).if_equal("tenant_id", &job.tenant_id)
    }

    pub(super) fn job(&self, job: &JobId) -> Update {
        Update::of(&self.tables.jobs, &[("job_id", job.as_str())])
    }

    pub(super) fn job_deletion(&self, job: &JobId) -> TransactWriteItem {
        deletion((&self.tables.jobs, &[("job_id", job.as_str())]), |delete| delete)
    }

    async fn job_update(&self, update: impl Fn() -> Update) -> Result<bool, StoreError> {
        Ok(self.try_update(update).await?.is_none())
    }
}

pub(super) fn shard(job: &JobId) -> String {
    shard_of(job.as_str(), SHARDS)
}

/// FNV-1a, so that the shard of a record never changes between versions.
pub(super) fn shard_of(id: &str, shards: u64) -> String {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash % shards).to_string()
}
