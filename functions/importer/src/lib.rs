//! B5: takes files of contacts in, as jobs from a queue.
//!
//! A file is taken line after line, some hundred at a time, and how far it is stands in the import's
//! record: a run that breaks off is continued there. A line leaves its mark in its contact, so lines
//! that are taken twice count once.

mod lines;

use std::time::Duration;

use shared::app::App;
use shared::contact_file::ContactFile;
use shared::queue::Queue;
use shared::records::{Import, Job, JobPayload};
use shared::worker::{Attempt, Done, JobWorker, NotDone};

/// What is said of an import that was tried as often as it may be.
const GIVEN_UP: &str =
    "it could not be finished; lines before stand, and the file can be sent again";

/// The worker.
#[derive(Debug)]
pub enum Importer {}

impl JobWorker for Importer {
    const NAME: &'static str = "importer";
    /// The function's timeout in `template.yaml`, and a little more.
    const LONGEST: Duration = Duration::from_secs(310);
    const LONGEST_PAUSE: Duration = Duration::from_mins(1);

    fn queue(app: &App) -> &Queue {
        &app.import_queue
    }

    async fn perform(app: &App, job: &Job, attempt: Attempt) -> Result<Done, NotDone> {
        let JobPayload::Import(ask) = &job.payload else {
            return Err(NotDone::new("not a job of this queue"));
        };
        let Some(import) = app.store.import_get(&ask.tenant_id, &ask.import_id).await? else {
            app.store.job_delete(&job.job_id).await?;
            return Ok(Done::Finished);
        };
        if import.is_over() {
            return finish(app, (&import, job)).await;
        }
        let done = take(app, (&import, job)).await;
        if let (Err(_), Attempt::Last) = (&done, attempt) {
            give_up(app, job, &import).await;
        }
        done
    }
}

async fn take(app: &App, (import, job): (&Import, &Job)) -> Result<Done, NotDone> {
    let Some(file) = app.media.read(&import.key()).await.map_err(NotDone::new)? else {
        let gone = Some("the file is gone");
        app.store.import_end(import, (gone, Some(job)), app.now()).await?;
        return Ok(Done::Finished);
    };
    // It was read when it came.
    let file = ContactFile::read(&file).map_err(NotDone::new)?;
    let import = lines::all(app, import.clone(), &file).await?;
    let counts = import.counts;
    app.store.import_end(&import, (None, None), app.now()).await?;
    tracing::info!(
        function = Importer::NAME,
        import_id = %import.import_id,
        rows = import.rows,
        created = counts.created,
        updated = counts.updated,
        bad = counts.bad,
        "contacts are taken in"
    );
    finish(app, (&import, job)).await
}

/// Nobody needs the file any more.
async fn finish(app: &App, (import, job): (&Import, &Job)) -> Result<Done, NotDone> {
    app.media.remove(&import.key()).await.map_err(NotDone::new)?;
    app.store.job_delete(&job.job_id).await?;
    Ok(Done::Finished)
}

/// The last try: whoever waits for the import is told. The message goes to the dead-letter queue.
async fn give_up(app: &App, job: &Job, import: &Import) {
    let latest = app.store.import_get(&import.tenant_id, &import.import_id).await;
    let ended = match latest {
        Ok(Some(latest)) if !latest.is_over() => {
            app.store.import_end(&latest, (Some(GIVEN_UP), None), app.now()).await
        }
        Ok(_) => Ok(()),
        Err(error) => Err(error),
    };
    if let Err(error) = ended {
        let job_id = &job.job_id;
        tracing::error!(function = Importer::NAME, %job_id, %error, "an import is not ended");
    }
}
