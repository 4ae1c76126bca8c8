//! The last requests of a kind, for tests that look at what was asked.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// Enough for any test, and a bound for a run of weeks.
const KEPT: usize = 10_000;

/// The last of what was noted, oldest first.
pub(super) struct Log<T>(Mutex<VecDeque<T>>);

impl<T> Default for Log<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> Log<T> {
    pub(super) fn add(&self, note: T) {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if log.len() == KEPT {
            log.pop_front();
        }
        log.push_back(note);
    }

    pub(super) fn all(&self) -> Vec<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}
