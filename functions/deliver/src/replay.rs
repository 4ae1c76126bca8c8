//! Tells an endpoint again of what has happened in a span of time, the oldest first. While the endpoint
//! is switched off the replay waits; switching it on lets it go on.

use std::time::{Duration, Instant};

use shared::app::App;
use shared::records::{
    DeliveryStatus, EVENTS_KEPT, Endpoint, Event, EventDelivery, Job, ReplayJob, Timestamp,
};
use shared::store::EventCursor;
use shared::worker::{Done, NotDone};

use crate::lane::{ENOUGH, again};
use crate::name::LONGEST;

/// Events that are read at a time.
const PAGE: i32 = 100;

/// How often it is looked whether the endpoint is switched on. Switching it on has the replay go on at
/// once, unless that happens just while it is looked.
const LOOK_AGAIN: Duration = Duration::from_hours(1);

/// What is left of a replay.
enum Left {
    /// Nothing.
    Nothing,
    /// Something that is to be done now.
    More,
    /// Something that waits for the endpoint to be switched on, and is looked at again then.
    SwitchedOff(Timestamp),
}

pub(crate) async fn work(app: &App, (job, replay): (&Job, &ReplayJob)) -> Result<Done, NotDone> {
    let now = app.now();
    let until = now.after(LONGEST);
    let Some(cursor) = app.store.replay_take(&job.job_id, (now, until)).await? else {
        return Ok(Done::Finished);
    };
    let left = go_on(app, (job, replay), cursor).await;
    if !matches!(left, Ok(Left::Nothing)) {
        app.store.lane_leave(&job.job_id).await?;
    }
    match left? {
        Left::Nothing => Ok(Done::Finished),
        Left::More => again(app, job).await,
        Left::SwitchedOff(until) => Ok(Done::Until(until)),
    }
}

async fn go_on(
    app: &App,
    (job, replay): (&Job, &ReplayJob),
    cursor: Option<EventCursor>,
) -> Result<Left, NotDone> {
    let started = Instant::now();
    let mut cursor = cursor.unwrap_or_else(|| EventCursor::at(replay.from));
    while started.elapsed() < ENOUGH {
        let endpoint = app.store.endpoint_get(&replay.tenant_id, &replay.endpoint_id).await?;
        let Some(endpoint) = endpoint else { return ended(app, job).await };
        if endpoint.switched_off.is_some() {
            let now = app.now();
            return match replay.to.after(EVENTS_KEPT) > now {
                true => Ok(Left::SwitchedOff(now.after(LOOK_AGAIN))),
                false => ended(app, job).await,
            };
        }
        let span = (&cursor, replay.to);
        let (events, more) = app.store.events_until(&replay.tenant_id, span, PAGE).await?;
        tell(app, &endpoint, &events).await?;
        let Some(next) = more else { return ended(app, job).await };
        app.store.replay_note(&job.job_id, &next).await?;
        cursor = next;
    }
    Ok(Left::More)
}

async fn ended(app: &App, job: &Job) -> Result<Left, NotDone> {
    app.store.job_delete(&job.job_id).await?;
    Ok(Left::Nothing)
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
