//! How long Twilio is given.

use std::time::Duration;

/// How soon after an attempt without an answer its message can be looked up: by then Twilio has
/// finished with the request, lists what came of it, and has usually called back.
pub(crate) const SETTLES: Duration = Duration::from_secs(30);

/// How long a message is tried that Twilio does not take: as long as it may wait at Twilio itself.
pub(crate) const GIVES_UP: Duration = Duration::from_hours(4);
