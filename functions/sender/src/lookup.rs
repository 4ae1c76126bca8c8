//! What became of an attempt that ended without an answer.
//!
//! A message at Twilio does not tell our id. But it tells who wrote what to whom and when, and all
//! other messages of the conversation that say the same are known here.

use std::time::Duration;

use shared::app::App;
use shared::records::{Message, SendJob, Timestamp};
use shared::store::Attempt;
use shared::worker::NotDone;
use twilio::client::{FoundMessage, MessageSearch};
use twilio::sid::MessageSid;

use crate::account::Opened;
use crate::compose;
use crate::times::SETTLES;

/// The longest that Twilio is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// How much Twilio's clock may be behind ours.
const SKEW: Duration = Duration::from_secs(5);

/// What a search has found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// The message is at Twilio, and its record says so now.
    Adopted,
    /// It is certainly not there.
    NotThere,
    /// Nobody can say yet.
    Unclear,
}

/// Looks for the message of an attempt that must have ended a while ago.
pub(crate) async fn search(
    app: &App,
    account: &Opened,
    (job, message, attempt): (&SendJob, &Message, &Attempt),
) -> Result<Found, NotDone> {
    let since = earlier(attempt.at, SKEW);
    let (from, to) = compose::addresses(&message.content);
    let search = MessageSearch { from, to, since: since.into() };
    let listed = app.twilio().errand(account.credentials(), PATIENCE).message_find(&search).await;
    let mut listed = listed.map_err(NotDone::new)?;
    listed.retain(|found| says_the_same(found, message));
    // After the list: what is in it was begun before, so our records know of it.
    let ours = app.store.message_alike(&message.content).await?;
    let others = Others::of(ours, message, app.now());
    listed.retain(|found| !others.sids.contains(&found.sid));
    listed.sort_by_key(|found| found.created);
    let Some(oldest) = listed.first() else {
        return Ok(Found::NotThere);
    };
    if others.unsettled {
        return Ok(Found::Unclear);
    }
    let adopted = app.store.message_adopt(job, (&oldest.sid, &oldest.status), app.now()).await?;
    Ok(if adopted { Found::Adopted } else { Found::Unclear })
}

/// Messages of ours that say the same in the same conversation.
struct Others {
    sids: Vec<MessageSid>,
    /// Whether one of them may be what is listed, and will soon be known to be.
    unsettled: bool,
}

impl Others {
    fn of(alike: Vec<Message>, message: &Message, now: Timestamp) -> Self {
        let others = alike.into_iter();
        let others: Vec<_> =
            others.filter(|other| other.content.message_id != message.content.message_id).collect();
        let recent = |at: Timestamp| now < at.after(SETTLES);
        let is_time = |other: &Message| {
            let time = other.content.request.as_ref().and_then(|request| request.send_at);
            time.is_none_or(|time| time <= now)
        };
        // One that has not been begun may just be begun.
        let under_way = |other: &Message| {
            !other.is_settled() && other.sending.attempt_at.map_or_else(|| is_time(other), recent)
        };
        Self {
            unsettled: others.iter().any(under_way),
            sids: others.into_iter().filter_map(|other| other.content.message_sid).collect(),
        }
    }
}

/// Twilio may cut blanks off the ends of a text.
fn says_the_same(found: &FoundMessage, message: &Message) -> bool {
    found.body.trim() == message.content.body.trim() && found.num_media == message.content.num_media
}

fn earlier(time: Timestamp, by: Duration) -> Timestamp {
    Timestamp::from_millis(time.as_millis() - i64::try_from(by.as_millis()).unwrap_or(0))
}
