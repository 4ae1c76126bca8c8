//! Where jobs go on: in the queue of their kind, or here.

use futures::{StreamExt, stream};
use shared::app::App;
use shared::queue::Queue;
use shared::records::{Job, JobPayload, Timestamp};
use shared::store::StoreError;
use shared::worker::NotDone;
use shared::{provisioning, rotation};
use twilio::phone::{InvalidAddress, Party};

use crate::name::NAME;
use crate::{command, lease, purchase};

/// Jobs that are done here at the same time: each may take 20 s, and all together have 50 s.
const AT_ONCE: usize = 32;

/// Sends or does jobs that this sweep has taken, and says how many it could.
pub(crate) async fn jobs(app: &App, jobs: Vec<Job>, now: Timestamp) -> Result<usize, StoreError> {
    let (mut media, mut send) = (Vec::new(), Vec::new());
    let (mut deliver, mut import, mut here) = (Vec::new(), Vec::new(), Vec::new());
    for job in jobs {
        match job.payload {
            JobPayload::Media(_) => media.push(job),
            JobPayload::Send(_) => send.push(job),
            JobPayload::Deliver(_) | JobPayload::Replay(_) => deliver.push(job),
            JobPayload::Import(_) => import.push(job),
            JobPayload::Purchase(_)
            | JobPayload::Provision { .. }
            | JobPayload::Rotate { .. }
            | JobPayload::Release { .. }
            | JobPayload::Merge { .. }
            | JobPayload::Standing { .. }
            | JobPayload::Link { .. } => here.push(job),
        }
    }
    let mut done = queue(app, (&app.media_queue, &media), now).await?;
    done += queue(app, (&app.send_queue, &send), now).await?;
    done += queue(app, (&app.deliver_queue, &deliver), now).await?;
    done += queue(app, (&app.import_queue, &import), now).await?;
    let performed = stream::iter(here).map(async |job| usize::from(perform(app, &job, now).await));
    let performed: Vec<_> = performed.buffered(AT_ONCE).collect().await;
    Ok(done + performed.into_iter().sum::<usize>())
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
    tracing::warn!(function = NAME, %error, jobs = jobs.len(), "jobs stay overdue");
    lease::give_back(app, jobs).await.map(|()| 0)
}

/// What cannot be done now comes again, and stops nothing else.
async fn perform(app: &App, job: &Job, now: Timestamp) -> bool {
    let done = try_perform(app, job, now).await;
    if let Err(reason) = &done {
        let (job_id, tenant_id) = (&job.job_id, job.payload.tenant_id());
        tracing::error!(function = NAME, %job_id, %tenant_id, %reason, "job not done");
    }
    done.is_ok()
}

async fn try_perform(app: &App, job: &Job, now: Timestamp) -> Result<(), NotDone> {
    match &job.payload {
        JobPayload::Release { tenant_id } => {
            let released = app.store.jobs_release(tenant_id, now).await?;
            tracing::info!(function = NAME, %tenant_id, released, "messages go on");
            app.store.job_delete(&job.job_id).await?;
        }
        JobPayload::Merge { tenant_id, own, alias, party } => {
            let [own, alias, party] = [own, alias, party].map(|address| address.parse());
            let (own, alias, party) = (parsed(own)?, parsed(alias)?, parsed(party)?);
            app.store.contact_merge(tenant_id, &own, (&alias, &party)).await?;
            app.store.job_delete(&job.job_id).await?;
        }
        JobPayload::Purchase(purchase) => {
            Box::pin(purchase::go_on(app, purchase)).await.map_err(NotDone::new)?;
        }
        JobPayload::Provision { tenant_id } => {
            Box::pin(provisioning::resume(app, tenant_id)).await.map_err(NotDone::new)?;
        }
        JobPayload::Rotate { tenant_id } => {
            Box::pin(rotation::resume(app, tenant_id)).await.map_err(NotDone::new)?;
        }
        JobPayload::Standing { .. } | JobPayload::Link { .. } => command::obey(app, job).await?,
        JobPayload::Media(_)
        | JobPayload::Send(_)
        | JobPayload::Deliver(_)
        | JobPayload::Replay(_)
        | JobPayload::Import(_) => {}
    }
    Ok(())
}

fn parsed(address: Result<Party, InvalidAddress>) -> Result<Party, NotDone> {
    address.map_err(NotDone::new)
}
