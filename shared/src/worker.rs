//! The one driver of background work: batches of jobs from a queue, and ticks of a schedule.

use std::future::Future;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::outage::Outage;
use crate::queue::Queue;
use crate::records::{GRACE, Job, Timestamp};
use crate::store::StoreError;

/// Something AWS calls with an event that nobody waits for.
pub trait Worker: 'static {
    /// Its folder, binary and name in logs.
    const NAME: &'static str;
    /// The event.
    type Event: DeserializeOwned + Send;
    /// What AWS gets back.
    type Answer: Serialize;

    /// Does the work. An error makes AWS call again.
    fn run(
        app: &App,
        event: Self::Event,
    ) -> impl Future<Output = Result<Self::Answer, StoreError>> + Send;
}

/// A schedule's event. When it fires says all.
#[derive(Debug, Deserialize)]
pub struct Tick {}

/// An SQS event.
#[derive(Debug, Deserialize)]
pub struct Batch {
    #[serde(rename = "Records")]
    records: Vec<Record>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    message_id: String,
    receipt_handle: String,
    body: String,
    attributes: Attributes,
}

impl Batch {
    /// Does something with each message, all at the same time. Those for which it says `false` come again after
    /// the queue's own time.
    pub async fn each<'b, F>(&'b self, work: impl Fn(&'b str) -> F) -> BatchAnswer
    where
        F: Future<Output = bool>,
    {
        let done = self.records.iter().map(|record| work(&record.body));
        self.answer(futures::future::join_all(done).await)
    }

    fn answer(&self, done: Vec<bool>) -> BatchAnswer {
        let failed = self.records.iter().zip(done).filter(|(_, done)| !done);
        let failures = failed.map(|(record, _)| Failure { message_id: record.message_id.clone() });
        BatchAnswer { failures: failures.collect() }
    }
}

impl std::fmt::Debug for Record {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message_id)
    }
}

#[derive(Deserialize)]
struct Attributes {
    #[serde(rename = "ApproximateReceiveCount")]
    receives: String,
}

/// Partial batch response: the messages that SQS shall deliver again.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct BatchAnswer {
    #[serde(rename = "batchItemFailures")]
    failures: Vec<Failure>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Failure {
    #[serde(rename = "itemIdentifier")]
    message_id: String,
}

/// Which try of a job this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// Another one will follow if it fails.
    More,
    /// After it the queue gives the job up.
    Last,
}

/// How a job ended that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// There is nothing left to do.
    Finished,
    /// It waits in the `jobs` table, and the sweeper brings it again at this time.
    Until(Timestamp),
    /// It waits in the `jobs` table for somebody to let it go.
    Held,
}

/// Why a job is not done, in words for the log.
#[derive(Debug, thiserror::Error)]
#[error("{reason}")]
pub struct NotDone {
    reason: String,
    /// It is no use to try again before.
    pause: Duration,
}

impl NotDone {
    /// To be tried again after the usual pause.
    pub fn new(reason: impl std::fmt::Display) -> Self {
        Self { reason: reason.to_string(), pause: Duration::ZERO }
    }

    /// To be tried again after the usual pause, but not before this one.
    #[must_use]
    pub fn not_before(self, pause: Duration) -> Self {
        Self { pause, ..self }
    }

    fn pause(&self, usual: Duration) -> Duration {
        self.pause.max(usual)
    }
}

impl<E: Outage> From<E> for NotDone {
    fn from(error: E) -> Self {
        NotDone::new(error)
    }
}

/// Does jobs of one kind; those of one batch at the same time. It is a [`Worker`] on batches.
pub trait JobWorker: 'static {
    /// Its folder, binary and name in logs.
    const NAME: &'static str;
    /// The longest one job may take: so long nobody else finds it due.
    const LONGEST: Duration;

    /// The longest pause after a try that has failed, unless the job asks for a longer one.
    const LONGEST_PAUSE: Duration = Duration::from_mins(15);

    /// Where its jobs come from.
    fn queue(app: &App) -> &Queue;

    /// Does a job. An error brings it back later, or to the dead-letter queue after the last try.
    fn perform(
        app: &App,
        job: &Job,
        attempt: Attempt,
    ) -> impl Future<Output = Result<Done, NotDone>> + Send;
}

