//! The one driver of every webhook: verify, parse, decide, write, answer.

mod admit;
mod refusal;
mod reply;

use bytes::Bytes;
use http::{Request, Response};

use crate::app::App;
use crate::deadline;
use crate::form::{FieldErrors, Form};
use crate::records::{Account, GRACE, Job, Timestamp, Write};
use crate::store::Outcome;

pub use refusal::Refusal;
pub use reply::Reply;

/// A request that Twilio has signed with a token of this account.
pub struct Signed {
    /// The form: the body's, or the query's of a GET.
    pub form: Form,
    /// The query of the URL, which is ours.
    pub query: Form,
    /// The account, active.
    pub account: Account,
}

/// What a webhook does about an event.
pub struct Decision {
    /// The answer.
    pub reply: Reply,
    /// Changes of records, together or not at all.
    pub writes: Vec<Write>,
    /// Work for later, written with the changes.
    pub jobs: Vec<Job>,
}

/// A webhook is what it reads from the form and what it decides; the driver does the rest.
pub trait Webhook: 'static {
    /// Its folder, binary and name in logs.
    const NAME: &'static str;
    /// The form, read.
    type Event: Send;

    /// Reads the form, or names the fields that are missing or unreadable.
    fn parse(signed: &Signed) -> Result<Self::Event, FieldErrors>;

    /// What the event is about, for the log: a SID.
    fn subject(event: &Self::Event) -> String;

    /// The webhook's whole meaning. Cannot fail: what could make it fail, `parse` has refused.
    fn decide(event: Self::Event, account: &Account, now: Timestamp) -> Decision;
}

/// Answers one request.
pub async fn respond<W: Webhook>(app: &App, request: Request<Bytes>) -> Response<Bytes> {
    match deadline::within(handle::<W>(app, &request)).await {
        Ok(reply) => reply.into_response(),
        Err(refusal) => {
            refusal.log(W::NAME);
            refusal.into_response()
        }
    }
}

async fn handle<W: Webhook>(app: &App, request: &Request<Bytes>) -> Result<Reply, Refusal> {
    let signed = admit::admit(app, request).await?;
    let event = W::parse(&signed)?;
    let subject = W::subject(&event);
    let decision = W::decide(event, &signed.account, app.now());
    let outcome = app.store.commit(&decision.writes, &decision.jobs).await?;
    tracing::info!(
        function = W::NAME,
        account_sid = %signed.account.account_sid,
        tenant_id = %signed.account.tenant_id,
        subject,
        ?outcome,
        "webhook"
    );
    match outcome {
        Outcome::Applied => enqueue(app, &decision.jobs).await,
        // The first delivery has sent the jobs, or the sweeper will.
        Outcome::Duplicate => {}
        Outcome::Foreign => return Err(Refusal::Foreign),
    }
    Ok(decision.reply)
}

/// The jobs are written; if the queue does not take them, the sweeper finds them when they are due.
async fn enqueue(app: &App, jobs: &[Job]) {
    if jobs.is_empty() {
        return;
    }
    if let Err(error) = app.media_queue.send(jobs).await {
        let within = GRACE.as_secs();
        tracing::warn!(%error, jobs = jobs.len(), within, "jobs are left to the sweeper");
    }
}
