//! With which credentials a message is sent, or why it is not.

use std::sync::Arc;

use shared::accounts::OpenAccount;
use shared::app::App;
use shared::records::SendJob;
use shared::worker::NotDone;
use twilio::auth_token::AuthToken;
use twilio::sid::AccountSid;
use twilio::status::AccountStatus;

/// What an account allows.
pub(crate) enum Sending {
    /// It sends.
    With(Opened),
    /// It is suspended: the message waits until it is reactivated.
    Held,
    /// It never will.
    Never(&'static str),
}

/// An account that sends.
pub(crate) struct Opened(Arc<OpenAccount>);

impl Opened {
    pub(crate) fn credentials(&self) -> (&AccountSid, &AuthToken) {
        (&self.0.account.account_sid, self.0.token())
    }
}

/// The account of a message. One that does not seem to be active is read again before anything
/// follows from it.
pub(crate) async fn of(app: &App, job: &SendJob) -> Result<Sending, NotDone> {
    let open = app.accounts.open(&job.account_sid).await?;
    let active = |open: &Arc<OpenAccount>| open.account.status == AccountStatus::Active;
    let open = match open.filter(active) {
        Some(open) => Some(open),
        None => app.accounts.fresh(&job.account_sid).await?,
    };
    let Some(open) = open.filter(|open| open.account.tenant_id == job.tenant_id) else {
        return Ok(Sending::Never("The Twilio account of this message does not exist."));
    };
    match open.account.status {
        AccountStatus::Active => Ok(Sending::With(Opened(open))),
        AccountStatus::Closed => Ok(Sending::Never("The Twilio account is closed.")),
        AccountStatus::Suspended => hold(app, job).await,
    }
}

/// The same account as it is now: its token may have been rotated.
pub(crate) async fn again(app: &App, job: &SendJob) -> Result<Option<Opened>, NotDone> {
    let open = app.accounts.fresh(&job.account_sid).await?;
    Ok(open.map(Opened))
}

async fn hold(app: &App, job: &SendJob) -> Result<Sending, NotDone> {
    match app.store.message_hold(job).await? {
        true => Ok(Sending::Held),
        false => Err(NotDone::new("the account is just being reactivated")),
    }
}
