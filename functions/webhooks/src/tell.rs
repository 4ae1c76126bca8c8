//! What an endpoint is told because the tenant asks for it.

use http::StatusCode;
use serde_json::json;
use shared::api::{Answer, ApiError, ApiRequest, Fields, invalid};
use shared::app::App;
use shared::digest::digest;
use shared::ids::{EndpointId, EventId};
use shared::records::{
    EVENTS_KEPT, Endpoint, EventDelivery, Job, JobPayload, ReplayJob, Timestamp,
};
use ulid::Ulid;

use crate::found::endpoint;
use crate::name::NAME;

/// An event that tells of nothing.
pub(crate) async fn test(
    app: &App,
    request: &ApiRequest,
    id: &EndpointId,
) -> Result<Answer, ApiError> {
    let found = switched_on(app, request, id).await?;
    let event = digest(&[Ulid::generate().to_string().as_bytes()]);
    let event: EventId = event.parse().expect("a digest is an id");
    let delivery = EventDelivery::test((&found.tenant_id, id), &event, app.now());
    let deliveries = std::slice::from_ref(&delivery);
    let job = app.store.lane_add(&delivery.lane, deliveries, app.now()).await?;
    accepted(app, job, &event).await
}

/// An event that the endpoint was told of, or is yet to be told of: once more, now.
pub(crate) async fn resend(
    app: &App,
    (request, id): (&ApiRequest, &EndpointId),
    event: &EventId,
) -> Result<Answer, ApiError> {
    switched_on(app, request, id).await?;
    let found = app.store.delivery_find((&request.tenant, id), event).await?;
    let found = found.ok_or(ApiError::NotFound("delivery"))?;
    let job = app.store.lane_again(&found, app.now()).await?;
    accepted(app, job, event).await
}

async fn accepted(app: &App, job: Option<Job>, event: &EventId) -> Result<Answer, ApiError> {
    send(app, job).await;
    Ok(Answer { status: StatusCode::ACCEPTED, body: json!({ "event_id": event }).into() })
}

/// All events of a span of time that the endpoint wants.
pub(crate) async fn replay(
    app: &App,
    request: &ApiRequest,
    id: &EndpointId,
) -> Result<Answer, ApiError> {
    let mut body = Fields::of(request.json()?)?;
    let (from, to) = (time(&mut body, "from")?, time(&mut body, "to")?);
    body.finish()?;
    let now = app.now();
    if from.after(EVENTS_KEPT) < now {
        return invalid("from", "a time of the last 7 days: events are kept so long");
    }
    if to < from {
        return invalid("to", "a time after `from`");
    }
    let found = switched_on(app, request, id).await?;
    // What comes later is told anyway.
    let to = to.min(now);
    let replay = ReplayJob { tenant_id: found.tenant_id, endpoint_id: id.clone(), from, to };
    let job = Job::new(JobPayload::Replay(replay), now);
    if !app.store.replay_begin(&job).await? {
        let message = "another replay of this webhook is under way";
        return Err(ApiError::Conflict { code: "replay_under_way", message });
    }
    send(app, Some(job)).await;
    Ok(Answer { status: StatusCode::ACCEPTED, body: json!({ "from": from, "to": to }).into() })
}

fn time(body: &mut Fields, field: &'static str) -> Result<Timestamp, ApiError> {
    let time = body.text(field)?.and_then(|text| text.parse().ok());
    time.map_or_else(|| invalid(field, "a time such as 2026-10-01T12:00:00Z"), Ok)
}

async fn switched_on(
    app: &App,
    request: &ApiRequest,
    id: &EndpointId,
) -> Result<Endpoint, ApiError> {
    let found = endpoint(app, request, id).await?;
    if found.switched_off.is_some() {
        let message = "the webhook is switched off: switch it on first";
        return Err(ApiError::Conflict { code: "webhook_switched_off", message });
    }
    Ok(found)
}

pub(crate) async fn send(app: &App, job: Option<Job>) {
    let jobs: Vec<_> = job.into_iter().collect();
    if let Err(error) = app.deliver_queue.send(&jobs, app.now()).await {
        tracing::warn!(function = NAME, %error, "a delivery is left to the sweeper");
    }
}
