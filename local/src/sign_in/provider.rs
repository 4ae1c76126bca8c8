//! What the endpoints have in common.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sandbox::gateway::Issuer;

use super::grants::Grants;
use super::redirects::Redirects;
use crate::ready::Ready;

/// The provider, with all that it has granted.
pub(super) struct Provider {
    pub(super) ready: Ready,
    pub(super) redirects: Redirects,
    /// How long tokens are good.
    pub(super) lifetime: Duration,
    pub(super) grants: Mutex<Grants>,
}

impl Provider {
    /// `None` until the sandbox is ready.
    pub(super) fn issuer(&self) -> Option<&Issuer> {
        self.ready.get().map(|sandbox| &sandbox.issuer)
    }

    pub(super) fn grants(&self) -> MutexGuard<'_, Grants> {
        self.grants.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
