//! A time that only its owner moves on.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use shared::app::Clock;
use shared::records::Timestamp;

/// What functions take for the time. Clones are the same time.
#[derive(Debug, Clone)]
pub struct Time(Arc<AtomicI64>);

impl Time {
    /// Begins at this time.
    pub fn at(start: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(start.as_millis())))
    }

    /// Begins at the system's time.
    pub fn from_now() -> Self {
        Self::at(Clock::System.now())
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.clock().now()
    }

    /// Time passes, in whole milliseconds.
    pub fn pass(&self, time: Duration) {
        let millis = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        self.0.fetch_add(millis, Ordering::SeqCst);
    }

    /// The same for [`Setup`](crate::Setup).
    pub fn clock(&self) -> Clock {
        Clock::Manual(Arc::clone(&self.0))
    }
}
