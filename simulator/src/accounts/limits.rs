//! How many subaccounts a main account may have.

use std::sync::atomic::{AtomicU32, Ordering};

use serde::Deserialize;

/// What Twilio grants.
const SUBACCOUNTS: u32 = 1_000;

/// The limits in force. A restart forgets what was set.
pub(crate) struct Limits(AtomicU32);

impl Default for Limits {
    fn default() -> Self {
        Self(AtomicU32::new(SUBACCOUNTS))
    }
}

impl Limits {
    /// The most subaccounts of one account that are not closed.
    pub(crate) fn subaccounts(&self) -> u32 {
        self.0.load(Ordering::SeqCst)
    }

    pub(crate) fn set(&self, subaccounts: u32) {
        self.0.store(subaccounts, Ordering::SeqCst);
    }
}

/// The body of `POST /sim/limits`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubaccountLimit {
    pub(crate) subaccounts: u32,
}
