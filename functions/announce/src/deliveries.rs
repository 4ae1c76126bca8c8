//! Events for the servers of tenants: what each endpoint wants, in its lanes.

use std::collections::{BTreeMap, BTreeSet};

use futures::{StreamExt, TryStreamExt, stream};
use shared::app::App;
use shared::ids::TenantId;
use shared::records::{Endpoint, Event, EventDelivery, LaneJob, Timestamp};
use shared::store::StoreError;

use crate::name::NAME;

/// Lanes that are written, and tenants whose endpoints are read, at the same time.
const AT_ONCE: usize = 16;

/// Writes the deliveries of events with the jobs that make them, and has the jobs done. What comes
/// again is there already.
pub(crate) async fn add(app: &App, events: &[Event], now: Timestamp) -> Result<(), StoreError> {
    let endpoints = endpoints(app, events).await?;
    let mut lanes: BTreeMap<LaneJob, Vec<EventDelivery>> = BTreeMap::new();
    for event in events {
        for endpoint in endpoints.get(&event.tenant_id).into_iter().flatten() {
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

/// Where the tenants of these events want to be told of them, as of now: once for each tenant, however
/// many events it has.
async fn endpoints(
    app: &App,
    events: &[Event],
) -> Result<BTreeMap<TenantId, Vec<Endpoint>>, StoreError> {
    let tenants: BTreeSet<_> = events.iter().map(|event| event.tenant_id.clone()).collect();
    let read = stream::iter(tenants).map(async |tenant| {
        let endpoints = app.store.endpoint_list(&tenant).await?;
        Ok((tenant, endpoints))
    });
    read.buffered(AT_ONCE).try_collect().await
}
