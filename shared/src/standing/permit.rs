//! What a tenant may do to the standing of its account.

use super::wanted::{StandingError, Wanted};
use crate::accounts::OpenAccount;
use crate::app::App;
use crate::records::{Account, Suspension};
use crate::store::StoreError;
use twilio::client::{Again, PostError, ask};
use twilio::status::AccountStatus;

pub(super) enum Permit {
    Granted,
    /// It is suspended already, by the operator.
    NothingToDo,
}

/// Whether the tenant may change it. Before it suspends its account at Twilio its record says so, so
/// that it can lift that again whatever becomes of the request.
pub(super) async fn tenant(
    app: &App,
    parent: &OpenAccount,
    (account, wanted): (&Account, Wanted),
) -> Result<Permit, StandingError> {
    if account.is_suspended_by_operator() {
        return refused_to(wanted);
    }
    if account.status == AccountStatus::Closed || account.suspended_by == Some(Suspension::Tenant) {
        return Ok(Permit::Granted);
    }
    if at_twilio(app, parent, (account, wanted)).await? == Some(AccountStatus::Suspended) {
        let status = (AccountStatus::Suspended, Some(Suspension::Operator), app.now());
        app.store.account_status_set(account, status, None).await?;
        return refused_to(wanted);
    }
    if wanted.status == AccountStatus::Suspended {
        app.store.account_suspension_begin(account, Some(Suspension::Tenant)).await?;
    }
    Ok(Permit::Granted)
}

fn refused_to(wanted: Wanted) -> Result<Permit, StandingError> {
    match wanted.status {
        AccountStatus::Suspended => Ok(Permit::NothingToDo),
        AccountStatus::Active | AccountStatus::Closed => Err(StandingError::ByOperator),
    }
}

/// `None` if Twilio does not show it.
async fn at_twilio(
    app: &App,
    parent: &OpenAccount,
    (account, wanted): (&Account, Wanted),
) -> Result<Option<AccountStatus>, PostError> {
    let (twilio, sid) = (app.twilio(), &account.account_sid);
    let parent = (&parent.account.account_sid, parent.token());
    let get = |within| twilio.errand(parent, within).account_get(sid);
    match ask(Again::WhileUnknown, wanted.until, get).await {
        Ok(found) => Ok(Some(found.status)),
        Err(PostError::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What was not done leaves nothing to lift.
pub(super) async fn give_up(
    app: &App,
    account: &Account,
    (wanted, error): (Wanted, &PostError),
) -> Result<(), StoreError> {
    let begun = account.status == AccountStatus::Active
        && (wanted.status, wanted.by) == (AccountStatus::Suspended, Suspension::Tenant);
    if begun && !matches!(error, PostError::Unknown(_)) {
        app.store.account_suspension_begin(account, None).await?;
    }
    Ok(())
}
