//! What the operator has asked for. What cannot be done now is there for the next sweep: people wait.

use shared::app::App;
use shared::linking::{self, Order, Progress};
use shared::records::{Job, JobPayload};
use shared::standing;
use shared::worker::NotDone;

/// Does a command as far as it can be done now.
pub(crate) async fn obey(app: &App, job: &Job) -> Result<(), NotDone> {
    let done = Box::pin(carry_out(app, job)).await;
    match done {
        Ok(Progress::Done) => app.store.job_delete(&job.job_id).await?,
        Ok(Progress::GoesOn) | Err(_) => app.store.job_release(job).await.map(drop)?,
    }
    done.map(drop)
}

async fn carry_out(app: &App, job: &Job) -> Result<Progress, NotDone> {
    match &job.payload {
        JobPayload::Standing { account_sid, status, .. } => {
            let done = standing::operate(app, account_sid, *status).await;
            done.map(|()| Progress::Done).map_err(NotDone::new)
        }
        JobPayload::Link { tenant_id, account_sid, base_url } => {
            let order = Order { tenant_id, account_sid, base_url: base_url.trim_end_matches('/') };
            linking::operate(app, order).await.map_err(NotDone::new)
        }
        _ => Ok(Progress::Done),
    }
}
