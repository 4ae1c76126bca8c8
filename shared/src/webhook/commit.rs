//! Makes a webhook's writes, as strictly as its duty asks.

use std::fmt;
use std::time::Duration;

use tokio::time::Instant;

use super::refusal::Refusal;
use crate::app::App;
use crate::deadline;
use crate::records::{GRACE, Job, Write};
use crate::store::Outcome;

/// What is left of [`deadline::LIMIT`] to answer in when a write takes too long.
const RESERVE: Duration = Duration::from_secs(1);

/// What a webhook owes Twilio when a write fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// The record: without it the event is refused, and Twilio sends it again.
    Record,
    /// The answer: somebody is on the line.
    Answer,
}

/// Writes for one request.
#[derive(Clone, Copy)]
pub(super) struct Commit<'a> {
    app: &'a App,
    duty: Duty,
    until: Instant,
}

/// What became of the writes, for the log.
pub(super) enum Written {
    /// There were none.
    Nothing,
    /// They were made, or had been.
    Done(Outcome),
    /// They failed, and the answer counts more.
    Failed,
}

impl Written {
    /// What became of this and what was written before: one that failed, else this, unless there was nothing to write.
    pub(super) fn with(self, before: Self) -> Self {
        match (self, before) {
            (Written::Failed, _) | (_, Written::Failed) => Written::Failed,
            (Written::Nothing, before) => before,
            (done, _) => done,
        }
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Written::Nothing => f.write_str("Nothing"),
            Written::Done(outcome) => write!(f, "{outcome:?}"),
            Written::Failed => f.write_str("Failed"),
        }
    }
}

impl<'a> Commit<'a> {
    /// For a request that has just arrived.
    pub(super) fn starting_now(app: &'a App, duty: Duty) -> Self {
        Self { app, duty, until: Instant::now() + deadline::LIMIT - RESERVE }
    }

    /// Makes the writes and hands the jobs to the queue. An error is one that the caller has to be
    /// told: with a duty to answer only that the record is another tenant's.
    pub(super) async fn write(&self, writes: &[Write], jobs: &[Job]) -> Result<Written, Refusal> {
        if writes.is_empty() {
            return Ok(Written::Nothing);
        }
        let result = match self.duty {
            Duty::Record => self.strictly(writes, jobs).await,
            Duty::Answer => {
                let writing = tokio::time::timeout_at(self.until, self.strictly(writes, jobs));
                writing.await.unwrap_or_else(|_| Err(Refusal::Unavailable(deadline::Late.into())))
            }
        };
        match (result, self.duty) {
            (Err(Refusal::Unavailable(cause)), Duty::Answer) => {
                tracing::error!(%cause, "answered without writing");
                Ok(Written::Failed)
            }
            (result, _) => result.map(Written::Done),
        }
    }

    async fn strictly(&self, writes: &[Write], jobs: &[Job]) -> Result<Outcome, Refusal> {
        let outcome = self.app.store.commit(writes, jobs).await?;
        match outcome {
            Outcome::Applied => self.enqueue(jobs).await,
            // The first delivery has sent the jobs, or the sweeper will.
            Outcome::Duplicate => {}
            Outcome::Foreign => return Err(Refusal::Foreign),
        }
        Ok(outcome)
    }

    /// The jobs are written; if the queue does not take them, the sweeper finds them when they are
    /// due.
    async fn enqueue(&self, jobs: &[Job]) {
        if jobs.is_empty() {
            return;
        }
        if let Err(error) = self.app.media_queue.send(jobs, self.app.now()).await {
            let within = GRACE.as_secs();
            tracing::warn!(%error, jobs = jobs.len(), within, "jobs are left to the sweeper");
        }
    }
}
