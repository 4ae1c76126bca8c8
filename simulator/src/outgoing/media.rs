//! Fetches what a message is to carry, and keeps it as the message's media.

use super::super::delivery::Answer;
use super::super::media::{self, InboundMedia, Parent};
use super::super::messages::Message;
use super::super::state::State;

/// Twilio's code for media that could not be fetched, or are too large.
pub(super) const NOT_FETCHED: u32 = 11751;

/// Bytes that the media of a message may have in all.
const LARGEST: usize = 5 * 1024 * 1024;

/// Fetches all URLs, unless that was done; `false` if one of them fails.
pub(super) async fn collect(
    state: &State,
    message: &Message,
    urls: &[String],
) -> anyhow::Result<bool> {
    if urls.is_empty() || !state.store.media_of(&message.sid)?.is_empty() {
        return Ok(true);
    }
    let mut files = Vec::new();
    for url in urls {
        let answer = state.poster.fetch(url).await?;
        let Some(file) = file(&answer) else { return Ok(false) };
        files.push((file, answer.raw.len()));
    }
    if files.iter().map(|(_, size)| size).sum::<usize>() > LARGEST {
        return Ok(false);
    }
    let files: Vec<_> = files.into_iter().map(|(file, _)| file).collect();
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
    Ok(true)
}

/// The file that was answered, if it is one whose type is known.
fn file(answer: &Answer) -> Option<InboundMedia> {
    let content_type = answer.content_type.as_deref()?.split(';').next()?.trim();
    let is_file = answer.status == 200 && !content_type.is_empty();
    is_file.then(|| InboundMedia::of_bytes(content_type, &answer.raw))
}
