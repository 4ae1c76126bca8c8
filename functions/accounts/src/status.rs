//! Suspends a tenant's account, takes it into use again, or closes it.

use shared::api::{Answer, ApiError};
use shared::app::App;
use shared::ids::TenantId;
use shared::records::Suspension;
use shared::standing::{self, Wanted};
use tokio::time::Instant;
use twilio::status::AccountStatus;

use crate::found::Found;
use crate::times::PATIENCE;
use crate::{refusal, view};

pub(crate) async fn change(
    app: &App,
    tenant: &TenantId,
    status: AccountStatus,
) -> Result<Answer, ApiError> {
    let wanted = Wanted { status, by: Suspension::Tenant, until: Instant::now() + PATIENCE };
    let found = Found::of(app, tenant).await?;
    if status == AccountStatus::Closed && is_closed(&found) {
        return Ok(view::of(&found).into());
    }
    let changed = standing::change(app, found.account()?, wanted).await;
    changed.map_err(refusal::standing)?;
    view::answer(app, tenant).await
}

fn is_closed(Found { tenant, .. }: &Found) -> bool {
    let given_up = tenant.account_sid.is_none() && tenant.closed_account.is_some();
    given_up && !tenant.is_being_provisioned()
}
