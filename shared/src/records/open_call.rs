//! Calls of a tenant that are open, and what they have taken of its minutes.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Call, Timestamp};
use crate::ids::CallId;

/// Calls that a tenant has begun and whose end was not seen yet, and when each of them began.
pub type OpenCalls = BTreeMap<CallId, Timestamp>;

/// How long a function that has taken a place for a call may need to write the call.
const UNWRITTEN: Duration = Duration::from_secs(30);
/// How long a call may wait at Twilio and ring before its time begins.
const BEFORE_ITS_TIME: Duration = Duration::from_mins(15);

/// The minutes that a call of the list has taken, if it is over by now; `None` while it is open.
/// `call` is its record, and a call lasts at most `longest` minutes.
///
/// A call whose end is never reported is over when Twilio must have ended it, and has taken all of
/// them. One without a record was not made.
pub fn minutes_of_ended(
    begun_at: Timestamp,
    call: Option<&Call>,
    longest: u32,
    now: Timestamp,
) -> Option<u32> {
    let Some(call) = call else {
        return (now > begun_at.after(UNWRITTEN)).then_some(0);
    };
    if call.status().is_final() {
        return Some(call.progress.duration.unwrap_or_default().div_ceil(60));
    }
    let limit = Duration::from_mins(longest.into());
    (now > begun_at.after(BEFORE_ITS_TIME).after(limit)).then_some(longest)
}
