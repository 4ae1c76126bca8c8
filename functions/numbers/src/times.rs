//! How long things may take.

use std::time::Duration;

/// How long Twilio is asked and waited for. What is left of the 8 s of an answer is for records.
pub(crate) const PATIENCE: Duration = Duration::from_millis(6_500);

/// How long nobody else goes on with a purchase that somebody works on: a little longer than the
/// function may run.
pub(crate) const LEASE: Duration = Duration::from_secs(20);
