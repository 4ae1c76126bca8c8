//! Answers that end the call.

use twilio::twiml::{Hangup, Response, Say};

/// Hangs up without a word.
pub fn hang_up() -> Response {
    Response::empty().verb(Hangup)
}

/// Says this and hangs up.
pub fn say_and_hang_up(text: impl Into<String>) -> Response {
    Response::empty().verb(Say::new(text)).verb(Hangup)
}

/// For numbers that are not the tenant's, and accounts that are not in use.
pub fn not_in_service() -> Response {
    say_and_hang_up("The number you have called is not in service. Goodbye.")
}

/// For calls that we know nothing about and where nobody could leave a voicemail.
pub fn sorry() -> Response {
    say_and_hang_up("We are sorry, something went wrong. Please try again later. Goodbye.")
}
