//! An account and its numbers become a tenant's.

use aws_sdk_dynamodb::types::{Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem};

use super::item::{item, value};
use super::transaction::Transacted;
use super::{Store, StoreError};
use crate::ids::TenantId;
use crate::records::{Number, Provisioning};
use twilio::sid::AccountSid;
use twilio::status::AccountStatus;

/// What became of giving a tenant an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claimed {
    /// It is the tenant's.
    Ours,
    /// The tenant has another one.
    OtherAccount,
    /// The tenant has begun to get one of its own.
    BeingProvisioned,
}

/// What became of giving a tenant a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberClaimed {
    /// It is the tenant's.
    Ours,
    /// It has a record of another tenant.
    Foreign,
    /// Its account is suspended or closed.
    NotActive,
}

impl Store {
    /// Gives a tenant an account, unless it has another one or a new `attempt` to get one.
    pub async fn tenant_claim(
        &self,
        tenant: &TenantId,
        account: &AccountSid,
        attempt: Option<&Provisioning>,
    ) -> Result<Claimed, StoreError> {
        let update = || {
            self.tenant(tenant)
                .set("account_sid", account)
                .if_absent_or_equal("account_sid", account)
                .if_field(("provisioning", "id"), attempt.map(|attempt| &attempt.id))
        };
        Ok(match self.try_update(update).await? {
            None => Claimed::Ours,
            Some(found) if found.contains_key("account_sid") => Claimed::OtherAccount,
            Some(_) => Claimed::BeingProvisioned,
        })
    }

    /// Writes a number that Twilio says is the account's, in place of a record that is out of date.
    pub async fn number_claim(&self, number: &Number) -> Result<NumberClaimed, StoreError> {
        let put = Put::builder()
            .table_name(&self.tables.numbers)
            .set_item(Some(item(number)))
            .condition_expression("attribute_not_exists(tenant_id) OR tenant_id = :tenant")
            .expression_attribute_values(":tenant", value(&number.tenant_id))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .build()
            .expect("table and item are set");
        let active = self.account_is(&number.account_sid, AccountStatus::Active);
        let items = vec![TransactWriteItem::builder().put(put).build(), active];
        Ok(match self.transact(items).await? {
            Transacted::Applied => NumberClaimed::Ours,
            Transacted::Refused(found) if found.contains_key("number_sid") => {
                NumberClaimed::Foreign
            }
            Transacted::Refused(_) => NumberClaimed::NotActive,
        })
    }

    /// Makes a number the primary one of a tenant that has none, as long as it has the account.
    pub async fn tenant_primary_once(&self, number: &Number) -> Result<(), StoreError> {
        let update = || {
            self.tenant(&number.tenant_id)
                .set_once("primary_number", &number.phone_number)
                .if_equal("account_sid", &number.account_sid)
        };
        self.try_update(update).await.map(drop)
    }
}
