//! How long things may take.

use std::time::Duration;

/// How long Twilio is asked and waited for. What is left of the 8 s of an answer is for writing.
pub(crate) const PATIENCE: Duration = Duration::from_millis(6_500);
