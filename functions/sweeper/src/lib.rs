//! B3, every minute: sends jobs again that are overdue, because they were lost between their record
//! and the queue.

use std::time::Duration;

use shared::app::App;
use shared::records::{Job, Timestamp};
use shared::store::StoreError;
use shared::worker::{Tick, Worker};

/// Jobs of one shard that one sweep takes; the rest is due at the next one.
const LIMIT: i32 = 100;
/// How long a job that was sent stays out of sight, the first time; doubled at each further send.
const LEASE: Duration = Duration::from_mins(5);
/// Doublings at most: 5 minutes become a little over 5 hours.
const MAX_DOUBLINGS: u32 = 6;

/// The sweeper.
#[derive(Debug)]
pub enum Sweeper {}

impl Worker for Sweeper {
    const NAME: &'static str = "sweeper";
    type Event = Tick;
    /// How many jobs were sent.
    type Answer = usize;

    async fn run(app: &App, _tick: Tick) -> Result<usize, StoreError> {
        let now = app.now();
        let leased = lease(app, app.store.job_due(now, LIMIT).await?, now).await?;
        if leased.is_empty() {
            return Ok(0);
        }
        if let Err(error) = app.media_queue.send(&leased).await {
            tracing::warn!(function = Self::NAME, %error, jobs = leased.len(), "jobs stay overdue");
            return give_back(app, &leased).await;
        }
        tracing::warn!(function = Self::NAME, jobs = leased.len(), "jobs were overdue");
        Ok(leased.len())
    }
}

/// The jobs that no other sweep has taken.
async fn lease(app: &App, due: Vec<Job>, now: Timestamp) -> Result<Vec<Job>, StoreError> {
    let mut leased = Vec::new();
    for job in due {
        let doublings = job.attempts.min(MAX_DOUBLINGS);
        if app.store.job_lease(&job, now.after(LEASE * 2_u32.pow(doublings))).await? {
            leased.push(job);
        }
    }
    Ok(leased)
}

/// The queue is down: the next sweep shall find the jobs as this one did.
async fn give_back(app: &App, jobs: &[Job]) -> Result<usize, StoreError> {
    for job in jobs {
        app.store.job_release(job).await?;
    }
    Ok(0)
}
