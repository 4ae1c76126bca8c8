//! A tenant and its account, as they are now.

use shared::api::ApiError;
use shared::app::App;
use shared::ids::TenantId;
use shared::records::{Account, Tenant};
use shared::store::StoreError;

use crate::refusal;

/// What is known of a tenant.
pub(crate) struct Found {
    pub(crate) tenant: Tenant,
    /// The account that it has.
    pub(crate) account: Option<Account>,
}

impl Found {
    pub(crate) async fn of(app: &App, tenant_id: &TenantId) -> Result<Self, StoreError> {
        let tenant = app.store.tenant_get(tenant_id).await?;
        Self::with(app, tenant.unwrap_or_else(|| Tenant::new(tenant_id.clone()))).await
    }

    pub(crate) async fn with(app: &App, tenant: Tenant) -> Result<Self, StoreError> {
        let account = match &tenant.account_sid {
            Some(sid) => app.store.account_get_latest(sid).await?,
            None => None,
        };
        let account = account.filter(|account| account.tenant_id == tenant.tenant_id);
        Ok(Self { tenant, account })
    }

    /// The account, or why there is none to do something with.
    pub(crate) fn account(&self) -> Result<&Account, ApiError> {
        self.account.as_ref().ok_or_else(|| match &self.tenant {
            tenant if tenant.is_being_provisioned() => refusal::PROVISIONING,
            tenant if tenant.account_sid.is_none() && tenant.closed_account.is_some() => {
                refusal::CLOSED
            }
            _ => ApiError::NotFound("account"),
        })
    }
}
