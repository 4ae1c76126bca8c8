//! Whether a Twilio account is served: suspended, taken into use again, closed. At Twilio first, then
//! here; what was done halfway is done to the end by asking again.
//!
//! A tenant lifts only what it has begun itself, wherever the operator has suspended it: with a
//! command, in our record, or at Twilio.

mod permit;
mod wanted;

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::accounts::OpenAccount;
use crate::app::App;
use crate::provisioning;
use crate::records::{Account, Job, JobPayload, Suspension};
use crate::store::StoreError;
use twilio::client::{Again, PostError, Refused, ask};
use twilio::sid::AccountSid;
use twilio::status::AccountStatus;

pub use wanted::{StandingError, Wanted};

/// Other changes that may come between reading a status and writing one.
const TRIES: usize = 5;
/// How long Twilio is asked in one sweep.
const PATIENCE: Duration = Duration::from_secs(20);

/// Does what the operator wants, for the sweeper. What will never be possible is logged, and no error.
pub async fn operate(
    app: &App,
    account_sid: &AccountSid,
    status: AccountStatus,
) -> Result<(), StandingError> {
    let wanted = Wanted { status, by: Suspension::Operator, until: Instant::now() + PATIENCE };
    let done = match app.store.account_get_latest(account_sid).await? {
        Some(account) => change(app, &account, wanted).await,
        None => Err(StandingError::Gone),
    };
    match done {
        Err(reason) if reason.is_final() => {
            tracing::error!(%account_sid, ?status, %reason, "command refused");
            Ok(())
        }
        done => done,
    }
}

/// Gives an account another status. Safe to repeat.
pub async fn change(app: &App, account: &Account, wanted: Wanted) -> Result<(), StandingError> {
    if account.status == AccountStatus::Closed && wanted.status != AccountStatus::Closed {
        return Err(StandingError::Closed);
    }
    let Some(parent) = parent_for(app, account, wanted).await? else {
        here(app, account.clone(), wanted).await?;
        return concluded(app, account, wanted).await;
    };
    if wanted.by == Suspension::Tenant {
        match Box::pin(permit::tenant(app, &parent, (account, wanted))).await? {
            permit::Permit::Granted => {}
            permit::Permit::NothingToDo => return Ok(()),
        }
    }
    let done = Box::pin(at_twilio(app, &parent, (account, wanted))).await;
    match done {
        Ok(()) => {}
        Err(PostError::Refused(refused))
            if is_elsewhere(app, &parent, (&refused, wanted)).await =>
        {
            let account_sid = &account.account_sid;
            tracing::warn!(%account_sid, "it is not under the main account: its status is only here");
        }
        Err(error) => {
            permit::give_up(app, account, (wanted, &error)).await?;
            return Err(error.into());
        }
    }
    if let Err(error) = here(app, account.clone(), wanted).await {
        if matches!(error, StandingError::ByOperator) {
            let again = Wanted { status: AccountStatus::Suspended, ..wanted };
            Box::pin(at_twilio(app, &parent, (account, again))).await?;
        }
        return Err(error);
    }
    concluded(app, account, wanted).await
}

/// The main account; `None` where there is none and the operator asks: an account that was linked is
/// served or not all the same.
async fn parent_for(
    app: &App,
    account: &Account,
    wanted: Wanted,
) -> Result<Option<Arc<OpenAccount>>, StandingError> {
    if app.config.parent_account.is_none() && wanted.by == Suspension::Operator {
        return Ok(None);
    }
    let parent = provisioning::parent(app).await?;
    if parent.account.account_sid == account.account_sid {
        return Err(StandingError::MainAccount);
    }
    Ok(Some(parent))
}

/// A linked account may be somebody's own: then Twilio refuses the main account's credentials there, and
/// takes them where they belong.
async fn is_elsewhere(
    app: &App,
    parent: &OpenAccount,
    (refused, wanted): (&Refused, Wanted),
) -> bool {
    if !matches!(refused.status, 401 | 403 | 404) || wanted.by == Suspension::Tenant {
        return false;
    }
    let own = &parent.account.account_sid;
    let get = |within| app.twilio().errand((own, parent.token()), within).account_get(own);
    ask(Again::WhileUnknown, wanted.until, get).await.is_ok()
}

async fn concluded(app: &App, account: &Account, wanted: Wanted) -> Result<(), StandingError> {
    after(app, account, wanted).await?;
    let (tenant_id, account_sid) = (&account.tenant_id, &account.account_sid);
    let Wanted { status, by, .. } = wanted;
    tracing::info!(%tenant_id, %account_sid, ?status, ?by, "the account has another status");
    Ok(())
}

async fn at_twilio(
    app: &App,
    parent: &OpenAccount,
    (account, wanted): (&Account, Wanted),
) -> Result<(), PostError> {
    let (twilio, sid, to) = (app.twilio(), &account.account_sid, wanted.status);
    let parent = (&parent.account.account_sid, parent.token());
    let set = |within| twilio.errand(parent, within).account_status_set(sid, to);
    let refused = match ask(Again::WhileUnknown, wanted.until, set).await {
        Ok(_) => return Ok(()),
        Err(PostError::Refused(refused)) => refused,
        Err(error) => return Err(error),
    };
    // It may have this status: an account that is closed cannot be closed again.
    let get = |within| twilio.errand(parent, within).account_get(sid);
    match ask(Again::WhileUnknown, wanted.until, get).await {
        Ok(found) if found.status == to => Ok(()),
        Ok(_) | Err(PostError::Refused(_)) => Err(PostError::Refused(refused)),
        Err(error) => Err(error),
    }
}

/// The job lets go of what was held back, if this process does not.
async fn here(app: &App, mut account: Account, wanted: Wanted) -> Result<(), StandingError> {
    let payload = JobPayload::Release { tenant_id: account.tenant_id.clone() };
    let suspends = wanted.status == AccountStatus::Suspended;
    let job = (!suspends).then(|| Job::new(payload, app.now()));
    let by = suspends.then_some(wanted.by);
    for _ in 0..TRIES {
        let status = (wanted.status, by, app.now());
        if app.store.account_status_set(&account, status, job.as_ref()).await? {
            return Ok(());
        }
        let now = app.store.account_get_latest(&account.account_sid).await?;
        account = now.ok_or(StandingError::Gone)?;
        if account.status == AccountStatus::Closed {
            return Err(StandingError::Closed);
        }
        if wanted.by == Suspension::Tenant && account.is_suspended_by_operator() {
            return Err(StandingError::ByOperator);
        }
    }
    Err(StandingError::Contended)
}

async fn after(app: &App, account: &Account, wanted: Wanted) -> Result<(), StoreError> {
    let tenant = &account.tenant_id;
    if wanted.status == AccountStatus::Closed {
        app.store.account_numbers_delete(tenant, &account.account_sid, app.now()).await?;
        // Last: without it the rest cannot be asked for again.
        app.store.tenant_part(tenant, (&account.account_sid, wanted.by), app.now()).await?;
    }
    if wanted.status != AccountStatus::Suspended {
        // Those that the index does not show yet are the job's.
        let released = app.store.jobs_release(tenant, app.now()).await?;
        tracing::info!(%tenant, released, "messages go on");
    }
    Ok(())
}
