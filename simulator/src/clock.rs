//! What the simulator takes for the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

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
        match self {
            Self::System => jiff::Timestamp::now().as_second(),
            Self::Manual(millis) => millis.load(Ordering::SeqCst).div_euclid(1_000),
        }
    }
}
