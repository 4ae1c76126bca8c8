//! The Twilio account whose numbers are worked on.

use std::sync::Arc;

use shared::accounts::OpenAccount;
use shared::api::ApiError;
use shared::app::App;
use shared::ids::TenantId;
use twilio::sid::AccountSid;
use twilio::status::AccountStatus;

/// The account that the tenant buys for.
pub(crate) async fn of_tenant(app: &App, tenant: &TenantId) -> Result<Arc<OpenAccount>, ApiError> {
    let tenant = app.store.tenant_get(tenant).await?;
    match tenant.map(|tenant| (tenant.account_sid, tenant.tenant_id)) {
        Some((Some(account), tenant)) => active(app, &account, &tenant).await,
        _ => Err(ApiError::Conflict {
            code: "not_provisioned",
            message: "there is no Twilio account yet: provision one first",
        }),
    }
}

/// An account of the tenant that is in use.
pub(crate) async fn active(
    app: &App,
    account: &AccountSid,
    tenant: &TenantId,
) -> Result<Arc<OpenAccount>, ApiError> {
    let open = own(app, account, tenant).await?;
    open.filter(|open| open.account.status == AccountStatus::Active).ok_or_else(not_active)
}

/// An account of the tenant, as it is now.
pub(crate) async fn own(
    app: &App,
    account: &AccountSid,
    tenant: &TenantId,
) -> Result<Option<Arc<OpenAccount>>, ApiError> {
    let open = app.accounts.fresh(account).await?;
    Ok(open.filter(|open| open.account.tenant_id == *tenant))
}

pub(crate) fn not_active() -> ApiError {
    ApiError::Conflict {
        code: "account_not_active",
        message: "the Twilio account of this number is not active",
    }
}
