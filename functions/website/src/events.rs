//! What has happened: for a page that was away, and to begin with.

use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest, invalid};
use shared::app::App;
use shared::records::Event;
use shared::store::EventCursor;

const DEFAULT_LIMIT: i32 = 200;
const MAX_LIMIT: i32 = 1_000;

/// `?after=`: events after that cursor, the oldest first. Without it there are none, and `next` is
/// where to go on from now.
pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let query = request.query_of(&["after", "limit"])?;
    let limit = query.text("limit").map_or(Ok(DEFAULT_LIMIT), str::parse);
    let Some(limit) = limit.ok().filter(|limit| (1..=MAX_LIMIT).contains(limit)) else {
        return invalid("limit", "a number from 1 to 1000");
    };
    let now = app.now();
    let Some(after) = query.text("after") else {
        return Ok(answer(&[], &EventCursor::settled(now), false));
    };
    let Some(after) = EventCursor::parse(after) else {
        return invalid("after", "the `next` of an earlier answer");
    };
    if after.is_expired(now) {
        return Err(ApiError::Gone {
            code: "events_expired",
            message: "events are kept for 7 days: read the lists anew",
        });
    }
    let page = app.store.events_after(&request.tenant, &after, (limit, now)).await?;
    let events: Vec<_> = page.events.iter().map(Event::told).collect();
    Ok(answer(&events, &page.next, page.has_more))
}

fn answer(events: &[Value], next: &EventCursor, has_more: bool) -> Value {
    json!({ "items": events, "next": next.as_str(), "has_more": has_more })
}
