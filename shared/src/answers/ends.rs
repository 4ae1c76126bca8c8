//! Answers that end the call.

use super::Sentence;
use twilio::twiml::{Hangup, Response, Say};
use twilio::voice::Voice;

/// Hangs up without a word.
pub fn hang_up() -> Response {
    Response::empty().verb(Hangup)
}

/// Says this and hangs up.
pub fn say_and_hang_up(voice: Voice, text: impl Into<String>) -> Response {
    Response::empty().verb(Say::by(voice, text)).verb(Hangup)
}

/// Says a sentence of ours and hangs up.
pub fn told_and_hung_up(voice: Voice, sentence: Sentence) -> Response {
    say_and_hang_up(voice, sentence.text(voice))
}

/// For numbers that are not the tenant's, and accounts that are not in use.
pub fn not_in_service(voice: Voice) -> Response {
    told_and_hung_up(voice, Sentence::NotInService)
}

/// For calls that we know nothing about and where nobody could leave a voicemail.
pub fn sorry(voice: Voice) -> Response {
    told_and_hung_up(voice, Sentence::Sorry)
}
