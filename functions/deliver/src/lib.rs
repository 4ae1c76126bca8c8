//! B4: tells the servers of tenants of events, as jobs from a queue.
//!
//! A job is a lane: what waits for one endpoint about one subject. It is delivered one after the
//! other, so that a server hears of a conversation in order; one that is not taken holds back its own
//! lane alone. A server may hear of an event twice, with the same id: when its answer was lost.

mod address;
mod lane;
mod name;
mod post;
mod replay;
mod signature;
mod turn;

use std::time::Duration;

use shared::app::App;
use shared::queue::Queue;
use shared::records::{Job, JobPayload};
use shared::worker::{Attempt, Done, JobWorker, NotDone};

/// The worker.
#[derive(Debug)]
pub enum Deliver {}

impl JobWorker for Deliver {
    const NAME: &'static str = name::NAME;
    const LONGEST: Duration = name::LONGEST;
    const LONGEST_PAUSE: Duration = Duration::from_mins(1);

    fn queue(app: &App) -> &Queue {
        &app.deliver_queue
    }

    async fn perform(app: &App, job: &Job, attempt: Attempt) -> Result<Done, NotDone> {
        match &job.payload {
            JobPayload::Deliver(lane) => lane::work(app, (job, lane), attempt).await,
            JobPayload::Replay(replay) => replay::work(app, (job, replay)).await,
            _ => Err(NotDone::new("not a job of this queue")),
        }
    }
}
