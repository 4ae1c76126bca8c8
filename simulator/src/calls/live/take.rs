//! Gives a step to the leg that it is for.

use super::super::super::refusal::Refusal;
use super::super::super::state::State;
use super::super::activity::Activity;
use super::super::leg::Leg;
use super::step::LiveStep;

/// Does something at a live phone; returns whether anybody takes notice. Refuses what cannot be done
/// there.
pub(crate) fn take(state: &State, sid: &str, step: LiveStep) -> Result<bool, Refusal> {
    let conflict = |why: &str| Refusal::conflict("sid", format!("`sid`: {why}"));
    let Some(leg) = state.switchboard.leg(sid).filter(|leg| !leg.status().is_final()) else {
        return Err(match state.switchboard.has_played(sid) {
            true => conflict("the call is over"),
            false => Refusal::not_found("sid", &format!("the call {sid}")),
        });
    };
    let Some(handset) = leg.handset() else {
        return Err(conflict("this phone plays a script, it is not live"));
    };
    let rings = leg.activity() == Activity::Ringing;
    match &step {
        LiveStep::Receive(_) if !rings => Err(conflict("the phone does not ring")),
        LiveStep::Receive(reception) => {
            handset.receive(*reception);
            Ok(true)
        }
        _ if rings => Err(conflict("the phone rings: `answer`, `decline` or `mailbox`")),
        LiveStep::HangUp => {
            handset.hang_up();
            Ok(true)
        }
        LiveStep::Press(_) | LiveStep::Words { .. } => {
            let is_heard = hears(&leg, &step);
            handset.give(step.inputs().into_iter().filter(|_| is_heard));
            Ok(is_heard)
        }
    }
}

fn hears(leg: &Leg, step: &LiveStep) -> bool {
    match step {
        LiveStep::Press(keys) => leg.activity().takes_keys(keys),
        LiveStep::Words { .. } => leg.activity().takes_words(),
        LiveStep::HangUp | LiveStep::Receive(_) => true,
    }
}
