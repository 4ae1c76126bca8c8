//! The tenant's menu. It is heard twice at most, whatever the caller presses or does not press.

use super::{Inbound, nobody_answers};
use crate::callback::Step;
use crate::records::{Menu, Preferences};
use twilio::twiml::{Gather, Response, Say};

const NO_SUCH_CHOICE: &str = "Sorry, that is not one of the choices.";

/// The menu, and once more when no key is pressed.
pub fn menu(call: &Inbound, preferences: &Preferences, menu: &Menu) -> Response {
    let asked = Response::empty().verb(gather(call, Step::Menu, menu)).verb(gather(
        call,
        Step::MenuAgain,
        menu,
    ));
    nobody_answers(asked, call, preferences)
}

/// The menu for the last time, after a key without a choice.
pub fn menu_again(call: &Inbound, preferences: &Preferences, menu: &Menu) -> Response {
    let asked =
        Response::empty().verb(Say::new(NO_SUCH_CHOICE)).verb(gather(call, Step::MenuAgain, menu));
    nobody_answers(asked, call, preferences)
}

/// After the second key without a choice, as if nobody answered.
pub fn no_such_choice(call: &Inbound, preferences: &Preferences) -> Response {
    nobody_answers(Response::empty().verb(Say::new(NO_SUCH_CHOICE)), call, preferences)
}

fn gather(call: &Inbound, step: Step, menu: &Menu) -> Gather {
    let gather = Gather::new(call.step(step)).num_digits(1).timeout(5);
    gather.prompt(Say::new(&menu.prompt))
}
