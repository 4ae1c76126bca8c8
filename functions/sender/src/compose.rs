//! A message as Twilio takes it.

use shared::app::App;
use shared::callback;
use shared::records::{Attachment, Message, MessageContent, SendJob};
use twilio::client::NewMessage;
use twilio::phone::{Address, Channel, InvalidAddress};

/// The request for a message. Every one names a callback with our id in it, so that the record is
/// found also when the answer is lost.
pub(crate) fn request(app: &App, job: &SendJob, message: &Message) -> NewMessage {
    let content = &message.content;
    let (from, to) = addresses(content);
    let links = content.media.iter().map(|file| link(app, file));
    NewMessage {
        from,
        to,
        body: content.body.clone(),
        media_urls: links.collect(),
        status_callback: callback::message_status(&job.base_url, &content.message_id),
    }
}

/// Sender and receiver as Twilio writes them.
pub(crate) fn addresses(content: &MessageContent) -> (String, String) {
    let of = |number: &str| address(content.channel, number).unwrap_or_else(|_| number.to_owned());
    (of(&content.from_number), of(&content.to_number))
}

fn address(channel: Channel, number: &str) -> Result<String, InvalidAddress> {
    Ok(Address { channel, party: number.parse()? }.to_string())
}

fn link(app: &App, file: &Attachment) -> String {
    match &file.key {
        Some(key) => app.media.sending_link(key),
        None => file.url.clone(),
    }
}
