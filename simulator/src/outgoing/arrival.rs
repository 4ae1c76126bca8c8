//! A message that was sent to a number of this simulator arrives there.

use super::super::addresses::{Channel, bare};
use super::super::inbound;
use super::super::inbound_message::InboundMessage;
use super::super::media::{InboundMedia, Media};
use super::super::messages::Message;
use super::super::refusal::Refusal;
use super::super::sids;
use super::super::state::State;

/// Hands the message to whoever owns its recipient, if that is an account here. Doing it again
/// repeats the webhook and nothing else.
pub(super) async fn arrive(state: &State, message: &Message) -> anyhow::Result<()> {
    if state.store.number(bare(&message.to))?.is_none() {
        return Ok(());
    }
    let media = state.store.media_of(&message.sid)?;
    let arrived = InboundMessage {
        from: message.from.clone(),
        to: message.to.clone(),
        body: message.body.clone(),
        media: media.iter().map(|media| copy(state, media)).collect::<Result<_, _>>()?,
        channel: Channel::Sms.of(&message.from, &message.to),
        ..InboundMessage::default()
    };
    let sid = sids::derived(if media.is_empty() { "SM" } else { "MM" }, &message.sid);
    match inbound::send_as(state, arrived, sid).await {
        // A closed account does not hear of it.
        Err(error) if error.is::<Refusal>() => Ok(()),
        outcome => outcome.map(drop),
    }
}

/// What was fetched for a message is a file.
fn copy(state: &State, media: &Media) -> std::io::Result<InboundMedia> {
    let bytes = std::fs::read(state.store.media_file(&media.sid))?;
    Ok(InboundMedia::of_bytes(&media.content_type, &bytes))
}
