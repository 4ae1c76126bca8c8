//! The `accounts` table.

use aws_sdk_dynamodb::types::TransactWriteItem;

use super::item::{record, value};
use super::single::deletion;
use super::transaction::Transacted;
use super::update::Update;
use super::{Store, StoreError, number};
use crate::ids::TenantId;
use crate::records::{Account, Job, Number, Suspension, Timestamp};
use twilio::sid::AccountSid;
use twilio::status::AccountStatus;

impl Store {
    /// The account with this SID, whoever owns it: a webhook's tenant is the account's.
    pub async fn account_get(&self, sid: &AccountSid) -> Result<Option<Account>, StoreError> {
        self.read((&self.tables.accounts, &key(sid))).await?.map(record).transpose()
    }

    /// The same, with all that has been written until now.
    pub async fn account_get_latest(
        &self,
        sid: &AccountSid,
    ) -> Result<Option<Account>, StoreError> {
        self.read_latest((&self.tables.accounts, &key(sid))).await?.map(record).transpose()
    }

    /// Writes an account, in place of the one with the same SID.
    pub async fn account_put(&self, account: &Account) -> Result<(), StoreError> {
        self.put(&self.tables.accounts, account).await
    }

    /// Changes the status of an account from what it was `found` to have, who has suspended it and
    /// since when, and writes a job with it. `false` when it has another status by now.
    pub async fn account_status_set(
        &self,
        found: &Account,
        (status, by, now): (AccountStatus, Option<Suspension>, Timestamp),
        job: Option<&Job>,
    ) -> Result<bool, StoreError> {
        let since = match found.status {
            AccountStatus::Suspended => found.suspended_at,
            AccountStatus::Active | AccountStatus::Closed => Some(now),
        };
        let update = self
            .account_of(&found.tenant_id, &found.account_sid)
            .set("status", status)
            .set_or_remove("suspended_by", by)
            .set_or_remove("suspended_at", since.filter(|_| status == AccountStatus::Suspended))
            .if_equal("status", found.status);
        // An operator may suspend what a tenant has suspended, too.
        let update = match found.suspended_by {
            Some(known) if found.status == AccountStatus::Suspended => {
                update.if_equal("suspended_by", known)
            }
            _ => update,
        };
        let job = job.map(|job| self.job_item(job));
        let items = std::iter::once(update.transact()).chain(job).collect();
        match self.transact(items).await? {
            Transacted::Applied => Ok(true),
            Transacted::Refused(_) => {
                let now = self.account_get_latest(&found.account_sid).await?;
                Ok(now.is_some_and(|now| (now.status, now.suspended_by) == (status, by)))
            }
        }
    }

    /// Says who is about to suspend an account that is active; `None` when it was not done.
    pub async fn account_suspension_begin(
        &self,
        found: &Account,
        by: Option<Suspension>,
    ) -> Result<(), StoreError> {
        let update = || {
            self.account_of(&found.tenant_id, &found.account_sid)
                .set_or_remove("suspended_by", by)
                .if_equal("status", AccountStatus::Active)
        };
        self.try_update(update).await.map(drop)
    }

    /// Deletes the numbers of a tenant that belong to this account.
    pub async fn account_numbers_delete(
        &self,
        tenant: &TenantId,
        account: &AccountSid,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let numbers = self.number_list(tenant).await?;
        for number in numbers.iter().filter(|number| number.account_sid == *account) {
            // Refused if it has been another tenant's or another account's since it was read.
            let items = vec![self.number_deletion(number), self.given_back(number, at).transact()];
            self.transact(items).await?;
        }
        Ok(())
    }

    fn number_deletion(&self, number: &Number) -> TransactWriteItem {
        deletion((&self.tables.numbers, &number::key(&number.phone_number)), |delete| {
            delete
                .condition_expression("tenant_id = :tenant AND account_sid = :account")
                .expression_attribute_values(":tenant", value(&number.tenant_id))
                .expression_attribute_values(":account", value(&number.account_sid))
        })
    }

    /// An update of a tenant's account.
    pub(super) fn account_of(&self, tenant: &TenantId, sid: &AccountSid) -> Update {
        Update::of(&self.tables.accounts, &key(sid)).if_equal("tenant_id", tenant)
    }
}

fn key(sid: &AccountSid) -> [(&'static str, &str); 1] {
    [("account_sid", sid.as_str())]
}
