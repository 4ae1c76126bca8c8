//! The `numbers` table.

use super::item::{item, record, value};
use super::{Store, StoreError};
use crate::ids::TenantId;
use crate::phone::E164;
use crate::records::Number;

impl Store {
    /// A number of this tenant.
    pub async fn number_get(
        &self,
        tenant: &TenantId,
        number: &E164,
    ) -> Result<Option<Number>, StoreError> {
        let request = self
            .client
            .get_item()
            .table_name(&self.tables.numbers)
            .key("phone_number", value(number));
        let number: Option<Number> = request.send().await?.item.map(record).transpose()?;
        Ok(number.filter(|number| number.tenant_id == *tenant))
    }

    /// All numbers of this tenant, in no order.
    pub async fn number_list(&self, tenant: &TenantId) -> Result<Vec<Number>, StoreError> {
        let query = self
            .client
            .query()
            .table_name(&self.tables.numbers)
            .index_name("by_tenant")
            .key_condition_expression("tenant_id = :tenant")
            .expression_attribute_values(":tenant", value(tenant));
        let (mut numbers, mut start) = (Vec::new(), None);
        loop {
            let answer = query.clone().set_exclusive_start_key(start).send().await?;
            for item in answer.items.unwrap_or_default() {
                numbers.push(record(item)?);
            }
            start = answer.last_evaluated_key;
            if start.is_none() {
                return Ok(numbers);
            }
        }
    }

    /// Writes a number, in place of the one that is there.
    pub async fn number_put(&self, number: &Number) -> Result<(), StoreError> {
        let request =
            self.client.put_item().table_name(&self.tables.numbers).set_item(Some(item(number)));
        request.send().await?;
        Ok(())
    }
}
