//! Tells an endpoint again of what has happened in a span of time, the oldest first.

use std::time::Instant;

use shared::app::App;
use shared::records::{DeliveryStatus, Endpoint, Event, EventDelivery, Job, ReplayJob};
use shared::store::EventCursor;
use shared::worker::{Done, NotDone};

use crate::lane::{ENOUGH, again};
use crate::name::LONGEST;

/// Events that are read at a time.
const PAGE: i32 = 100;

pub(crate) async fn work(app: &App, (job, replay): (&Job, &ReplayJob)) -> Result<Done, NotDone> {
    let now = app.now();
    let until = now.after(LONGEST);
    let Some(cursor) = app.store.replay_take(&job.job_id, (now, until)).await? else {
        return Ok(Done::Finished);
    };
    let done = go_on(app, (job, replay), cursor).await;
    if !matches!(done, Ok(true)) {
        app.store.lane_leave(&job.job_id).await?;
    }
    if done? { Ok(Done::Finished) } else { again(app, job).await }
}

/// Whether that was all.
async fn go_on(
    app: &App,
    (job, replay): (&Job, &ReplayJob),
    cursor: Option<EventCursor>,
) -> Result<bool, NotDone> {
    let started = Instant::now();
    let mut cursor = cursor.unwrap_or_else(|| EventCursor::at(replay.from));
    while started.elapsed() < ENOUGH {
        let endpoint = app.store.endpoint_get(&replay.tenant_id, &replay.endpoint_id).await?;
        let endpoint = endpoint.filter(|endpoint| endpoint.switched_off.is_none());
        let mut next = None;
        if let Some(endpoint) = endpoint {
            let span = (&cursor, replay.to);
            let (events, more) = app.store.events_until(&replay.tenant_id, span, PAGE).await?;
            tell(app, &endpoint, &events).await?;
            next = more;
        }
        let Some(next) = next else {
            app.store.job_delete(&job.job_id).await?;
            return Ok(true);
        };
        app.store.replay_note(&job.job_id, &next).await?;
        cursor = next;
    }
    Ok(false)
}

async fn tell(app: &App, endpoint: &Endpoint, events: &[Event]) -> Result<(), NotDone> {
    let (mut begun, now) = (Vec::new(), app.now());
    for event in events.iter().filter(|event| endpoint.wants(event.kind)) {
        let delivery = EventDelivery::new(&endpoint.endpoint_id, event, now);
        let known = app.store.delivery_at(&delivery.lane_key, &delivery.event_id).await?;
        begun.extend(match known.map(|known| known.status) {
            None => {
                app.store.lane_add(&delivery.lane, std::slice::from_ref(&delivery), now).await?
            }
            Some(DeliveryStatus::Pending) => None,
            Some(_) => app.store.lane_again(&delivery, now).await?,
        });
    }
    app.deliver_queue.send(&begun, now).await.map_err(NotDone::new)
}
