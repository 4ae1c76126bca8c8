//! Changes the token of a tenant's account without one rejected webhook.
//!
//! A second token is made at Twilio and kept beside the current one before it is promoted, and the
//! one before is accepted for some minutes after. From the moment that it is kept, a run that dies
//! can be finished by another one: whether the second token was promoted shows in which of the two
//! Twilio accepts.

mod outcome;
mod run;

pub use outcome::{Rotation, RotationError};

use std::time::Duration;

use tokio::time::Instant;
use ulid::Ulid;

use crate::app::App;
use crate::ids::TenantId;
use crate::records::{Account, Job, JobPayload, Lease};
use run::Run;
use twilio::status::AccountStatus;

/// How long nobody else may change the token. It is longer than a run.
const LEASE: Duration = Duration::from_secs(30);
/// The longest that a run may take, wherever it is.
const LONGEST: Duration = Duration::from_secs(20);
/// When the sweeper comes again to what it could not finish.
const NEXT_SWEEP: Duration = Duration::from_mins(1);

/// Gives an account another token, or finishes what has begun, as far as it comes `within` this time.
/// `account` is the latest there is.
pub async fn rotate(
    app: &App,
    account: &Account,
    within: Duration,
) -> Result<Rotation, RotationError> {
    let now = app.now();
    if account.status != AccountStatus::Active {
        return Ok(Rotation::NotActive);
    }
    if account.rotation.as_ref().is_some_and(|held| held.holds(now)) {
        return Ok(Rotation::UnderWay);
    }
    if let Some(until) = account.previous_until.filter(|until| now < *until) {
        return Ok(Rotation::TooSoon(until));
    }
    let until = Instant::now() + within.min(LONGEST);
    let lease = Lease { holder: Ulid::generate().to_string(), until: now.after(LEASE) };
    let Some(account) = app.store.rotation_take(account, &lease).await? else {
        return Ok(Rotation::UnderWay);
    };
    let payload = JobPayload::Rotate { tenant_id: account.tenant_id.clone() };
    app.store.job_put(&Job::new(payload, now)).await?;
    // Boxed: it holds the futures of all steps.
    Box::pin(Run::open(app, account, lease, until).await?.finish()).await
}

/// Finishes what has begun, for the sweeper. What is not finished then is its again in a minute.
pub async fn resume(app: &App, tenant_id: &TenantId) -> Result<(), RotationError> {
    let job = JobPayload::Rotate { tenant_id: tenant_id.clone() }.job_id();
    let tenant = app.store.tenant_get(tenant_id).await?;
    let account = match tenant.and_then(|tenant| tenant.account_sid) {
        Some(sid) => app.store.account_get_latest(&sid).await?,
        None => None,
    };
    let begun =
        |account: &Account| account.tenant_id == *tenant_id && account.next_auth_token().is_some();
    let Some(account) = account.filter(begun) else {
        return Ok(app.store.job_delete(&job).await?);
    };
    let rotation = rotate(app, &account, LONGEST).await;
    if !matches!(rotation, Ok(Rotation::Done(_))) {
        app.store.job_postpone(&job, app.now().after(NEXT_SWEEP)).await?;
    }
    match rotation {
        Err(RotationError::Later(reason)) => {
            tracing::warn!(%tenant_id, reason, "the change of a token waits");
            Ok(())
        }
        rotation => rotation.map(drop),
    }
}
