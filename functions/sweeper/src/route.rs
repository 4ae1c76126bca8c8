//! Where jobs go on: in the queue of their kind, or here.

use shared::app::App;
use shared::queue::Queue;
use shared::records::{Job, JobPayload, Timestamp};
use shared::store::StoreError;
use shared::worker::Worker;

use crate::{Sweeper, lease};

/// Sends or does jobs that this sweep has taken, and says how many it could.
pub(crate) async fn jobs(app: &App, jobs: Vec<Job>, now: Timestamp) -> Result<usize, StoreError> {
    let (mut media, mut send, mut here) = (Vec::new(), Vec::new(), Vec::new());
    for job in jobs {
        match job.payload {
            JobPayload::Media(_) => media.push(job),
            JobPayload::Send(_) => send.push(job),
            JobPayload::Release { .. } => here.push(job),
        }
    }
    let mut done = queue(app, (&app.media_queue, &media), now).await?;
    done += queue(app, (&app.send_queue, &send), now).await?;
    for job in here {
        perform(app, &job, now).await?;
        done += 1;
    }
    Ok(done)
}

async fn queue(
    app: &App,
    (queue, jobs): (&Queue, &[Job]),
    now: Timestamp,
) -> Result<usize, StoreError> {
    if jobs.is_empty() {
        return Ok(0);
    }
    let Err(error) = queue.send(jobs, now).await else {
        return Ok(jobs.len());
    };
    tracing::warn!(function = Sweeper::NAME, %error, jobs = jobs.len(), "jobs stay overdue");
    lease::give_back(app, jobs).await.map(|()| 0)
}

async fn perform(app: &App, job: &Job, now: Timestamp) -> Result<(), StoreError> {
    match &job.payload {
        JobPayload::Release { tenant_id } => {
            let released = app.store.jobs_release(tenant_id, now).await?;
            tracing::info!(function = Sweeper::NAME, %tenant_id, released, "messages go on");
            app.store.job_delete(&job.job_id).await
        }
        JobPayload::Media(_) | JobPayload::Send(_) => Ok(()),
    }
}
