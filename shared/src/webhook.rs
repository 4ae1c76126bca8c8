//! The one driver of every webhook: verify, parse, load, decide, write, answer.

mod admit;
mod commit;
mod refusal;
mod reply;
mod request;
mod spooled;

use std::future::Future;

use bytes::Bytes;
use futures::future::join;
use http::{Request, Response};

use crate::app::App;
use crate::deadline;
use crate::records::{Account, Job, Timestamp, Write};
use crate::store::StoreError;
use twilio::form::FieldErrors;
use twilio::status::AccountStatus;

pub use admit::Claim;
pub(crate) use admit::MAX_BODY;
pub use commit::Duty;
pub use refusal::Refusal;
pub use reply::Reply;
pub use request::{Received, Signed};
pub use spooled::Spooled;

use commit::{Commit, Written};

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
    /// What it owes Twilio when a write fails.
    const DUTY: Duty = Duty::Record;
    /// The form, read.
    type Event: Send + Sync;
    /// What it has to know beside the event. `()` if there is nothing.
    type Facts: Default + Send;

    /// Reads the form, or names the fields that are missing or unreadable.
    fn parse(signed: &Signed) -> Result<Self::Event, FieldErrors>;

    /// What the event is about, for the log: a SID.
    fn subject(event: &Self::Event) -> String;

    /// Writes that need no facts. They are made while the facts are read.
    fn early(_event: &Self::Event, _account: &Account, _now: Timestamp) -> Vec<Write> {
        Vec::new()
    }

    /// Reads the facts. By default there are none.
    fn load(
        _app: &App,
        _event: &Self::Event,
        _account: &Account,
    ) -> impl Future<Output = Result<Self::Facts, StoreError>> + Send {
        std::future::ready(Ok(Self::Facts::default()))
    }

    /// The webhook's whole meaning. Cannot fail: what could make it fail, `parse` has refused.
    fn decide(
        event: Self::Event,
        facts: Self::Facts,
        account: &Account,
        now: Timestamp,
    ) -> Decision;

    /// The answer, with status 200, while DynamoDB or KMS is down or slow. The signature may not have
    /// been verified, so it must not tell anything. By default 503, and Twilio tries again.
    fn unavailable(_request: &Received) -> Option<Reply> {
        None
    }

    /// The answer, with status 200, when the account is suspended or closed. By default what happens
    /// while it is suspended is recorded and answered like everything else, and 403 when it is closed.
    fn inactive(_request: &Received) -> Option<Reply> {
        None
    }
}

/// Answers one request.
pub async fn respond<W: Webhook>(app: &App, request: Request<Bytes>) -> Response<Bytes> {
    let (commit, now) = (Commit::starting_now(app, W::DUTY), app.now());
    let claim = match Claim::read(app.config.public_base_url.as_deref(), &request) {
        Ok(claim) => claim,
        Err(refusal) => return refused::<W>(refusal, None),
    };
    let handled = deadline::within(Box::pin(handle::<W>(app, (&claim, now), commit))).await;
    if W::DUTY == Duty::Answer && is_unwritten(&handled) {
        // Boxed: it is rare, and large.
        Box::pin(spooled::keep(app, (W::NAME, &request), now)).await;
    }
    match handled {
        Ok((reply, _)) => reply.into_response(),
        Err(refusal) => {
            let reply = match refusal {
                Refusal::Unavailable(_) => W::unavailable(&claim.request),
                Refusal::NotActive => W::inactive(&claim.request),
                _ => None,
            };
            refused::<W>(refusal, reply)
        }
    }
}

/// Writes what a request tells that was answered before, as of the time when it came.
///
/// # Errors
///
/// [`Refusal::Unavailable`] while it still cannot be written; every other refusal is for good.
pub async fn record<W: Webhook>(app: &App, spooled: &Spooled) -> Result<(), Refusal> {
    let request = spooled.request().ok_or(Refusal::NotAForm)?;
    let claim = Claim::read(app.config.public_base_url.as_deref(), &request)?;
    let commit = Commit::starting_now(app, Duty::Record);
    let handling = handle::<W>(app, (&claim, spooled.received_at), commit);
    deadline::within(Box::pin(handling)).await?;
    Ok(())
}

fn is_unwritten(handled: &Result<(Reply, Written), Refusal>) -> bool {
    matches!(handled, Ok((_, Written::Failed)) | Err(Refusal::Unavailable(_)))
}

/// Logs why, and answers with the reply if there is one.
fn refused<W: Webhook>(refusal: Refusal, reply: Option<Reply>) -> Response<Bytes> {
    refusal.log(W::NAME);
    reply.map_or_else(|| refusal.into_response(), Reply::into_response)
}

/// The answer to a request that came at `now`, and what became of all its writes.
async fn handle<W: Webhook>(
    app: &App,
    (claim, now): (&Claim, Timestamp),
    commit: Commit<'_>,
) -> Result<(Reply, Written), Refusal> {
    let signed = admit::admit(app, (claim, now)).await?;
    let event = W::parse(&signed)?;
    let subject = W::subject(&event);
    let account = signed.account();
    let early = W::early(&event, account, now);
    // Neither gives the other up: a write that was begun is worth its end.
    let (early, facts) = join(commit.write(&early, &[]), W::load(app, &event, account)).await;
    let (early, facts) = (early?, facts?);
    let decision = W::decide(event, facts, account, now);
    let written = commit.write(&decision.writes, &decision.jobs).await?.with(early);
    tracing::info!(
        function = W::NAME,
        account_sid = %account.account_sid,
        tenant_id = %account.tenant_id,
        subject,
        outcome = %written,
        "webhook"
    );
    let suspended = account.status == AccountStatus::Suspended;
    let inactive = suspended.then(|| W::inactive(&claim.request)).flatten();
    Ok((inactive.unwrap_or(decision.reply), written))
}
