//! Calls whose end was not heard yet, and when Twilio is asked what became of them.

use std::time::Duration;

use serde::Deserialize;

use super::Timestamp;
use crate::ids::{CallId, TenantId};

/// How soon after it was asked for a call is looked up that nobody has heard of: by then Twilio has
/// finished with the request, lists what came of it, and has usually called back.
pub const UNANSWERED: Duration = Duration::from_secs(30);

/// How soon after its beginning a call is looked up whose end nobody has told.
pub const UNENDED: Duration = Duration::from_mins(15);

/// The longest pause between two looks.
const LONGEST_PAUSE: Duration = Duration::from_hours(4);

/// A call whose end was not heard, as the index of such calls has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct UnsettledCall {
    /// The call.
    pub call_id: CallId,
    /// Whose it is.
    pub tenant_id: TenantId,
    /// When it began.
    pub created_at: Timestamp,
    /// When it is to be looked up.
    pub settles_at: Timestamp,
}

impl UnsettledCall {
    /// How long ago it began.
    pub fn age(&self, now: Timestamp) -> Duration {
        let millis = now.as_millis().saturating_sub(self.created_at.as_millis());
        Duration::from_millis(u64::try_from(millis).unwrap_or_default())
    }

    /// When to look again, if this look finds no end: the older it is the later.
    pub fn next_look(&self, now: Timestamp) -> Timestamp {
        now.after(self.age(now).clamp(UNANSWERED, LONGEST_PAUSE))
    }
}
