//! Jobs that wait for a suspended account. They leave the part of the `jobs` table where the sweeper
//! looks, so that they cost nothing meanwhile.

use aws_sdk_dynamodb::types::{ConditionCheck, TransactWriteItem};

use super::item::{record, value};
use super::job::shard;
use super::transaction::Transacted;
use super::whole::whole;
use super::{Store, StoreError};
use crate::ids::{JobId, TenantId};
use crate::records::{Job, SendJob, Timestamp};
use twilio::sid::AccountSid;
use twilio::status::AccountStatus;

impl Store {
    /// Holds a job back for as long as the account is suspended; `false` when it is not.
    pub async fn job_hold(
        &self,
        job: &JobId,
        (tenant, account): (&TenantId, &AccountSid),
    ) -> Result<bool, StoreError> {
        let hold = self.job(job).set("shard", held(tenant)).if_present("job_id");
        let check = self.account_is(account, AccountStatus::Suspended);
        let outcome = self.transact(vec![check, hold.transact()]).await?;
        Ok(matches!(outcome, Transacted::Applied))
    }

    /// Holds a message back likewise. How long Twilio did not take it is counted afresh afterwards.
    pub async fn message_hold(&self, job: &SendJob) -> Result<bool, StoreError> {
        let hold = self.job(&job.job_id()).set("shard", held(&job.tenant_id)).if_present("job_id");
        let message = self.outbound(job).remove("first_attempt_at");
        let check = self.account_is(&job.account_sid, AccountStatus::Suspended);
        let outcome = self.transact(vec![check, hold.transact(), message.transact()]).await?;
        Ok(matches!(outcome, Transacted::Applied))
    }

    /// Makes all that is held back for a tenant due at `now`, and says how many jobs that are.
    pub async fn jobs_release(
        &self,
        tenant: &TenantId,
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        let mut released = 0;
        for job in self.jobs_held(tenant).await? {
            // A job whose time is still to come keeps it.
            let due_at = job.payload.not_before().unwrap_or(now).max(now);
            let update = || {
                self.job(&job.job_id)
                    .set("shard", shard(&job.job_id))
                    .set("due_at", due_at)
                    .if_equal("shard", held(tenant))
            };
            released += usize::from(self.try_update(update).await?.is_none());
        }
        Ok(released)
    }

    async fn jobs_held(&self, tenant: &TenantId) -> Result<Vec<Job>, StoreError> {
        let query = self
            .query((&self.tables.jobs, "by_due"))
            .key_condition_expression("#shard = :shard")
            .expression_attribute_names("#shard", "shard")
            .expression_attribute_values(":shard", value(held(tenant)));
        whole(query).await?.into_iter().map(record).collect()
    }

    pub(super) fn account_is(
        &self,
        account: &AccountSid,
        status: AccountStatus,
    ) -> TransactWriteItem {
        let check = ConditionCheck::builder()
            .table_name(&self.tables.accounts)
            .key("account_sid", value(account.as_str()))
            .condition_expression("#status = :status")
            .expression_attribute_names("#status", "status")
            .expression_attribute_values(":status", value(status))
            .build()
            .expect("table, key and condition are set");
        TransactWriteItem::builder().condition_check(check).build()
    }
}

/// The partition of the due index that the sweeper never asks for.
fn held(tenant: &TenantId) -> String {
    format!("held:{tenant}")
}
