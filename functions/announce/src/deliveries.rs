//! Events for the servers of tenants: what each endpoint wants, in its lanes.

use std::collections::BTreeMap;

use futures::{StreamExt, TryStreamExt, stream};
use shared::app::App;
use shared::records::{Event, EventDelivery, LaneJob, Timestamp};
use shared::store::StoreError;

use crate::name::NAME;

/// Lanes that are written at the same time.
const AT_ONCE: usize = 16;

/// Writes the deliveries of events with the jobs that make them, and has the jobs done. What comes
/// again is there already.
pub(crate) async fn add(app: &App, events: &[Event], now: Timestamp) -> Result<(), StoreError> {
    let mut lanes: BTreeMap<LaneJob, Vec<EventDelivery>> = BTreeMap::new();
    for event in events {
        for endpoint in app.endpoints.of(&event.tenant_id, now).await?.iter() {
            if endpoint.wants(event.kind) {
                let delivery = EventDelivery::new(&endpoint.endpoint_id, event, now);
                lanes.entry(delivery.lane.clone()).or_default().push(delivery);
            }
        }
    }
    let added = stream::iter(lanes)
        .map(async |(lane, deliveries)| app.store.lane_add(&lane, &deliveries, now).await);
    let begun: Vec<_> = added.buffered(AT_ONCE).try_collect().await?;
    let begun: Vec<_> = begun.into_iter().flatten().collect();
    if let Err(error) = app.deliver_queue.send(&begun, now).await {
        let (function, jobs) = (NAME, begun.len());
        tracing::warn!(function, %error, jobs, "deliveries are left to the sweeper");
    }
    Ok(())
}
