//! B3, every minute: sends jobs again that are overdue, because they were lost between their record
//! and the queue, and scheduled messages whose time comes before the next sweep. And looks up calls of
//! which Twilio should have told more by now.

mod calls;
mod command;
mod lease;
mod name;
mod purchase;
mod route;

use std::time::Duration;

use shared::app::App;
use shared::records::{Job, JobPayload, Timestamp};
use shared::store::StoreError;
use shared::worker::{Tick, Worker};

/// Jobs of one shard that one sweep takes; the rest is due at the next one.
const LIMIT: i32 = 100;
/// How far a sweep looks ahead for messages with a time of their own: to the next sweep, and a
/// little more. The queue keeps them until then.
const AHEAD: Duration = Duration::from_secs(75);

/// The sweeper.
#[derive(Debug)]
pub enum Sweeper {}

impl Worker for Sweeper {
    const NAME: &'static str = name::NAME;
    type Event = Tick;
    /// How many jobs were sent or done.
    type Answer = usize;

    async fn run(app: &App, _tick: Tick) -> Result<usize, StoreError> {
        let now = app.now();
        let (done, settled) = futures::join!(jobs(app, now), calls::settle(app, now));
        settled.and(done)
    }
}

async fn jobs(app: &App, now: Timestamp) -> Result<usize, StoreError> {
    let due = app.store.job_due(now.after(AHEAD), LIMIT).await?;
    let due = due.into_iter().filter(|job| is_due(job, now)).collect();
    let leased = lease::take(app, due, now).await?;
    let late = leased.iter().filter(|job| is_overdue(job, now)).count();
    let done = route::jobs(app, leased, now).await?;
    if late > 0 {
        tracing::warn!(function = name::NAME, jobs = late, "jobs were overdue");
    }
    if done > 0 {
        tracing::info!(function = name::NAME, jobs = done, "jobs go on");
    }
    Ok(done)
}

/// A message that waits for its time goes to the queue before it; everything else when it is late.
fn is_due(job: &Job, now: Timestamp) -> bool {
    job.due_at <= now || waits_for(job).is_some_and(|time| time > now)
}

/// A time in the future that the job's record asks for.
fn waits_for(job: &Job) -> Option<Timestamp> {
    job.payload.not_before().filter(|time| *time == job.due_at)
}

/// Whether somebody else ought to have done it by now.
fn is_overdue(job: &Job, now: Timestamp) -> bool {
    let expected = match &job.payload {
        // A server that is down: a pause that is over and a message that is lost look the same.
        JobPayload::Deliver(_)
        | JobPayload::Replay(_)
        | JobPayload::Import(_)
        | JobPayload::Provision { .. }
        | JobPayload::Rotate { .. }
        | JobPayload::Release { .. }
        | JobPayload::Merge { .. }
        | JobPayload::Standing { .. }
        | JobPayload::Link { .. } => true,
        JobPayload::Purchase(purchase) => purchase.outcome.is_some(),
        JobPayload::Media(_) | JobPayload::Send(_) => waits_for(job).is_some(),
    };
    job.due_at <= now && !expected
}
