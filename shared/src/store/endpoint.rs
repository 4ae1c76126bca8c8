//! The `endpoints` table: where tenants want to be told of events. Beside a tenant's endpoints a record
//! counts them.

use std::time::Duration;

use aws_sdk_dynamodb::types::{Put, TransactWriteItem};

use super::item::{item, record, value};
use super::single::deletion;
use super::transaction::Transacted;
use super::update::Update;
use super::whole::whole;
use super::{Store, StoreError};
use crate::ids::{EndpointId, TenantId};
use crate::records::{EncryptedToken, Endpoint, EventKind, SwitchedOff, Timestamp};

/// The most endpoints of a tenant.
const MOST: u32 = 10;
/// The record that counts them: before all ids, which have letters and digits alone.
const COUNT: &str = "#count";

/// What a tenant changes of an endpoint; what is `None` stays.
#[derive(Debug, Default)]
pub struct EndpointChange {
    /// Where events go.
    pub url: Option<String>,
    /// Which.
    pub kinds: Option<Vec<EventKind>>,
    /// What it is called; `Some(None)` is nothing.
    pub description: Option<Option<String>>,
    /// Whether it gets any. One that is switched on begins afresh.
    pub enabled: Option<bool>,
}

impl Store {
    /// All endpoints of a tenant, the oldest first.
    pub async fn endpoint_list(&self, tenant: &TenantId) -> Result<Vec<Endpoint>, StoreError> {
        let query = self
            .client
            .query()
            .table_name(&self.tables.endpoints)
            .consistent_read(true)
            .key_condition_expression("tenant_id = :tenant AND endpoint_id > :count")
            .expression_attribute_values(":tenant", value(tenant))
            .expression_attribute_values(":count", value(COUNT));
        whole(query).await?.into_iter().map(record).collect()
    }

    /// An endpoint of this tenant, as it is now.
    pub async fn endpoint_get(
        &self,
        tenant: &TenantId,
        id: &EndpointId,
    ) -> Result<Option<Endpoint>, StoreError> {
        let key = [("tenant_id", tenant.as_str()), ("endpoint_id", id.as_str())];
        self.read_latest((&self.tables.endpoints, &key)).await?.map(record).transpose()
    }

    /// Writes a new endpoint; `false` if the tenant has ten already.
    pub async fn endpoint_put(&self, endpoint: &Endpoint) -> Result<bool, StoreError> {
        let put = Put::builder().table_name(&self.tables.endpoints).set_item(Some(item(endpoint)));
        let put = put.build().expect("table and item are set");
        let put = TransactWriteItem::builder().put(put).build();
        let count = self.endpoints_counted(&endpoint.tenant_id, 1);
        let count = count.if_absent_or_lower("amount", MOST).transact();
        Ok(matches!(self.transact(vec![put, count]).await?, Transacted::Applied))
    }

    fn endpoints_counted(&self, tenant: &TenantId, amount: i64) -> Update {
        let key = [("tenant_id", tenant.as_str()), ("endpoint_id", COUNT)];
        Update::of(&self.tables.endpoints, &key).add("amount", amount)
    }

    /// Deletes an endpoint. What waits for it is not delivered any more.
    pub async fn endpoint_delete(
        &self,
        tenant: &TenantId,
        id: &EndpointId,
    ) -> Result<(), StoreError> {
        let key = [("tenant_id", tenant.as_str()), ("endpoint_id", id.as_str())];
        let delete = deletion((&self.tables.endpoints, &key), |delete| {
            delete.condition_expression("attribute_exists(created_at)")
        });
        let count = self.endpoints_counted(tenant, -1);
        self.transact(vec![delete, count.transact()]).await.map(drop)
    }

    /// Changes an endpoint; `None` if the tenant has no such one.
    pub async fn endpoint_change(
        &self,
        (tenant, id): (&TenantId, &EndpointId),
        change: &EndpointChange,
        now: Timestamp,
    ) -> Result<Option<Endpoint>, StoreError> {
        let update = || {
            let mut update = self.endpoint(tenant, id).set("updated_at", now);
            if let Some(url) = &change.url {
                update = update.set("url", url);
            }
            if let Some(kinds) = &change.kinds {
                update = update.set("kinds", kinds);
            }
            if let Some(description) = &change.description {
                update = update.set_or_remove("description", description.as_ref());
            }
            match change.enabled {
                Some(true) => well(update.remove("switched_off")),
                Some(false) => update.set("switched_off", SwitchedOff::ByTenant),
                None => update,
            }
        };
        self.update_and_read(update).await?.map(record).transpose()
    }

    /// Gives an endpoint another secret, beside the one that it has until then.
    pub async fn endpoint_rotate(
        &self,
        endpoint: &Endpoint,
        secret: &EncryptedToken,
        (until, now): (Timestamp, Timestamp),
    ) -> Result<Option<Endpoint>, StoreError> {
        let update = || {
            self.endpoint(&endpoint.tenant_id, &endpoint.endpoint_id)
                .set("secret", secret)
                .set("previous_secret", &endpoint.secret)
                .set("previous_until", until)
                .set("updated_at", now)
                .if_equal("secret", &endpoint.secret)
        };
        self.update_and_read(update).await?.map(record).transpose()
    }

    /// An endpoint that has failed takes events again.
    pub async fn endpoint_well(&self, endpoint: &Endpoint) -> Result<(), StoreError> {
        if endpoint.failing_since.is_none() {
            return Ok(());
        }
        self.try_update(|| well(self.endpoint(&endpoint.tenant_id, &endpoint.endpoint_id)))
            .await
            .map(drop)
    }

    /// An endpoint has not taken an event, and rests for so long.
    pub async fn endpoint_failed(
        &self,
        endpoint: &Endpoint,
        rest: Option<Duration>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let update = || {
            self.endpoint(&endpoint.tenant_id, &endpoint.endpoint_id)
                .set_once("failing_since", now)
                .set_or_remove("rests_until", rest.map(|rest| now.after(rest)))
                .add("failures", 1)
        };
        self.try_update(update).await.map(drop)
    }

    /// An endpoint is to get nothing any more; `false` if it gets nothing already.
    pub async fn endpoint_switch_off(
        &self,
        endpoint: &Endpoint,
        reason: SwitchedOff,
    ) -> Result<bool, StoreError> {
        let update = || {
            self.endpoint(&endpoint.tenant_id, &endpoint.endpoint_id)
                .set("switched_off", reason)
                .if_absent("switched_off")
        };
        Ok(self.try_update(update).await?.is_none())
    }

    fn endpoint(&self, tenant: &TenantId, id: &EndpointId) -> Update {
        let key = [("tenant_id", tenant.as_str()), ("endpoint_id", id.as_str())];
        Update::of(&self.tables.endpoints, &key).if_present("created_at")
    }
}

fn well(update: Update) -> Update {
    update.remove("failing_since").remove("rests_until").set("failures", 0)
}
