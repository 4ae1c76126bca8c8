//! B2: sends messages through Twilio, as jobs from a queue.
//!
//! Twilio's API knows no idempotency key. So an attempt is written before it is made, and a message
//! whose attempt ended without an answer is looked up at Twilio before it is sent again: each
//! message is there exactly once, or is reported failed with a reason.

mod account;
mod attempt;
mod compose;
mod lookup;
mod outcome;
mod suspects;
mod times;

use std::time::Duration;

use shared::app::App;
use shared::queue::Queue;
use shared::records::{Job, JobPayload, Message, SendJob};
use shared::store::Claim;
use shared::worker::{Attempt, Done, JobWorker, NotDone};

use account::Sending;
use times::{SETTLES, is_given_up};

/// The worker.
#[derive(Debug)]
pub enum Sender {}

impl JobWorker for Sender {
    const NAME: &'static str = "sender";
    const LONGEST: Duration = times::LONGEST;
    const LONGEST_PAUSE: Duration = Duration::from_mins(1);

    fn queue(app: &App) -> &Queue {
        &app.send_queue
    }

    async fn perform(app: &App, job: &Job, attempt: Attempt) -> Result<Done, NotDone> {
        let JobPayload::Send(job) = &job.payload else {
            return Err(NotDone::new("not a job of this queue"));
        };
        let now = app.now();
        if let Some(time) = job.send_at.filter(|time| *time > now) {
            return Ok(Done::Until(time));
        }
        let task = Task { app, job, attempt };
        match account::of(app, job).await? {
            Sending::With(account) => task.send(&account).await,
            Sending::Held => Ok(Done::Held),
            Sending::Never(reason) => task.fail(None, Some(reason)).await,
        }
    }
}

/// One message that is to be sent.
struct Task<'a> {
    app: &'a App,
    job: &'a SendJob,
    attempt: Attempt,
}

impl Task<'_> {
    async fn send(&self, account: &account::Opened) -> Result<Done, NotDone> {
        let Self { app, job, .. } = self;
        let attempt = attempt::new(app.now());
        match app.store.message_claim(job, &attempt, None).await? {
            Claim::Taken(message) => self.ask(account, &message, &attempt).await,
            Claim::Open(message) => self.resolve(account, &message).await,
            Claim::Early(time) => Ok(Done::Until(time)),
            Claim::Settled | Claim::Gone => {
                app.store.message_settled(job).await?;
                Ok(Done::Finished)
            }
        }
    }

    /// An earlier attempt has left its message in doubt.
    async fn resolve(&self, account: &account::Opened, message: &Message) -> Result<Done, NotDone> {
        let Self { app, job, .. } = self;
        let Some(before) = attempt::of(message) else {
            return Err(NotDone::new("an attempt is over by now"));
        };
        let now = app.now();
        let settles = before.at.after(SETTLES);
        if now < settles {
            let rest = u64::try_from(settles.as_millis() - now.as_millis()).unwrap_or_default();
            return self.doubtful("an attempt is not settled yet", Duration::from_millis(rest));
        }
        let found = match lookup::search(app, account, (job, message, &before)).await {
            Ok(found) => found,
            Err(error) => return self.again(error, SETTLES),
        };
        match found {
            lookup::Found::Adopted => Ok(Done::Finished),
            lookup::Found::Unclear if is_given_up(message, now) => {
                let words =
                    "For four hours nobody could tell whether Twilio has sent this message.";
                self.fail(None, Some(words)).await
            }
            lookup::Found::Unclear => self.doubtful("it is not clear which is at Twilio", SETTLES),
            lookup::Found::NotThere => {
                let attempt = attempt::new(now);
                match app.store.message_claim(job, &attempt, Some(&before.id)).await? {
                    Claim::Taken(message) => self.ask(account, &message, &attempt).await,
                    _ => Err(NotDone::new("another attempt has begun")),
                }
            }
        }
    }

    /// Nobody can say yet what becomes of it.
    fn doubtful(&self, reason: &str, pause: Duration) -> Result<Done, NotDone> {
        self.again(NotDone::new(reason).not_before(pause), pause)
    }

    /// It is to be tried again. The last try leaves it to the sweeper, which starts afresh, so that
    /// it is never forgotten.
    fn again(&self, reason: NotDone, pause: Duration) -> Result<Done, NotDone> {
        match self.attempt {
            Attempt::More => Err(reason),
            Attempt::Last => Ok(Done::Until(self.app.now().after(pause))),
        }
    }

    fn is_last_try(&self) -> bool {
        self.attempt == Attempt::Last
    }

    async fn fail(&self, code: Option<u32>, words: Option<&str>) -> Result<Done, NotDone> {
        let Self { app, job, .. } = self;
        app.store.message_failed(job, (code, words), app.now()).await?;
        tracing::warn!(message_id = %job.message_id, code, "a message is given up");
        Ok(Done::Finished)
    }
}
