//! Purchases of numbers whose process died, and those that have ended.

use std::time::Duration;

use shared::app::App;
use shared::numbers::{self, PurchaseError, ResumeError};
use shared::records::PurchaseJob;

use crate::name::NAME;

/// How long Twilio is waited for in one of them.
const PATIENCE: Duration = Duration::from_secs(8);

/// Brings a purchase to its end. One that has ended was kept for repeats of its request, and goes.
pub(crate) async fn go_on(app: &App, purchase: &PurchaseJob) -> Result<(), ResumeError> {
    if purchase.outcome.is_some() {
        let deleted = app.store.job_delete(&purchase.job_id()).await;
        return Ok(deleted.map_err(PurchaseError::from)?);
    }
    let tenant_id = &purchase.tenant_id;
    match numbers::resume(app, purchase.clone(), PATIENCE).await {
        Ok(PurchaseJob { outcome, .. }) => {
            tracing::info!(function = NAME, %tenant_id, ?outcome, "a purchase has ended");
            Ok(())
        }
        Err(ResumeError::NotActive) => hold(app, purchase).await,
        Err(error) => Err(error),
    }
}

/// While the account is suspended nobody can look at its numbers: the job waits like its messages.
async fn hold(app: &App, purchase: &PurchaseJob) -> Result<(), ResumeError> {
    let whose = (&purchase.tenant_id, &purchase.account_sid);
    let held = app.store.job_hold(&purchase.job_id(), whose).await.map_err(PurchaseError::from)?;
    if held { Ok(()) } else { Err(ResumeError::NotActive) }
}
