//! What SQS takes, and what it says to everything else.

use std::time::Duration;

use crate::aws::Refusal;

/// Longest time that a message may stay hidden.
pub(super) const MAX_VISIBILITY: Duration = Duration::from_hours(12);
/// Longest time that a message may be held back when it is sent.
pub(super) const MAX_DELAY: Duration = Duration::from_mins(15);
/// Most bytes of a message, or of all messages of a batch.
pub(super) const MAX_BYTES: usize = 1024 * 1024;

pub(super) fn invalid(message: impl Into<String>) -> Refusal {
    Refusal::sender("InvalidParameterValue", message)
}
