//! Which of the calls at Twilio is the one of which nobody knows.
//!
//! A call there does not tell our id. But who called whom and when is told, and all other calls of the
//! tenant are known here.

use std::time::Duration;

use shared::records::{Call, Direction, Timestamp};
use twilio::client::FoundCall;

/// What can be said.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict<'f> {
    /// This is it.
    It(&'f FoundCall),
    /// It is not there.
    NotThere,
    /// Nobody can say yet.
    Unclear,
}

/// When Twilio must have made a call, by its own clock.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub(super) from: Timestamp,
    until: Timestamp,
}

impl Window {
    /// How much Twilio's clock and ours may differ.
    const SKEW: Duration = Duration::from_secs(5);
    /// The timeout of the function that asks Twilio in `template.yaml`, and a little more.
    const LONGEST: Duration = Duration::from_secs(12);
    /// From its beginning to its end.
    pub(super) const LENGTH: Duration = Duration::from_secs(22);

    pub(super) fn of(call: &Call) -> Self {
        let begun = call.content.created_at;
        Self { from: begun.before(Self::SKEW), until: begun.after(Self::LONGEST).after(Self::SKEW) }
    }

    fn has(&self, found: &FoundCall) -> bool {
        let created = found.created.as_millisecond();
        (self.from.as_millis()..=self.until.as_millis()).contains(&created)
    }
}

/// Who is called first.
pub(super) fn dialled(call: &Call) -> &str {
    let connect = call.content.request.connect.as_ref();
    connect.map_or(call.content.to_number.as_str(), |phone| phone.as_str())
}

/// Looks through the calls from number to number. `ours` are the tenant's calls of that time, read after
/// `listed`.
pub(super) fn judge<'f>(listed: &'f [FoundCall], ours: &[Call], call: &Call) -> Verdict<'f> {
    let own = Window::of(call);
    let others = || ours.iter().filter(|other| other.content.call_id != call.content.call_id);
    let known = |found: &FoundCall| {
        others().any(|other| other.content.call_sid.as_ref() == Some(&found.sid))
    };
    let suspects: Vec<_> = listed.iter().filter(|found| own.has(found) && !known(found)).collect();
    let rival = |found: &FoundCall| {
        others().any(|other| is_alike(other, call) && Window::of(other).has(found))
    };
    match suspects.as_slice() {
        [] => Verdict::NotThere,
        [only] if !rival(only) => Verdict::It(only),
        _ => Verdict::Unclear,
    }
}

/// Whether what is listed may be the other one.
fn is_alike(other: &Call, call: &Call) -> bool {
    other.content.direction == Direction::Outbound
        && other.content.call_sid.is_none()
        && !other.status().is_final()
        && other.content.from_number == call.content.from_number
        && dialled(other) == dialled(call)
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;
