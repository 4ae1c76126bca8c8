//! Fetches what a message is to carry, and keeps it as the message's media.

use super::super::addresses::Channel;
use super::super::delivery::Answer;
use super::super::media::{self, InboundMedia, Parent};
use super::super::messages::Message;
use super::super::state::State;

/// Twilio's code for a picture of a text that could not be fetched, and for media that are too large for
/// their channel: 5 MB in all on MMS, 16 MB on WhatsApp
/// (<https://www.twilio.com/docs/api/errors/11751>).
const TOO_LARGE: u32 = 11751;
/// The same for a file for WhatsApp that could not be fetched, or has nothing in it
/// (<https://www.twilio.com/docs/api/errors/63019>).
const NOT_DOWNLOADED: u32 = 63019;
/// What was fetched says that it is a page or data, so it is none of the "supported content types" of
/// messages (<https://www.twilio.com/docs/api/errors/12300>).
const NO_MEDIA: u32 = 12300;
/// What was fetched is of a type that WhatsApp does not carry
/// (<https://www.twilio.com/docs/api/errors/63021>).
const NOT_FOR_WHATSAPP: u32 = 63021;

/// Types that no message carries.
const PAGES: [&str; 4] = ["text/html", "application/json", "application/xml", "text/xml"];

/// Types that WhatsApp carries: <https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages>.
const ON_WHATSAPP: [&str; 20] = [
    "application/msword",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "audio/3gpp",
    "audio/aac",
    "audio/amr",
    "audio/mp4",
    "audio/mpeg",
    "audio/ogg",
    "image/jpeg",
    "image/jpg",
    "image/png",
    "image/webp",
    "text/vcard",
    "text/x-vcard",
    "video/3gpp",
    "video/mp4",
    "video/mpeg",
];

/// Fetches all URLs, unless that was done, or says with which code the message fails.
pub(super) async fn collect(
    state: &State,
    message: &Message,
    urls: &[String],
) -> anyhow::Result<Result<(), u32>> {
    if urls.is_empty() || !state.store.media_of(&message.sid)?.is_empty() {
        return Ok(Ok(()));
    }
    let channel = Channel::Sms.of(&message.from, &message.to);
    let (mut files, mut size) = (Vec::new(), 0);
    for url in urls {
        let answer = state.poster.fetch(url).await?;
        match file(channel, &answer) {
            Ok(file) => files.push(file),
            Err(code) => return Ok(Err(code)),
        }
        size += answer.raw.len();
    }
    if size > largest(channel) {
        return Ok(Err(TOO_LARGE));
    }
    let parent = Parent {
        account_sid: &message.account_sid,
        message_sid: &message.sid,
        created: state.now(),
    };
    let kept = state.store.media_keep(&parent, &files)?;
    let mut connection = state.store.lock();
    let transaction = connection.transaction()?;
    media::insert(&transaction, &kept)?;
    transaction.commit()?;
    Ok(Ok(()))
}

/// Bytes that the media of a message may have in all.
fn largest(channel: Channel) -> usize {
    match channel {
        Channel::Sms => 5 * 1024 * 1024,
        Channel::Whatsapp => 16 * 1024 * 1024,
    }
}

/// The file that was answered, if it is one that the channel carries.
fn file(channel: Channel, answer: &Answer) -> Result<InboundMedia, u32> {
    let named = answer.content_type.as_deref().and_then(|named| named.split(';').next());
    let content_type = named.map(str::trim).filter(|named| !named.is_empty());
    let is_whatsapp = channel == Channel::Whatsapp;
    let is_there = answer.status == 200 && !(is_whatsapp && answer.raw.is_empty());
    let Some(content_type) = content_type.filter(|_| is_there) else {
        return Err(if is_whatsapp { NOT_DOWNLOADED } else { TOO_LARGE });
    };
    let is = |types: &[&str]| types.iter().any(|one| content_type.eq_ignore_ascii_case(one));
    match channel {
        Channel::Sms if is(&PAGES) => Err(NO_MEDIA),
        Channel::Whatsapp if !is(&ON_WHATSAPP) => Err(NOT_FOR_WHATSAPP),
        Channel::Sms | Channel::Whatsapp => Ok(InboundMedia::of_bytes(content_type, &answer.raw)),
    }
}