impl<J: JobWorker> Worker for J {
    const NAME: &'static str = <J as JobWorker>::NAME;
    type Event = Batch;
    type Answer = BatchAnswer;

    async fn run(app: &App, batch: Batch) -> Result<BatchAnswer, StoreError> {
        Ok(self::batch::<J>(app, batch).await)
    }
}

/// The pause after a job's n-th try: 5 s, 20 s, 80 s, ….
fn pause(receives: u32) -> Duration {
    let factor = 4_u32.saturating_pow(receives.saturating_sub(1));
    Duration::from_secs(5).saturating_mul(factor)
}

/// Does all jobs of a batch at once and reports those that must come again.
async fn batch<J: JobWorker>(app: &App, batch: Batch) -> BatchAnswer {
    let tries = batch.records.iter().map(|record| attempt::<J>(app, record));
    batch.answer(futures::future::join_all(tries).await)
}

async fn attempt<J: JobWorker>(app: &App, record: &Record) -> bool {
    let receives = record.attributes.receives.parse().unwrap_or(1);
    let last = receives >= app.config.max_receives;
    let attempt = if last { Attempt::Last } else { Attempt::More };
    let Ok(job) = serde_json::from_str::<Job>(&record.body) else {
        tracing::error!(function = J::NAME, queue_message = record.message_id, "not a job");
        come_again::<J>(app, record, Duration::ZERO).await;
        return false;
    };
    let (function, job_id) = (J::NAME, job.job_id.as_str());
    let tenant_id = job.payload.tenant_id().as_str();
    match (claim_and_perform::<J>(app, &job, attempt).await, attempt) {
        (Ok(Done::Finished), _) => {
            tracing::info!(function, job_id, tenant_id, receives, "job done");
            return true;
        }
        (Ok(Done::Held), _) => {
            tracing::info!(function, job_id, tenant_id, receives, "job held back");
            return true;
        }
        (Ok(Done::Until(due_at)), _) => {
            tracing::info!(function, job_id, tenant_id, receives, %due_at, "job left for later");
            postpone(app, &job, due_at).await;
            return true;
        }
        (Err(reason), Attempt::Last) => {
            tracing::error!(function, job_id, tenant_id, receives, %reason, "job given up");
            // The queue moves it to the dead-letter queue when it would be received once more.
            come_again::<J>(app, record, Duration::ZERO).await;
        }
        (Err(reason), Attempt::More) => {
            let pause = reason.pause(pause(receives).min(J::LONGEST_PAUSE));
            tracing::warn!(function, job_id, tenant_id, receives, %reason, "job will come again");
            come_again::<J>(app, record, pause).await;
            postpone(app, &job, app.now().after(pause + GRACE)).await;
        }
    }
    false
}

/// A job whose record is gone was done by another delivery of the same message.
async fn claim_and_perform<J: JobWorker>(
    app: &App,
    job: &Job,
    attempt: Attempt,
) -> Result<Done, NotDone> {
    if app.store.job_claim(&job.job_id, app.now().after(J::LONGEST)).await? {
        J::perform(app, job, attempt).await
    } else {
        Ok(Done::Finished)
    }
}

/// Brings the message back after `pause` instead of the queue's own time, which is much longer.
async fn come_again<J: JobWorker>(app: &App, record: &Record, pause: Duration) {
    if let Err(error) = J::queue(app).retry_after(&record.receipt_handle, pause).await {
        tracing::warn!(%error, queue_message = record.message_id, "the queue keeps its own time");
    }
}

/// The sweeper shall not send the job before then.
async fn postpone(app: &App, job: &Job, due_at: Timestamp) {
    if let Err(error) = app.store.job_postpone(&job.job_id, due_at).await {
        tracing::warn!(%error, job_id = %job.job_id, "the sweeper keeps its own time");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow() {
        let seconds: Vec<_> = (1..=5).map(|receives| pause(receives).as_secs()).collect();
        assert_eq!(seconds, [5, 20, 80, 320, 1_280]);
        assert!(pause(u32::MAX) > Duration::from_hours(1_000));
    }
}
