//! What became of an attempt that ended without an answer.

use std::time::Duration;

use shared::app::App;
use shared::records::{Message, SendJob};
use shared::store::{AtTwilio, Attempt};
use shared::worker::NotDone;
use twilio::client::{FoundMessage, MessageSearch};
use twilio::error_code::ErrorCode;

use crate::account::Opened;
use crate::compose;
use crate::suspects::{self, Verdict};
use crate::times::{LONGEST, SETTLES};

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
    let since = attempt.at.before(SKEW);
    let (from, to) = compose::addresses(&message.content);
    let search = MessageSearch { from, to, since: since.into() };
    let listed = app.twilio().errand(account.credentials(), PATIENCE).message_find(&search).await;
    let mut listed = listed.map_err(NotDone::new)?;
    let until = attempt.at.after(SETTLES + SKEW).into();
    listed.retain(|found| found.created <= until);
    // After the list: what is in it was begun before, so our records know of it.
    let begun = attempt.at.before(SKEW + LONGEST);
    let ours = app.store.message_since(&message.content, begun).await?;
    let found = match suspects::judge(&listed, &ours, message, app.now()) {
        Verdict::NotThere => return Ok(Found::NotThere),
        Verdict::Unclear => return Ok(Found::Unclear),
        Verdict::It(found) => found,
    };
    if found.error_code.map(ErrorCode) == Some(ErrorCode::OPTED_OUT) {
        app.store.message_opted_out((&job.tenant_id, &job.message_id)).await?;
    }
    let FoundMessage { sid, status, error_code, .. } = found;
    let told = AtTwilio { sid, status, error_code: *error_code };
    let adopted = app.store.message_adopt((job, message), told, app.now()).await?;
    Ok(if adopted { Found::Adopted } else { Found::Unclear })
}
