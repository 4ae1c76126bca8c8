//! Asks whoever picks up a phone to press 1.

use twilio::callback::Callback;
use twilio::phone::E164;
use twilio::twiml::{Gather, Hangup, Pause, Response, Say};

/// Asks twice, for those who put the phone to the ear late; then hangs up.
pub(crate) fn ask_for_1(action: Callback, ask: &str) -> Response {
    let gather = Gather::new(action).num_digits(1).timeout(4);
    let gather = gather.prompt(Pause::new(1)).prompt(Say::new(ask));
    Response::empty().verb(gather.prompt(Pause::new(3)).prompt(Say::new(ask))).verb(Hangup)
}

/// A number digit by digit.
pub(crate) fn spoken(number: &E164) -> String {
    let digits: Vec<_> = number.as_str().trim_start_matches('+').split("").collect();
    digits.join(" ").trim().to_owned()
}
