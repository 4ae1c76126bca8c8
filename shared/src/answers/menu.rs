//! The tenant's menu. It is heard twice at most, whatever the caller presses or does not press.

use super::{Inbound, Sentence, nobody_answers};
use crate::callback::Step;
use crate::records::{Menu, Preferences};
use twilio::twiml::{Gather, Response, Say};
use twilio::voice::Voice;

/// The menu, and once more when no key is pressed.
pub fn menu(call: &Inbound, preferences: &Preferences, menu: &Menu) -> Response {
    let gather = |step| gather(call, (step, preferences.voice), menu);
    let asked = Response::empty().verb(gather(Step::Menu)).verb(gather(Step::MenuAgain));
    nobody_answers(asked, call, preferences)
}

/// The menu for the last time, after a key without a choice.
pub fn menu_again(call: &Inbound, preferences: &Preferences, menu: &Menu) -> Response {
    let again = gather(call, (Step::MenuAgain, preferences.voice), menu);
    let asked = told(preferences.voice).verb(again);
    nobody_answers(asked, call, preferences)
}

/// After the second key without a choice, as if nobody answered.
pub fn no_such_choice(call: &Inbound, preferences: &Preferences) -> Response {
    nobody_answers(told(preferences.voice), call, preferences)
}

fn told(voice: Voice) -> Response {
    Response::empty().verb(Sentence::NoSuchChoice.said(voice))
}

fn gather(call: &Inbound, (step, voice): (Step, Voice), menu: &Menu) -> Gather {
    let gather = Gather::new(call.step(step, voice)).num_digits(1).timeout(5);
    gather.prompt(Say::by(voice, &menu.prompt))
}
