//! Brings a tenant to a Twilio account and a number of its own: look for a number, make a subaccount,
//! buy the number with all its webhooks, make it the primary one. What cannot be completed is undone.
//!
//! Each step is recorded before it begins and after it has ended, so any process can go on where
//! another one has died. What Twilio may have done already is found out there before it is asked
//! again: an account by its name, a number by itself. One run at a time has the lease.

mod account;
mod error;
mod number;
mod run;
mod search;
mod undo;

pub use error::ProvisioningError;

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use ulid::Ulid;

use crate::accounts::OpenAccount;
use crate::app::App;
use crate::ids::TenantId;
use crate::records::{Account, Job, JobPayload, Lease, NumberWish, Provisioning, Tenant};
use run::{LEASE, Run};
use twilio::status::AccountStatus;

/// The longest that a run may take, wherever it is.
const LONGEST: Duration = Duration::from_secs(20);
/// How soon a request looks again at what another run is doing.
const PAUSE: Duration = Duration::from_millis(200);
/// When the sweeper comes again to what it could not finish.
const NEXT_SWEEP: Duration = Duration::from_mins(1);

/// What a tenant has asked for.
#[derive(Debug, Clone)]
pub struct Order {
    /// Who asks.
    pub tenant_id: TenantId,
    /// Which number.
    pub wish: NumberWish,
    /// Scheme, host and path prefix under which Twilio reaches us, without a slash at the end.
    pub base_url: String,
}

/// The main account, with whose credentials subaccounts are made and changed.
pub async fn parent(app: &App) -> Result<Arc<OpenAccount>, ProvisioningError> {
    let sid = app.config.parent_account.as_ref().ok_or(ProvisioningError::NotConfigured)?;
    let open = app.accounts.open(sid).await?;
    let active = |account: &Account| account.status == AccountStatus::Active;
    open.filter(|open| active(&open.account)).ok_or(ProvisioningError::NotConfigured)
}

/// Brings a tenant to its account and number, or as far as it comes `within` this time: begins, or
/// goes on with what has begun, whatever was wished for then. Answers with the tenant as it is then.
pub async fn provide(
    app: &App,
    order: &Order,
    within: Duration,
) -> Result<Tenant, ProvisioningError> {
    let (until, mut seen) = (Instant::now() + within.min(LONGEST), None);
    loop {
        let found = app.store.tenant_get(&order.tenant_id).await?;
        let tenant = found.unwrap_or_else(|| Tenant::new(order.tenant_id.clone()));
        if tenant.account_sid.is_some() {
            return Ok(tenant);
        }
        let run = match &tenant.provisioning {
            // Somebody else has been at work on it; what became of it is the answer.
            Some(known) if known.step.is_end() && seen.as_ref() == Some(&known.id) => {
                return Ok(tenant);
            }
            Some(known) if !known.step.is_end() => {
                seen = Some(known.id.clone());
                take(app, (&order.tenant_id, known), until).await?
            }
            failed => begin(app, order, failed.as_ref(), until).await?,
        };
        match run {
            Some(run) => return ended(app, &order.tenant_id, run).await,
            None if until.saturating_duration_since(Instant::now()) < PAUSE => return Ok(tenant),
            None => tokio::time::sleep(PAUSE).await,
        }
    }
}

/// Goes on with what has begun, for the sweeper. What is not finished then is its again in a minute.
pub async fn resume(app: &App, tenant_id: &TenantId) -> Result<(), ProvisioningError> {
    let job = JobPayload::Provision { tenant_id: tenant_id.clone() }.job_id();
    let tenant = app.store.tenant_get(tenant_id).await?;
    let known = tenant.and_then(|tenant| tenant.provisioning);
    let Some(known) = known.filter(|known| !known.step.is_end()) else {
        return Ok(app.store.job_delete(&job).await?);
    };
    let run = take(app, (tenant_id, &known), Instant::now() + LONGEST).await;
    let tenant = match run {
        Ok(Some(run)) => ended(app, tenant_id, run).await.map(Some),
        Ok(None) => Ok(None),
        Err(error) => Err(error),
    };
    let is_end = |tenant: &Tenant| {
        tenant.provisioning.as_ref().is_none_or(|provisioning| provisioning.step.is_end())
    };
    if !matches!(&tenant, Ok(Some(tenant)) if is_end(tenant)) {
        app.store.job_postpone(&job, app.now().after(NEXT_SWEEP)).await?;
    }
    tenant.map(drop)
}

/// Begins; `None` when somebody else has begun just now.
async fn begin<'a>(
    app: &'a App,
    order: &'a Order,
    failed: Option<&Provisioning>,
    until: Instant,
) -> Result<Option<Run<'a>>, ProvisioningError> {
    let parent = parent(app).await?;
    let new = new(app, order);
    let tenant = &order.tenant_id;
    let job = Job::new(JobPayload::Provision { tenant_id: tenant.clone() }, app.now());
    let begun = app.store.provisioning_begin(tenant, failed, &new, &job).await?;
    Ok(begun.then(|| Run::new(app, (tenant, parent), new, until).at_first()))
}

fn new(app: &App, Order { wish, base_url, .. }: &Order) -> Provisioning {
    let (id, wanted) = (Ulid::generate().to_string(), (wish.clone(), base_url.clone()));
    Provisioning::new(id, wanted, lease(app), app.now())
}

/// Goes on with what is known; `None` when somebody else is at work on it.
async fn take<'a>(
    app: &'a App,
    (tenant, known): (&'a TenantId, &Provisioning),
    until: Instant,
) -> Result<Option<Run<'a>>, ProvisioningError> {
    if known.lease.holds(app.now()) {
        return Ok(None);
    }
    let parent = parent(app).await?;
    let taken = Provisioning { lease: lease(app), ..known.clone() };
    let is_ours = app.store.provisioning_take(tenant, known, &taken).await?;
    Ok(is_ours.then(|| Run::new(app, (tenant, parent), taken, until)))
}

fn lease(app: &App) -> Lease {
    Lease { holder: Ulid::generate().to_string(), until: app.now().after(LEASE) }
}

async fn ended(app: &App, tenant: &TenantId, run: Run<'_>) -> Result<Tenant, ProvisioningError> {
    // Boxed: it holds the futures of all steps.
    Box::pin(run.finish()).await?;
    let found = app.store.tenant_get(tenant).await?;
    Ok(found.unwrap_or_else(|| Tenant::new(tenant.clone())))
}
