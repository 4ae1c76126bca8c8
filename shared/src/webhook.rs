//! The one driver of every webhook: verify, parse, load, decide, write, answer.

mod admit;
mod commit;
mod refusal;
mod reply;
mod request;

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

use commit::Commit;

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
    let commit = Commit::starting_now(app, W::DUTY);
    let claim = match Claim::read(app.config.public_base_url.as_deref(), &request) {
        Ok(claim) => claim,
        Err(refusal) => return refused::<W>(refusal, None),
    };
    match deadline::within(Box::pin(handle::<W>(app, &claim, commit))).await {
        Ok(reply) => reply.into_response(),
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

/// Logs why, and answers with the reply if there is one.
fn refused<W: Webhook>(refusal: Refusal, reply: Option<Reply>) -> Response<Bytes> {
    refusal.log(W::NAME);
    reply.map_or_else(|| refusal.into_response(), Reply::into_response)
}

async fn handle<W: Webhook>(
    app: &App,
    claim: &Claim,
    commit: Commit<'_>,
) -> Result<Reply, Refusal> {
    let signed = admit::admit(app, claim).await?;
    let event = W::parse(&signed)?;
    let subject = W::subject(&event);
    let (account, now) = (signed.account(), app.now());
    let early = W::early(&event, account, now);
    // Neither gives the other up: a write that was begun is worth its end.
    let (early, facts) = join(commit.write(&early, &[]), W::load(app, &event, account)).await;
    let (early, facts) = (early?, facts?);
    let decision = W::decide(event, facts, account, now);
    let outcome = commit.write(&decision.writes, &decision.jobs).await?;
    tracing::info!(
        function = W::NAME,
        account_sid = %account.account_sid,
        tenant_id = %account.tenant_id,
        subject,
        outcome = %outcome.or(early),
        "webhook"
    );
    let suspended = account.status == AccountStatus::Suspended;
    Ok(suspended.then(|| W::inactive(&claim.request)).flatten().unwrap_or(decision.reply))
}
