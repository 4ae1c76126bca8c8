//! Where jobs go on: in the queue of their kind, or here.

use std::future::ready;
use std::time::Duration;

use futures::{StreamExt, stream};
use shared::app::App;
use shared::numbers::{self, PurchaseError, ResumeError};
use shared::queue::Queue;
use shared::records::{Job, JobPayload, PurchaseJob, Timestamp};
use shared::store::StoreError;
use shared::worker::Worker;

use crate::{Sweeper, lease};

/// Jobs that are done here at the same time.
const AT_ONCE: usize = 8;
/// How long Twilio is waited for in one job.
const PATIENCE: Duration = Duration::from_secs(8);

/// Why a job was not done here.
#[derive(Debug, thiserror::Error)]
enum PerformError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Purchase(#[from] ResumeError),
}

/// Sends or does jobs that this sweep has taken, and says how many it could.
pub(crate) async fn jobs(app: &App, jobs: Vec<Job>, now: Timestamp) -> Result<usize, StoreError> {
    let (mut media, mut send, mut here) = (Vec::new(), Vec::new(), Vec::new());
    for job in jobs {
        match job.payload {
            JobPayload::Media(_) => media.push(job),
            JobPayload::Send(_) => send.push(job),
            JobPayload::Purchase(_) | JobPayload::Release { .. } => here.push(job),
        }
    }
    let mut done = queue(app, (&app.media_queue, &media), now).await?;
    done += queue(app, (&app.send_queue, &send), now).await?;
    let performed = stream::iter(here).map(async |job| attempt(app, &job, now).await);
    done += performed.buffer_unordered(AT_ONCE).filter(|done| ready(*done)).count().await;
    Ok(done)
}

/// Whether a job was done. What stands against it does not stand against others; the lease says when
/// it is tried again.
async fn attempt(app: &App, job: &Job, now: Timestamp) -> bool {
    let Err(error) = perform(app, job, now).await else {
        return true;
    };
    tracing::warn!(function = Sweeper::NAME, %error, job_id = %job.job_id, "jobs stay overdue");
    false
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

async fn perform(app: &App, job: &Job, now: Timestamp) -> Result<(), PerformError> {
    match &job.payload {
        // What has ended was kept for repeats of its request.
        JobPayload::Purchase(purchase) if purchase.outcome.is_some() => {
            Ok(app.store.job_delete(&job.job_id).await?)
        }
        JobPayload::Purchase(purchase) => Ok(resume(app, purchase).await?),
        JobPayload::Release { tenant_id } => {
            let released = app.store.jobs_release(tenant_id, now).await?;
            tracing::info!(function = Sweeper::NAME, %tenant_id, released, "messages go on");
            Ok(app.store.job_delete(&job.job_id).await?)
        }
        JobPayload::Media(_) | JobPayload::Send(_) => Ok(()),
    }
}

/// While the account is suspended nobody can look at its numbers: the job waits like its messages.
async fn resume(app: &App, purchase: &PurchaseJob) -> Result<(), ResumeError> {
    let (tenant_id, account) = (&purchase.tenant_id, &purchase.account_sid);
    match numbers::resume(app, purchase.clone(), PATIENCE).await {
        Ok(PurchaseJob { outcome, .. }) => {
            tracing::info!(function = Sweeper::NAME, %tenant_id, ?outcome, "a purchase has ended");
            Ok(())
        }
        Err(error @ ResumeError::NotActive) => {
            let held = app.store.job_hold(&purchase.job_id(), (tenant_id, account)).await;
            if held.map_err(PurchaseError::from)? { Ok(()) } else { Err(error) }
        }
        Err(error) => Err(error),
    }
}
