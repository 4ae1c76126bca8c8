//! How long Twilio is given.

use std::time::Duration;

use shared::records::{Message, Timestamp};

/// The function's timeout in `template.yaml`, and a little more: no attempt lasts longer.
pub(crate) const LONGEST: Duration = Duration::from_secs(40);

/// How soon after an attempt without an answer its message can be looked up: by then Twilio has
/// finished with the request, lists what came of it, and has usually called back.
pub(crate) const SETTLES: Duration = Duration::from_secs(30);

/// How long a message is tried that Twilio does not take: as long as it may wait at Twilio itself.
const GIVES_UP: Duration = Duration::from_hours(4);

/// Whether Twilio has been asked in vain for long enough. What held the message back before does not
/// count.
pub(crate) fn is_given_up(message: &Message, now: Timestamp) -> bool {
    message.sending.first_attempt_at.is_some_and(|first| now >= first.after(GIVES_UP))
}
