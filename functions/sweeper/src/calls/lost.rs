//! Calls of which nobody knows whether Twilio has made them: its answer was lost, or the function that
//! asked has died.

use std::time::Duration;

use shared::records::Call;
use shared::worker::NotDone;
use twilio::client::CallSearch;

use super::judge::{Verdict, Window, dialled, judge};
use super::{Look, PATIENCE, Unsettled};
use crate::name::NAME;

/// How long a call that Twilio does not list may still come.
const NOT_MADE: Duration = Duration::from_mins(2);
/// How long it is waited for others to be told apart from this one.
const UNCLEAR: Duration = Duration::from_hours(4);

const NEVER_MADE: &str = "Twilio has not made this call.";
const UNCLEAR_WORDS: &str = "For four hours nobody could tell which call at Twilio is this one.";

impl Look<'_> {
    /// Looks for the call among those that Twilio has made.
    pub(super) async fn for_lost(&self, call: &Call) -> Result<(), NotDone> {
        let Unsettled { app, record, now } = self.of;
        let window = Window::of(call);
        let search = CallSearch {
            from: call.content.from_number.clone(),
            to: dialled(call).to_owned(),
            since: window.from.into(),
        };
        let errand = app.twilio().errand(self.credentials(), PATIENCE);
        let listed = errand.call_find(&search).await.map_err(NotDone::new)?;
        // After the list: what is in it was begun before, so our records know of it.
        let since = window.from.before(Window::LENGTH);
        let ours = app.store.calls_since(&call.content.tenant_id, since).await?;
        let (age, is_heard_of) = (record.age(now), call.progress.status.is_some());
        match judge(&listed, &ours, call) {
            Verdict::It(found) => {
                let told = (&found.sid, &found.status);
                if app.store.call_adopt(&call.content, told, now).await? {
                    let (id, sid) = (&call.content.call_id, &found.sid);
                    tracing::info!(function = NAME, call_id = %id, call_sid = %sid, "a lost call was found");
                    self.write(call, found).await?;
                }
                Ok(())
            }
            Verdict::NotThere if age >= NOT_MADE && !is_heard_of => {
                self.of.not_made(call, NEVER_MADE).await
            }
            _ if age >= UNCLEAR => self.of.give_up(call, UNCLEAR_WORDS).await,
            _ => Ok(()),
        }
    }
}
