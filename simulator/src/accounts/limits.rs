//! How many subaccounts a main account may have, and what they are at first.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use serde::Deserialize;

/// What Twilio grants.
const SUBACCOUNTS: u32 = 1_000;

/// The limits in force. A restart forgets what was set.
pub(crate) struct Limits {
    subaccounts: AtomicU32,
    registered: AtomicBool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { subaccounts: AtomicU32::new(SUBACCOUNTS), registered: AtomicBool::new(true) }
    }
}

impl Limits {
    /// The most subaccounts of one account that are not closed.
    pub(crate) fn subaccounts(&self) -> u32 {
        self.subaccounts.load(Ordering::SeqCst)
    }

    pub(crate) fn set(&self, subaccounts: u32) {
        self.subaccounts.store(subaccounts, Ordering::SeqCst);
    }

    /// Whether subaccounts are registered for A2P 10DLC when they are made.
    pub(crate) fn registered(&self) -> bool {
        self.registered.load(Ordering::SeqCst)
    }

    pub(crate) fn set_registered(&self, registered: bool) {
        self.registered.store(registered, Ordering::SeqCst);
    }
}

/// The body of `POST /sim/limits`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubaccountLimit {
    pub(crate) subaccounts: u32,
}
