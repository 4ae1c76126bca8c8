//! A message as Twilio takes it.

use futures::future::try_join_all;
use shared::app::App;
use shared::callback;
use shared::media::MediaError;
use shared::records::{Attachment, Message, MessageContent, SendJob};
use twilio::client::NewMessage;
use twilio::phone::{Address, Channel, InvalidAddress};

/// The request for a message. Every one names a callback with our id in it, so that the record is
/// found also when the answer is lost.
pub(crate) async fn request(
    app: &App,
    job: &SendJob,
    message: &Message,
) -> Result<NewMessage, MediaError> {
    let content = &message.content;
    let (from, to) = addresses(content);
    let links = content.media.iter().map(|file| link(app, file));
    Ok(NewMessage {
        from,
        to,
        body: content.body.clone(),
        media_urls: try_join_all(links).await?,
        status_callback: callback::message_status(&job.base_url, &content.message_id),
    })
}

/// Sender and receiver as Twilio writes them.
pub(crate) fn addresses(content: &MessageContent) -> (String, String) {
    let of = |number: &str| address(content.channel, number).unwrap_or_else(|_| number.to_owned());
    (of(&content.from_number), of(&content.to_number))
}

fn address(channel: Channel, number: &str) -> Result<String, InvalidAddress> {
    Ok(Address { channel, party: number.parse()? }.to_string())
}

async fn link(app: &App, file: &Attachment) -> Result<String, MediaError> {
    match &file.key {
        Some(key) => app.media.sending_link(key).await,
        None => Ok(file.url.clone()),
    }
}
