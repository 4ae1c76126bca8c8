//! Attempts, each unlike any other.

use shared::records::{Message, Timestamp};
use shared::store::Attempt;
use ulid::Ulid;

pub(crate) fn new(at: Timestamp) -> Attempt {
    Attempt { id: Ulid::generate().to_string(), at }
}

/// The attempt that a message is in, or that left it in doubt.
pub(crate) fn of(message: &Message) -> Option<Attempt> {
    let sending = &message.sending;
    Some(Attempt { id: sending.attempt_id.clone()?, at: sending.attempt_at? })
}
