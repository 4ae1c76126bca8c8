//! A purchase that nobody works on any more: its process died, or Twilio could not say what became
//! of it.

use std::time::Duration;

use tokio::time::Instant;

use super::purchase::{Begun, Purchase, PurchaseError};
use crate::accounts::AccountsError;
use crate::app::App;
use crate::records::{PurchaseJob, PurchaseOutcome};
use twilio::status::AccountStatus;

/// Why a purchase has not ended yet. Worth another try in every case.
#[derive(Debug, thiserror::Error)]
pub enum ResumeError {
    /// The account could not be opened.
    #[error(transparent)]
    Accounts(#[from] AccountsError),
    /// The account is suspended: nobody can look at its numbers.
    #[error("the account is not active")]
    NotActive,
    /// It did not come to an end.
    #[error(transparent)]
    Purchase(#[from] PurchaseError),
}

/// Goes on with a purchase that was begun before, until it has ended; nothing is left to do when it
/// has. Takes about `within`, and answers with the job as it is then.
pub async fn resume(
    app: &App,
    job: PurchaseJob,
    within: Duration,
) -> Result<PurchaseJob, ResumeError> {
    let until = Instant::now() + within;
    if job.outcome.is_some() {
        return Ok(job);
    }
    let account = app.accounts.fresh(&job.account_sid).await?;
    let own = account.filter(|account| account.account.tenant_id == job.tenant_id);
    let status = own.as_ref().map(|account| account.account.status);
    let account = match (own, status) {
        (Some(account), Some(AccountStatus::Active)) => account,
        (_, Some(AccountStatus::Suspended)) => return Err(ResumeError::NotActive),
        // Twilio has taken back whatever the account had.
        _ => return Ok(ended(app, job).await?),
    };
    let purchase = Purchase { app, account: &account, begun: Begun::Before, until };
    Ok(purchase.carry_out(job).await?)
}

async fn ended(app: &App, job: PurchaseJob) -> Result<PurchaseJob, PurchaseError> {
    let outcome = PurchaseOutcome::Gone;
    app.store.purchase_end(&job, &outcome, app.now()).await?;
    Ok(PurchaseJob { outcome: Some(outcome), ..job })
}
