//! Messages that wait for their time: the list of them, and another text or time for one.

use serde_json::json;
use shared::api::{Answer, ApiError, ApiRequest, Fields, invalid};
use shared::app::App;
use shared::ids::MessageId;
use shared::store::{List, PageRequest, Rescheduled};
use shared::views;
use twilio::segments;

use crate::ask;

/// `GET /api/messages?status=scheduled`, the soonest first. There is no list of all messages.
pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
    let query = request.query_of(&["status", "limit", "cursor"])?;
    if query.get("status") != Some("scheduled") {
        return invalid("status", "`scheduled`");
    }
    let page = PageRequest::parse(List::Scheduled, query.text("limit"), query.text("cursor"));
    let page = page.or_else(|field| match field {
        "limit" => invalid("limit", "a number from 1 to 200"),
        _ => invalid("cursor", "the `next` of an earlier page of this list"),
    })?;
    let found = app.store.message_scheduled(&request.tenant, &page).await?;
    let items: Vec<_> = found.items.iter().map(|one| views::message(app, one)).collect();
    Ok(json!({ "items": items, "next": found.next }).into())
}

/// `PATCH /api/messages/{id}` with `body`, `send_at` or both, as long as nobody has begun to send it.
pub(crate) async fn change(
    app: &App,
    request: &ApiRequest,
    id: &MessageId,
) -> Result<Answer, ApiError> {
    let sent = request.json()?;
    let is_text = sent.get("body").is_some();
    let mut fields = Fields::of(sent)?;
    fields.never_null(&["body", "send_at"])?;
    let (text, send_at) = (ask::text(&mut fields)?, ask::send_at(&mut fields)?);
    fields.finish()?;
    if !is_text && send_at.is_none() {
        return invalid("body", "a new text, or `send_at`, or both");
    }
    ask::check_time(send_at, app.now())?;
    let message = app.store.message_get(&request.tenant, id).await?;
    let message = message.ok_or(ApiError::NotFound("message"))?;
    if is_text && text.is_empty() && message.content.num_media == 0 {
        return invalid("body", "a text that is not empty");
    }
    let text = is_text.then(|| {
        let (encoding, segments) = segments::of(&text);
        (text.clone(), segments, encoding.as_str().to_owned())
    });
    let (place, change) = ((&request.tenant, id), Rescheduled { text, send_at });
    if !app.store.message_reschedule(place, &change, app.now()).await? {
        return Err(ApiError::Conflict {
            code: "already_sent",
            message: "the message does not wait for its time: it has left, is just leaving, was \
                      cancelled, or was never to wait",
        });
    }
    let message = app.store.message_get(&request.tenant, id).await?;
    let message = message.ok_or(ApiError::NotFound("message"))?;
    Ok(views::message(app, &message).into())
}
