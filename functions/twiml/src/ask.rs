//! Asks whoever picks up a phone to press 1.

use twilio::callback::Callback;
use twilio::twiml::{Gather, Hangup, Pause, Response, Say};
use twilio::voice::Voice;

/// Asks twice, for those who put the phone to the ear late; then hangs up.
pub(crate) fn ask_for_1(action: Callback, (voice, ask): (Voice, &str)) -> Response {
    let gather = Gather::new(action).num_digits(1).timeout(4);
    let gather = gather.prompt(Pause::new(1)).prompt(Say::by(voice, ask));
    Response::empty().verb(gather.prompt(Pause::new(3)).prompt(Say::by(voice, ask))).verb(Hangup)
}
