//! B1: moves files from Twilio to S3, as jobs from a queue.
//!
//! A file is streamed with the tenant's credentials, checked against what was announced, and its
//! place is written to the record that waits for it. Until then, and when it cannot be had for
//! good, the record keeps Twilio's URL.

mod content_type;
mod transfer;

use std::time::Duration;

use shared::app::App;
use shared::queue::Queue;
use shared::records::{Attachment, AttachmentStatus, Job, JobPayload, MediaJob};
use shared::worker::{Attempt, Done, JobWorker, NotDone};

use transfer::{Failure, transfer};

/// The worker.
#[derive(Debug)]
pub enum Media {}

impl JobWorker for Media {
    const NAME: &'static str = "media";
    /// The function's timeout in `template.yaml`, and a little more.
    const LONGEST: Duration = Duration::from_secs(330);

    fn queue(app: &App) -> &Queue {
        &app.media_queue
    }

    async fn perform(app: &App, job: &Job, attempt: Attempt) -> Result<Done, NotDone> {
        let JobPayload::Media(job) = &job.payload else {
            return Err(NotDone::new("not a job of this queue"));
        };
        match (transfer(app, job).await, attempt) {
            (Ok(stored), _) => app.store.job_done(job, &stored, app.now()).await?,
            (Err(Failure::Never(reason)), _) => {
                tracing::warn!(function = Self::NAME, ?job, reason, "file given up");
                app.store.job_done(job, &failed(job, reason), app.now()).await?;
            }
            (Err(Failure::Again(reason)), Attempt::More) => return Err(NotDone::new(reason)),
            (Err(Failure::Again(reason)), Attempt::Last) => {
                app.store.job_failed(job, &failed(job, reason.clone()), app.now()).await?;
                return Err(NotDone::new(reason));
            }
        }
        Ok(Done::Finished)
    }
}

fn failed(job: &MediaJob, reason: String) -> Attachment {
    let announced = Attachment::announced(job.url.clone(), job.content_type.clone());
    Attachment { status: AttachmentStatus::Failed, failure: Some(reason), ..announced }
}
