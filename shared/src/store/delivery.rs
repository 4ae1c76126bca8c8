//! The `deliveries` table: events for the servers of tenants, and what became of them.

use aws_sdk_dynamodb::types::{Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem};

use super::item::{Item, item, record, text, value};
use super::page::{Page, PageRequest};
use super::update::Update;
use super::{Store, StoreError};
use crate::ids::{EndpointId, EventId, TenantId};
use crate::records::{DELIVERIES_KEPT, DeliveryStatus, EventDelivery, Timestamp};

/// What a server has answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    /// Its HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// How the body begins.
    pub body: Option<String>,
    /// Why there was none, or what was wrong with it.
    pub error: Option<String>,
}

impl Store {
    pub(super) fn delivery_item(&self, delivery: &EventDelivery) -> TransactWriteItem {
        let put = Put::builder()
            .table_name(&self.tables.deliveries)
            .set_item(Some(item(delivery)))
            .condition_expression("attribute_not_exists(lane_key)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        TransactWriteItem::builder().put(put.build().expect("table and item are set")).build()
    }

    /// Waits again, with all its tries.
    pub(super) fn delivery_again(&self, delivery: &EventDelivery, now: Timestamp) -> Update {
        let status = DeliveryStatus::Pending;
        self.delivery(delivery)
            .set("status", status)
            .set("status_key", EventDelivery::status_key(&delivery.endpoint_key, status))
            .set("pending_key", &delivery.order)
            .set("tries", 0)
            .set("queued_at", now)
            .set("next_try_at", now)
            .set("expires_at", now.after(DELIVERIES_KEPT).as_millis() / 1_000)
    }

    /// A server has taken an event.
    pub async fn delivery_taken(
        &self,
        delivery: &EventDelivery,
        heard: &Heard,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let update = || {
            let update = self.delivery_heard(delivery, heard, now);
            update
                .set("status", DeliveryStatus::Delivered)
                .set("delivered_at", now)
                .remove("pending_key")
                .remove("status_key")
        };
        self.try_update(update).await.map(drop)
    }

    /// A server has not taken an event. It is tried again then, or never.
    pub async fn delivery_refused(
        &self,
        delivery: &EventDelivery,
        (heard, next): (&Heard, Option<Timestamp>),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let failed = DeliveryStatus::Failed;
        let update = || {
            let update = self.delivery_heard(delivery, heard, now);
            match next {
                Some(next) => update.set("next_try_at", next),
                None => update
                    .set("status", failed)
                    .set("status_key", EventDelivery::status_key(&delivery.endpoint_key, failed))
                    .remove("pending_key"),
            }
        };
        self.try_update(update).await.map(drop)
    }

    fn delivery_heard(&self, delivery: &EventDelivery, heard: &Heard, now: Timestamp) -> Update {
        self.delivery(delivery)
            .set("tries", delivery.tries + 1)
            .set("last_try_at", now)
            .set_or_remove("response_status", heard.status)
            .set_or_remove("response_body", heard.body.as_ref())
            .set_or_remove("error", heard.error.as_ref())
            // Not one that was asked for again meanwhile.
            .if_equal("queued_at", delivery.queued_at)
    }

    /// An endpoint's deliveries, of one status or all, newest first.
    pub async fn delivery_list(
        &self,
        (tenant, endpoint): (&TenantId, &EndpointId),
        status: Option<DeliveryStatus>,
        page: &PageRequest,
    ) -> Result<Page<EventDelivery>, StoreError> {
        let table = &self.tables.deliveries;
        let key = EventDelivery::endpoint_key(tenant, endpoint);
        let by_endpoint = self.query((table, "by_endpoint"));
        match status {
            None => page.run(by_endpoint, ("endpoint_key", &key), record).await,
            // Nearly all are delivered, so that those have no index of their own.
            Some(status @ DeliveryStatus::Delivered) => {
                let query = by_endpoint
                    .filter_expression("#status = :status")
                    .expression_attribute_names("#status", "status")
                    .expression_attribute_values(":status", value(status));
                page.run(query, ("endpoint_key", &key), record).await
            }
            Some(status) => {
                let key = EventDelivery::status_key(&key, status);
                page.run(self.query((table, "by_status")), ("status_key", &key), record).await
            }
        }
    }

    /// The delivery of an event to an endpoint.
    pub async fn delivery_find(
        &self,
        (tenant, endpoint): (&TenantId, &EndpointId),
        event: &EventId,
    ) -> Result<Option<EventDelivery>, StoreError> {
        let query = self
            .query((&self.tables.deliveries, "by_event"))
            .key_condition_expression("endpoint_key = :endpoint AND event_id = :event")
            .expression_attribute_values(
                ":endpoint",
                value(EventDelivery::endpoint_key(tenant, endpoint)),
            )
            .expression_attribute_values(":event", value(event))
            .limit(1);
        let found = query.send().await?.items.unwrap_or_default();
        let key = found.first().and_then(|key| text(key, "lane_key"));
        let Some(lane) = key else { return Ok(None) };
        self.delivery_at(lane, event).await
    }

    /// The delivery of an event in a lane.
    pub async fn delivery_at(
        &self,
        lane_key: &str,
        event: &EventId,
    ) -> Result<Option<EventDelivery>, StoreError> {
        let key = [("lane_key", lane_key), ("event_id", event.as_str())];
        let found: Option<Item> = self.read_latest((&self.tables.deliveries, &key)).await?;
        found.map(record).transpose()
    }

    fn delivery(&self, delivery: &EventDelivery) -> Update {
        let key = [("lane_key", &*delivery.lane_key), ("event_id", delivery.event_id.as_str())];
        Update::of(&self.tables.deliveries, &key).if_present("lane_key")
    }
}
