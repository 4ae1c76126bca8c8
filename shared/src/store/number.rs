//! The `numbers` table.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::TransactWriteItem;
use futures::future::try_join;

use super::item::{is_of, record, value};
use super::single::deletion;
use super::transaction::Transacted;
use super::update::Update;
use super::whole::whole;
use super::{Store, StoreError};
use crate::ids::TenantId;
use crate::records::{Number, Timestamp};
use twilio::phone::E164;

/// Before a number in the attribute of its tenant that holds when it was given back.
const GIVEN_BACK: &str = "given_back:";

impl Store {
    /// A number of this tenant.
    pub async fn number_get(
        &self,
        tenant: &TenantId,
        number: &E164,
    ) -> Result<Option<Number>, StoreError> {
        let found = self.read((&self.tables.numbers, &key(number))).await?;
        found.filter(is_of(tenant)).map(record).transpose()
    }

    /// All numbers of this tenant, in no order.
    pub async fn number_list(&self, tenant: &TenantId) -> Result<Vec<Number>, StoreError> {
        let query = self
            .query((&self.tables.numbers, "by_tenant"))
            .key_condition_expression("tenant_id = :tenant")
            .expression_attribute_values(":tenant", value(tenant));
        whole(query).await?.into_iter().map(record).collect()
    }

    /// The numbers that this tenant has or has given back: it may have conversations at all of them.
    pub async fn numbers_ever(&self, tenant: &TenantId) -> Result<BTreeSet<E164>, StoreError> {
        let key = [("tenant_id", tenant.as_str())];
        let known = self.read_latest((&self.tables.tenants, &key));
        let (numbers, known) = try_join(self.number_list(tenant), known).await?;
        let given_back = known.iter().flat_map(HashMap::keys);
        let given_back = given_back.filter_map(|name| name.strip_prefix(GIVEN_BACK)?.parse().ok());
        Ok(numbers.into_iter().map(|number| number.phone_number).chain(given_back).collect())
    }

    /// The tenant remembers that it had this number.
    pub(super) fn given_back(&self, number: &Number, at: Timestamp) -> Update {
        self.tenant_of(number).set(&format!("{GIVEN_BACK}{}", number.phone_number.as_str()), at)
    }

    /// A number of this tenant, as of now.
    pub async fn number_get_latest(
        &self,
        tenant: &TenantId,
        number: &E164,
    ) -> Result<Option<Number>, StoreError> {
        let found = self.read_latest((&self.tables.numbers, &key(number))).await?;
        found.filter(is_of(tenant)).map(record).transpose()
    }

    /// Writes how a number is set up at Twilio now; `false` if the tenant does not have it any more.
    pub async fn number_repaired(&self, number: &Number) -> Result<bool, StoreError> {
        Ok(self.try_update(|| self.repaired(number)).await?.is_none())
    }

    /// The same, and makes it the tenant's primary number.
    pub async fn number_repaired_as_primary(&self, number: &Number) -> Result<bool, StoreError> {
        let primary = self.tenant_of(number).set("primary_number", &number.phone_number);
        let items = vec![self.repaired(number).transact(), primary.transact()];
        Ok(matches!(self.transact(items).await?, Transacted::Applied))
    }

    /// Removes a number that the tenant has given back. If it was the primary one, there is none.
    pub async fn number_remove(&self, number: &Number, at: Timestamp) -> Result<(), StoreError> {
        let remembered = self.given_back(number, at);
        let primary = self
            .given_back(number, at)
            .remove("primary_number")
            .if_equal("primary_number", &number.phone_number);
        let items = vec![self.removal(number), primary.transact()];
        // It may not be the primary one, or be gone already.
        self.transact_or(items, vec![self.removal(number), remembered.transact()]).await
    }

    fn repaired(&self, number: &Number) -> Update {
        Update::of(&self.tables.numbers, &key(&number.phone_number))
            .set("number_sid", &number.number_sid)
            .set("capabilities", number.capabilities)
            .set_or_remove("friendly_name", number.friendly_name.as_ref())
            .set_or_remove("webhooks_base", number.webhooks_base.as_ref())
            .if_equal("tenant_id", &number.tenant_id)
            .if_equal("account_sid", &number.account_sid)
    }

    fn tenant_of(&self, number: &Number) -> Update {
        Update::of(&self.tables.tenants, &[("tenant_id", number.tenant_id.as_str())])
    }

    /// A number that was bought anew meanwhile has another id, and stays.
    fn removal(&self, number: &Number) -> TransactWriteItem {
        deletion((&self.tables.numbers, &key(&number.phone_number)), |delete| {
            delete
                .condition_expression("tenant_id = :tenant AND number_sid = :sid")
                .expression_attribute_values(":tenant", value(&number.tenant_id))
                .expression_attribute_values(":sid", value(&number.number_sid))
        })
    }

    /// Writes a number, in place of the one that is there.
    pub async fn number_put(&self, number: &Number) -> Result<(), StoreError> {
        self.put(&self.tables.numbers, number).await
    }
}

pub(super) fn key(number: &E164) -> [(&'static str, &str); 1] {
    [("phone_number", number.as_str())]
}
