//! The way of a tenant to its account and its first number, in the `tenants` table.
//!
//! One run at a time: it begins by taking the lease, and each of its writes names it. A write that
//! finds another run's name changes nothing.

use aws_sdk_dynamodb::types::{Put, TransactWriteItem};

use super::item::{item, value};
use super::transaction::Transacted;
use super::update::Update;
use super::{Store, StoreError};
use crate::ids::TenantId;
use crate::records::{Account, Job, JobPayload, Number, Provisioning};
use twilio::status::AccountStatus;

const HOLDER: (&str, &str) = ("provisioning", "holder");

/// What became of a write of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// It is written.
    Written,
    /// Another run goes on, or has come to an end.
    Lost,
    /// The record of another tenant stands against it.
    Foreign,
}

impl Store {
    /// Begins, in place of an attempt that has failed; `false` when the tenant has an account or
    /// another attempt has begun. The job goes on with it if this process does not.
    pub async fn provisioning_begin(
        &self,
        tenant: &TenantId,
        failed: Option<&Provisioning>,
        new: &Provisioning,
        job: &Job,
    ) -> Result<bool, StoreError> {
        let update = self.tenant(tenant).set("provisioning", new).if_absent("account_sid");
        let update = match failed {
            Some(failed) => update.if_field(("provisioning", "id"), Some(&failed.id)),
            None => update.if_absent("provisioning"),
        };
        match self.transact(vec![update.transact(), self.job_item(job)]).await? {
            Transacted::Applied => Ok(true),
            Transacted::Refused(_) => self.provisioning_is(tenant, new).await,
        }
    }

    /// Takes the lease of what `found` is, as `taken` says; `false` when another run was faster.
    pub async fn provisioning_take(
        &self,
        tenant: &TenantId,
        found: &Provisioning,
        taken: &Provisioning,
    ) -> Result<bool, StoreError> {
        let update = || {
            self.tenant(tenant)
                .set("provisioning", taken)
                .if_field(HOLDER, Some(&found.lease.holder))
                .if_field(("provisioning", "until"), Some(found.lease.until))
        };
        match self.try_update(update).await? {
            None => Ok(true),
            // The answer to the first try of this call may have been lost.
            Some(_) => self.provisioning_is(tenant, taken).await,
        }
    }

    /// Writes how far this run has come.
    pub async fn provisioning_put(
        &self,
        tenant: &TenantId,
        now: &Provisioning,
    ) -> Result<Progress, StoreError> {
        let refused = self.try_update(|| self.run_update(tenant, now)).await?;
        Ok(if refused.is_none() { Progress::Written } else { Progress::Lost })
    }

    /// Likewise, together with the record of the subaccount.
    pub async fn provisioning_account(
        &self,
        now: &Provisioning,
        account: &Account,
    ) -> Result<Progress, StoreError> {
        let table = &self.tables.accounts;
        let sid = [("account_sid", account.account_sid.as_str())];
        let record = Update::of(table, &sid)
            .set("tenant_id", &account.tenant_id)
            .set("status", account.status)
            .set("auth_token", &account.auth_token)
            .if_absent_or_equal("tenant_id", &account.tenant_id);
        self.progress(&account.tenant_id, now, vec![record.transact()]).await
    }

    /// The end: the number is the tenant's primary one and the account its own. The job is done.
    pub async fn provisioning_done(
        &self,
        now: &Provisioning,
        number: &Number,
    ) -> Result<Progress, StoreError> {
        let tenant = &number.tenant_id;
        let update = self
            .run_update(tenant, now)
            .set("account_sid", &number.account_sid)
            .set("primary_number", &number.phone_number)
            .if_absent("account_sid");
        let put = Put::builder()
            .table_name(&self.tables.numbers)
            .set_item(Some(item(number)))
            .condition_expression("attribute_not_exists(tenant_id) OR tenant_id = :tenant")
            .expression_attribute_values(":tenant", value(tenant))
            .build()
            .expect("table and item are set");
        let items = vec![
            update.transact(),
            TransactWriteItem::builder().put(put).build(),
            self.provision_deletion(tenant),
        ];
        self.verdict_on(tenant, now, items).await
    }

    /// The other end: the tenant has neither, and the subaccount, if there was one, is closed. The
    /// job is done.
    pub async fn provisioning_failed(
        &self,
        tenant: &TenantId,
        now: &Provisioning,
    ) -> Result<Progress, StoreError> {
        let account = now.account_sid.as_ref().map(|sid| {
            Update::of(&self.tables.accounts, &[("account_sid", sid.as_str())])
                .set("status", AccountStatus::Closed)
                .if_equal("tenant_id", tenant)
                .transact()
        });
        let others = account.into_iter().chain([self.provision_deletion(tenant)]);
        self.progress(tenant, now, others.collect()).await
    }

    async fn progress(
        &self,
        tenant: &TenantId,
        now: &Provisioning,
        others: Vec<TransactWriteItem>,
    ) -> Result<Progress, StoreError> {
        let items = std::iter::once(self.run_update(tenant, now).transact()).chain(others);
        self.verdict_on(tenant, now, items.collect()).await
    }

    async fn verdict_on(
        &self,
        tenant: &TenantId,
        now: &Provisioning,
        items: Vec<TransactWriteItem>,
    ) -> Result<Progress, StoreError> {
        if let Transacted::Applied = self.transact(items).await? {
            return Ok(Progress::Written);
        }
        let found = self.tenant_get(tenant).await?.and_then(|tenant| tenant.provisioning);
        Ok(match found {
            Some(found) if found == *now => Progress::Written,
            Some(found) if found.lease.holder == now.lease.holder => Progress::Foreign,
            _ => Progress::Lost,
        })
    }

    async fn provisioning_is(
        &self,
        tenant: &TenantId,
        expected: &Provisioning,
    ) -> Result<bool, StoreError> {
        let found = self.tenant_get(tenant).await?;
        Ok(found.and_then(|tenant| tenant.provisioning).as_ref() == Some(expected))
    }

    fn run_update(&self, tenant: &TenantId, now: &Provisioning) -> Update {
        self.tenant(tenant).set("provisioning", now).if_field(HOLDER, Some(&now.lease.holder))
    }

    fn provision_deletion(&self, tenant: &TenantId) -> TransactWriteItem {
        let payload = JobPayload::Provision { tenant_id: tenant.clone() };
        self.job_deletion(&payload.job_id())
    }
}
