//! Suspends a tenant's account, takes it into use again, or closes it: at Twilio first, then here.
//! What was done halfway is done to the end by asking again.

use shared::accounts::OpenAccount;
use shared::api::{Answer, ApiError};
use shared::app::App;
use shared::ids::TenantId;
use shared::provisioning;
use shared::records::{Account, Job, JobPayload};
use shared::store::StoreError;
use tokio::time::Instant;
use twilio::client::{Again, PostError, ask};
use twilio::status::AccountStatus;

use crate::found::Found;
use crate::times::PATIENCE;
use crate::{refusal, view};

/// Other changes that may come between reading a status and writing one.
const TRIES: usize = 5;

pub(crate) async fn change(
    app: &App,
    tenant: &TenantId,
    to: AccountStatus,
) -> Result<Answer, ApiError> {
    let until = Instant::now() + PATIENCE;
    let found = Found::of(app, tenant).await?;
    if to == AccountStatus::Closed && is_closed(&found) {
        return Ok(view::of(&found).into());
    }
    let account = found.account()?;
    if account.status == AccountStatus::Closed && to != AccountStatus::Closed {
        return Err(refusal::CLOSED);
    }
    let parent = provisioning::parent(app).await.map_err(refusal::provisioning)?;
    if parent.account.account_sid == account.account_sid {
        return Err(refusal::MAIN_ACCOUNT);
    }
    Box::pin(at_twilio(app, &parent, (account, to), until)).await?;
    here(app, account.clone(), to).await?;
    after(app, account, to).await?;
    let (tenant_id, account_sid) = (&account.tenant_id, &account.account_sid);
    tracing::info!(%tenant_id, %account_sid, status = ?to, "the account has another status");
    view::answer(app, tenant).await
}

fn is_closed(Found { tenant, .. }: &Found) -> bool {
    let given_up = tenant.account_sid.is_none() && tenant.closed_account.is_some();
    given_up && !tenant.is_being_provisioned()
}

async fn at_twilio(
    app: &App,
    parent: &OpenAccount,
    (account, to): (&Account, AccountStatus),
    until: Instant,
) -> Result<(), ApiError> {
    let (twilio, sid) = (app.twilio(), &account.account_sid);
    let parent = (&parent.account.account_sid, parent.token());
    let set = |within| twilio.errand(parent, within).account_status_set(sid, to);
    let refused = match ask(Again::WhileUnknown, until, set).await {
        Ok(_) => return Ok(()),
        Err(PostError::Refused(refused)) => refused,
        Err(error) => return Err(refusal::twilio(error)),
    };
    // It may have this status: an account that is closed cannot be closed again.
    let get = |within| twilio.errand(parent, within).account_get(sid);
    match ask(Again::WhileUnknown, until, get).await {
        Ok(found) if found.status == to => Ok(()),
        Ok(_) | Err(PostError::Refused(_)) => Err(refusal::twilio(PostError::Refused(refused))),
        Err(error) => Err(refusal::twilio(error)),
    }
}

/// The job lets go of what was held back, if this process does not.
async fn here(app: &App, mut account: Account, to: AccountStatus) -> Result<(), ApiError> {
    let payload = JobPayload::Release { tenant_id: account.tenant_id.clone() };
    let job = (to != AccountStatus::Suspended).then(|| Job::new(payload, app.now()));
    for _ in 0..TRIES {
        if app.store.account_status_set(&account, to, job.as_ref()).await? {
            return Ok(());
        }
        let now = app.store.account_get_latest(&account.account_sid).await?;
        account = now.ok_or(ApiError::NotFound("account"))?;
        if account.status == AccountStatus::Closed {
            return Err(refusal::CLOSED);
        }
    }
    Err(ApiError::TooMany { retry_after: 1 })
}

async fn after(app: &App, account: &Account, to: AccountStatus) -> Result<(), StoreError> {
    let tenant = &account.tenant_id;
    if to == AccountStatus::Closed {
        app.store.account_numbers_delete(tenant, &account.account_sid).await?;
        // Last: without it the rest cannot be asked for again.
        app.store.tenant_part(tenant, &account.account_sid).await?;
    }
    if to != AccountStatus::Suspended {
        // Those that the index does not show yet are the job's.
        let released = app.store.jobs_release(tenant, app.now()).await?;
        tracing::info!(%tenant, released, "messages go on");
    }
    Ok(())
}
