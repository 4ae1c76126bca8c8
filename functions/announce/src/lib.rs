//! A11: tells of every change of a tenant's messages, conversations, calls, voicemails and contacts.
//!
//! It reads the streams of their tables, so that nothing is added to what webhooks do. Whatever it
//! tells may be told twice, with the same id. Timelines, search and counts follow from the same changes.

mod deliveries;
mod name;
mod news;

use futures::future::try_join;
use shared::app::App;
use shared::records::Event;
use shared::store::{RecordChange, StoreError};
use shared::stream::{Change, StreamAnswer, StreamBatch};
use shared::worker::Worker;

/// The announcer.
#[derive(Debug)]
pub enum Announce {}

impl Worker for Announce {
    const NAME: &'static str = name::NAME;
    type Event = StreamBatch;
    type Answer = StreamAnswer;

    async fn run(app: &App, batch: StreamBatch) -> Result<StreamAnswer, StoreError> {
        let told = batch.records.iter().filter_map(|change| read(app, change)).collect::<Vec<_>>();
        let (events, changes): (Vec<_>, Vec<_>) = told.into_iter().unzip();
        let events: Vec<_> = events.into_iter().flatten().collect();
        let now = app.now();
        // Whoever hears of it finds it in every list.
        try_join(app.store.derive(&changes), app.store.count(&changes, now)).await?;
        if events.is_empty() {
            return Ok(StreamAnswer::default());
        }
        put_on_bus(app, &events).await?;
        app.store.events_put(&events, now).await?;
        deliveries::add(app, &events, now).await?;
        publish(app, &events).await;
        Ok(StreamAnswer::default())
    }
}

/// Puts events on the bus, if there is one. What it has not taken is brought again with the whole batch,
/// of which nothing else is told by then; the lists are written again as they are.
async fn put_on_bus(app: &App, events: &[Event]) -> Result<(), StoreError> {
    let Some(bus) = &app.bus else { return Ok(()) };
    let put = bus.put(events).await.map_err(|error| StoreError::Unavailable(error.to_string()))?;
    tracing::info!(function = Announce::NAME, put, "put on the bus");
    Ok(())
}

/// Puts events on their tenants' channels. They are in the table by now: a channel that is down keeps
/// nobody waiting for it, and pages catch up.
async fn publish(app: &App, events: &[Event]) {
    let told = match &app.live {
        Some(live) => Some(live.publish(events, app.now()).await),
        None => None,
    };
    let (function, published) = (Announce::NAME, told.map_or(0, |told| told.published));
    let now = app.now().as_millis();
    let late = events.iter().map(|event| now - event.timestamp.as_millis()).max();
    tracing::info!(function, events = events.len(), published, late_ms = late, "announced");
    if let Some(left_out) = told.map(|told| told.left_out).filter(|count| *count > 0) {
        tracing::error!(function, left_out, "events are not on their channels");
    }
}

/// What a change tells, and what it has made of its record. One that cannot be read is a bug, and no
/// reason to keep all others waiting.
fn read(app: &App, change: &Change) -> Option<(Vec<Event>, RecordChange)> {
    let made = app.store.change_of(change).unwrap_or_else(|error| {
        let (table, event_id) = (change.table(), &change.event_id);
        tracing::error!(function = Announce::NAME, table, event_id, %error, "a change is not told");
        None
    })?;
    Some((news::of(change, &made), made))
}
