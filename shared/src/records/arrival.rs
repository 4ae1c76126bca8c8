//! That somebody calls a number: who calls it again while that call still rings is looked at twice.

use std::collections::BTreeSet;
use std::time::Duration;

use super::Timestamp;
use crate::ids::{CallId, TenantId};
use twilio::phone::E164;

/// Milliseconds whose calls share a record: so few that it stays small in any flood.
const SLOT: i64 = 5 * 60 * 1_000;
/// How long a call may ring: a menu that is heard, a key, and the longest time at the tenant's phone.
const RINGS: Duration = Duration::from_mins(3);
/// How long the first callback of a leg may take.
const FIRST_NEWS: Duration = Duration::from_secs(30);

/// An inbound call of somebody who shows a number.
#[derive(Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The call.
    pub call_id: CallId,
    /// Who is called.
    pub tenant_id: TenantId,
    /// The caller's number.
    pub caller: E164,
    /// The number that was called.
    pub called: E164,
    /// When it arrived.
    pub at: Timestamp,
}

twilio::debug_only!(Arrival { call_id });

impl Arrival {
    /// Key of the record of the calls from the same number to the same number within five minutes.
    pub fn key(&self) -> String {
        self.key_of(self.at)
    }

    /// Keys of the records that calls are in which may still ring.
    pub fn keys(&self) -> BTreeSet<String> {
        [self.at, self.at.before(RINGS)].map(|at| self.key_of(at)).into()
    }

    /// Whether a call that arrived then may still ring.
    pub fn may_still_ring(&self, other: Timestamp) -> bool {
        other.after(RINGS) >= self.at
    }

    /// Whether nothing may have been heard yet of what rings for a call that arrived then.
    pub fn just_after(&self, other: Timestamp) -> bool {
        other.after(FIRST_NEWS) >= self.at
    }

    /// When the record is of no use any more, in seconds since the Unix epoch.
    pub fn expires_at(&self) -> i64 {
        (self.at.as_millis() / SLOT + 2) * SLOT / 1_000
    }

    fn key_of(&self, at: Timestamp) -> String {
        let (to, from) = (self.called.as_str(), self.caller.as_str());
        format!("{}#{to}#{from}#{}", self.tenant_id, at.as_millis().div_euclid(SLOT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Arrival {
        Arrival {
            call_id: "CA1".parse().unwrap(),
            tenant_id: "demo".parse().unwrap(),
            caller: "+15550190001".parse().unwrap(),
            called: "+15550100001".parse().unwrap(),
            at: Timestamp::from_millis(millis),
        }
    }

    #[test]
    fn calls_that_are_near_may_be_in_two_records() {
        assert_eq!(at(SLOT).key(), "demo#+15550100001#+15550190001#1");
        assert_eq!(at(SLOT + 1_000).keys().len(), 2);
        assert!(at(SLOT + 1_000).keys().contains(&at(SLOT - 1_000).key()));
        assert_eq!(at(2 * SLOT - 1).keys().len(), 1);
        assert_eq!(at(SLOT).expires_at(), 3 * SLOT / 1_000);
    }

    #[test]
    fn a_call_does_not_ring_for_ever() {
        let now = at(SLOT);
        assert!(now.may_still_ring(now.at) && now.may_still_ring(at(SLOT - 180_000).at));
        assert!(!now.may_still_ring(at(SLOT - 180_001).at));
        assert!(now.just_after(at(SLOT - 30_000).at) && !now.just_after(at(SLOT - 30_001).at));
    }
}
