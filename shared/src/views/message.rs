//! Messages, with links to their media.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::{FileView, Reason};
use crate::app::App;
use crate::ids::MessageId;
use crate::records::{Direction, Message, MessageRequest, ThreadId, Timestamp};
use twilio::form::Details;
use twilio::phone::Channel;
use twilio::sid::MessageSid;
use twilio::status::MessageStatus;

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
    #[serde(flatten)]
    reason: Reason,
    delivered_at: Option<Timestamp>,
    lead_id: &'m Option<String>,
    details: &'m Details,
    created_at: Timestamp,
    sort_at: Timestamp,
    updated_at: Timestamp,
    #[serde(flatten)]
    outbound: Option<Outbound<'m>>,
}

/// What only messages have that the website has asked for.
#[derive(Serialize)]
struct Outbound<'m> {
    created_by: &'m Option<String>,
    send_at: Option<Timestamp>,
    num_segments: u32,
    encoding: &'m str,
    unconfirmed: bool,
}

/// A message as the website reads it.
pub fn message(app: &App, message: &Message) -> Value {
    let (content, delivery) = (&message.content, &message.delivery);
    let media: Vec<_> = content.media.iter().map(|media| FileView::of(app, media)).collect();
    let outbound = content.request.as_ref().map(|request| outbound(message, request));
    json!(View {
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
        reason: Reason::of(delivery.error_code, delivery.error_message.as_deref()),
        delivered_at: delivery.delivered_at,
        lead_id: &content.lead_id,
        details: &content.details,
        created_at: content.created_at,
        sort_at: message.sort_at,
        updated_at: delivery.updated_at,
        outbound,
    })
}

fn outbound<'m>(message: &Message, request: &'m MessageRequest) -> Outbound<'m> {
    Outbound {
        created_by: &request.created_by,
        send_at: request.send_at,
        num_segments: request.segments,
        encoding: &request.encoding,
        unconfirmed: message.is_unconfirmed(),
    }
}
