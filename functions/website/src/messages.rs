//! Messages, with links to their media.

use std::collections::BTreeMap;

use futures::future::try_join_all;
use serde::Serialize;
use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest};
use shared::app::App;
use shared::ids::{MessageId, MessageSid};
use shared::media::MediaError;
use shared::phone::Channel;
use shared::records::{Direction, Message, MessageStatus, ThreadId, Timestamp};
use shared::store::List;

use crate::files::FileView;
use crate::{listed, page};

/// A message as the website reads it.
#[derive(Serialize)]
struct View<'m> {
    message_id: &'m MessageId,
    message_sid: &'m Option<MessageSid>,
    thread_id: &'m ThreadId,
    direction: Direction,
    from_number: &'m str,
    to_number: &'m str,
    channel: Channel,
    body: &'m str,
    num_media: usize,
    media_urls: Vec<String>,
    media: Vec<FileView<'m>>,
    status: &'m Option<MessageStatus>,
    status_times: &'m BTreeMap<String, Timestamp>,
    error_code: Option<u32>,
    error_message: &'m Option<String>,
    delivered_at: Option<Timestamp>,
    lead_id: &'m Option<String>,
    details: &'m BTreeMap<String, String>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

pub(crate) async fn list(
    app: &App,
    request: &ApiRequest,
    thread: &ThreadId,
) -> Result<Value, ApiError> {
    let page = page(List::Messages, request)?;
    let found = app.store.message_list(&request.tenant, thread, &page).await?;
    if found.items.is_empty() && app.store.thread_get(&request.tenant, thread).await?.is_none() {
        return Err(ApiError::NotFound("thread"));
    }
    let views = try_join_all(found.items.iter().map(|message| view(app, message))).await?;
    Ok(listed(&views, found.next.as_deref()))
}

async fn view(app: &App, message: &Message) -> Result<Value, MediaError> {
    let (content, delivery) = (&message.content, &message.delivery);
    let media = try_join_all(content.media.iter().map(|media| FileView::of(app, media))).await?;
    Ok(json!(View {
        message_id: &content.message_id,
        message_sid: &content.message_sid,
        thread_id: &content.thread_id,
        direction: content.direction,
        from_number: &content.from_number,
        to_number: &content.to_number,
        channel: content.channel,
        body: &content.body,
        num_media: content.num_media,
        media_urls: media.iter().map(|media| media.url.clone()).collect(),
        media,
        status: &delivery.status,
        status_times: &delivery.status_times,
        error_code: delivery.error_code,
        error_message: &delivery.error_message,
        delivered_at: delivery.delivered_at,
        lead_id: &content.lead_id,
        details: &content.details,
        created_at: content.created_at,
        updated_at: delivery.updated_at,
    }))
}
