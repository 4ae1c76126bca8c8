//! What the simulator takes for the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// Tells the times of accounts, numbers and messages.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The system's clock.
    System,
    /// Milliseconds since the Unix epoch that a test sets.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// Seconds since the Unix epoch, cut off.
    pub(crate) fn seconds(&self) -> i64 {
        self.millis().div_euclid(1_000)
    }

    /// Milliseconds since the Unix epoch.
    pub(crate) fn millis(&self) -> i64 {
        match self {
            Self::System => jiff::Timestamp::now().as_millisecond(),
            Self::Manual(millis) => millis.load(Ordering::SeqCst),
        }
    }

    /// After how long whoever waits should look again: nobody is told when a clock is set.
    pub(crate) fn tick(&self) -> Duration {
        match self {
            Self::System => Duration::from_secs(1),
            Self::Manual(_) => Duration::from_millis(20),
        }
    }
}
