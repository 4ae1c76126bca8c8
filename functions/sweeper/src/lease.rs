//! Sweeps do not take each other's jobs.

use std::time::Duration;

use futures::{StreamExt, TryStreamExt, stream};
use shared::app::App;
use shared::records::{Job, Timestamp};
use shared::store::StoreError;

/// How long a job that was sent stays out of sight until a worker has it in its hands.
const LEASE: Duration = Duration::from_mins(2);
/// Sends before that time is doubled at each further one: the queue has too much to do.
const PATIENT: u32 = 2;
/// Doublings at most: 2 minutes become a little over 4 hours.
const MAX_DOUBLINGS: u32 = 7;
/// Jobs that are taken at the same time.
const AT_ONCE: usize = 16;

/// The jobs that no other sweep has taken.
pub(crate) async fn take(app: &App, due: Vec<Job>, now: Timestamp) -> Result<Vec<Job>, StoreError> {
    let takes = stream::iter(due).map(async |job| {
        let doublings = job.attempts.saturating_sub(PATIENT).min(MAX_DOUBLINGS);
        let until = job.due_at.max(now).after(LEASE * 2_u32.pow(doublings));
        let taken = app.store.job_lease(&job, until).await?;
        Ok(taken.then_some(job))
    });
    takes.buffered(AT_ONCE).try_filter_map(async |job| Ok(job)).try_collect().await
}

/// The next sweep shall find the jobs as this one did.
pub(crate) async fn give_back(app: &App, jobs: &[Job]) -> Result<(), StoreError> {
    for job in jobs {
        app.store.job_release(job).await?;
    }
    Ok(())
}
