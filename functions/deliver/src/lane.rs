//! The course of a lane: one delivery after the other, until it is empty or one is not taken.

use std::time::{Duration, Instant};

use shared::app::App;
use shared::queue::LONGEST_DELAY;
use shared::records::{Job, LaneJob, Timestamp};
use shared::worker::{Attempt, Done, NotDone};

use crate::name::LONGEST;
use crate::turn::{Next, Turn};

/// Deliveries that are read at a time.
const PAGE: i32 = 20;
/// After so long no other delivery is begun: one takes 15 s at most.
pub(crate) const ENOUGH: Duration = Duration::from_secs(30);

/// What is left of a lane.
enum Left {
    /// Nothing.
    Nothing,
    /// Something that is to be done now.
    More,
    /// Something for later.
    Until(Timestamp),
}

pub(crate) async fn work(
    app: &App,
    (job, lane): (&Job, &LaneJob),
    attempt: Attempt,
) -> Result<Done, NotDone> {
    let now = app.now();
    let until = now.after(LONGEST);
    // Whoever has it looks again before the job is deleted.
    let Some(added) = app.store.lane_take(&job.job_id, (now, until)).await? else {
        return Ok(Done::Finished);
    };
    let mut added = added;
    let left = empty(app, (job, lane), &mut added).await;
    if matches!(left, Ok(Left::Nothing)) {
        return Ok(Done::Finished);
    }
    let now_added = app.store.lane_leave(&job.job_id).await?;
    match left? {
        // What was added may be due before what waits: it was asked for again.
        Left::Until(time) if now_added == added => wait(app, time, attempt),
        _ => again(app, job).await,
    }
}

/// A fresh message: the tries of the one that has brought the job are for what fails.
pub(crate) async fn again(app: &App, job: &Job) -> Result<Done, NotDone> {
    app.deliver_queue.send(std::slice::from_ref(job), app.now()).await.map_err(NotDone::new)?;
    Ok(Done::Finished)
}

/// Short pauses are the queue's; the sweeper's minute is too long for them.
fn wait(app: &App, time: Timestamp, attempt: Attempt) -> Result<Done, NotDone> {
    let pause = u64::try_from(time.as_millis() - app.now().as_millis()).unwrap_or_default();
    let pause = Duration::from_millis(pause);
    if attempt == Attempt::More && pause <= LONGEST_DELAY {
        return Err(NotDone::new("the server has not taken an event").not_before(pause));
    }
    Ok(Done::Until(time))
}

/// `added` is how much was added to the lane before it was read.
async fn empty(app: &App, (job, lane): (&Job, &LaneJob), added: &mut i64) -> Result<Left, NotDone> {
    let started = Instant::now();
    loop {
        let endpoint = app.store.endpoint_get(&lane.tenant_id, &lane.endpoint_id).await?;
        let Some(endpoint) = endpoint else {
            app.store.job_delete(&job.job_id).await?;
            return Ok(Left::Nothing);
        };
        let waiting = app.store.lane_waiting(lane, PAGE).await?;
        if waiting.is_empty() {
            match app.store.lane_end(&job.job_id, *added).await? {
                None => return Ok(Left::Nothing),
                Some(now) => *added = now,
            }
        }
        let mut turn = Turn::of(app, endpoint);
        for delivery in waiting {
            if started.elapsed() > ENOUGH {
                return Ok(Left::More);
            }
            if let Next::Waits(time) = turn.take(&delivery).await? {
                return Ok(Left::Until(time));
            }
        }
    }
}
