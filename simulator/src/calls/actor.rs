//! Somebody on the phone, with what is left to do.

use std::collections::VecDeque;

use super::step::{Deed, Step};

/// How long a party stays on the line that has nothing more to do, in milliseconds.
const PATIENCE: i64 = 60_000;

/// Plays the steps of one end of a call.
pub(super) struct Actor {
    steps: VecDeque<Step>,
    /// When the last step was done, or the call began.
    since: i64,
    at_the_end: AtTheEnd,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum AtTheEnd {
    /// Hangs up as soon as something is asked for.
    HangsUpWhenAsked,
    /// Listens for a while, then hangs up.
    WaitsAndHangsUp,
    /// Stays until somebody decides otherwise.
    Stays,
}

impl Actor {
    /// Who has called us.
    pub(super) fn caller(steps: Vec<Step>, now: i64) -> Self {
        Self { steps: steps.into(), since: now, at_the_end: AtTheEnd::HangsUpWhenAsked }
    }

    /// Who was called and has answered.
    pub(super) fn party(steps: Vec<Step>, now: i64) -> Self {
        Self { steps: steps.into(), since: now, at_the_end: AtTheEnd::WaitsAndHangsUp }
    }

    /// Somebody whom nobody has scripted.
    pub(super) fn live(now: i64) -> Self {
        Self { steps: VecDeque::new(), since: now, at_the_end: AtTheEnd::Stays }
    }

    /// When it hangs up, if nothing is asked of it before.
    pub(super) fn hangs_up_at(&self) -> Option<i64> {
        match self.steps.front() {
            Some(Step { deed: Deed::HangUp, after }) => Some(self.since + millis(*after)),
            None if self.at_the_end == AtTheEnd::WaitsAndHangsUp => Some(self.since + PATIENCE),
            _ => None,
        }
    }

    /// Whether it waits for the REST API.
    pub(super) fn holds(&self) -> bool {
        matches!(self.steps.front(), Some(Step { deed: Deed::Hold, .. }))
    }

    /// Whether it has nothing to answer with and will not wait either.
    pub(super) fn is_lost(&self) -> bool {
        self.steps.is_empty() && self.at_the_end == AtTheEnd::HangsUpWhenAsked
    }

    pub(super) fn next(&self) -> Option<&Step> {
        self.steps.front()
    }

    /// Counts the next step as done.
    pub(super) fn done(&mut self, now: i64) {
        self.steps.pop_front();
        self.since = now;
    }

    /// Begins to talk to whom it was connected with; returns when it wants to stop. What a party
    /// was to do before, and nobody asked for, is passed over; a caller may still need it when the
    /// party is gone.
    pub(super) fn talks_until(&mut self, now: i64) -> Option<i64> {
        if self.at_the_end == AtTheEnd::WaitsAndHangsUp {
            let is_for_now =
                |step: &Step| matches!(step.deed, Deed::Talk(_) | Deed::HangUp | Deed::Hold);
            while self.steps.front().is_some_and(|step| !is_for_now(step)) {
                self.done(now);
            }
        }
        let Some(Step { deed: Deed::Talk(seconds), after }) = self.steps.front() else {
            return self.hangs_up_at();
        };
        let until = now + millis(seconds + after);
        self.done(until);
        Some(until)
    }

    /// Whether the next thing it does is to press this key; if so, that is done.
    pub(super) fn presses(&mut self, key: &str, now: i64) -> bool {
        let presses =
            matches!(self.steps.front(), Some(Step { deed: Deed::Press(keys), .. }) if keys == key);
        if presses {
            self.done(now);
        }
        presses
    }
}

/// Seconds as milliseconds.
pub(super) fn millis(seconds: u64) -> i64 {
    i64::try_from(seconds).map_or(i64::MAX / 4, |seconds| seconds.saturating_mul(1_000)).min(
        // Far away, but sums of such times still fit.
        i64::MAX / 4,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caller_leaves_when_asked_and_a_party_after_a_while() {
        let caller = Actor::caller(Vec::new(), 1_000);
        assert!(caller.is_lost() && caller.hangs_up_at().is_none());
        let party = Actor::party(Vec::new(), 1_000);
        assert!(!party.is_lost());
        assert_eq!(party.hangs_up_at(), Some(61_000));
    }

    #[test]
    fn hanging_up_is_timed_from_the_step_before() {
        let steps = vec![Step::press("1"), Step::hang_up().after(5)];
        let mut caller = Actor::caller(steps, 0);
        assert_eq!(caller.hangs_up_at(), None);
        caller.done(10_000);
        assert_eq!(caller.hangs_up_at(), Some(15_000));
    }

    #[test]
    fn talking() {
        let mut caller = Actor::caller(vec![Step::speak(3)], 0);
        assert_eq!(caller.talks_until(0), None);
        assert_eq!(caller.next(), Some(&Step::speak(3)));
        let mut party = Actor::party(vec![Step::press("1"), Step::talk(9)], 0);
        assert_eq!(party.talks_until(1_000), Some(10_000));
        let mut party = Actor::party(vec![Step::press("1")], 0);
        assert_eq!(party.talks_until(1_000), Some(61_000));
    }

    #[test]
    fn far_times_do_not_overflow() {
        assert!(millis(u64::MAX) + millis(u64::MAX) > 0);
    }
}
