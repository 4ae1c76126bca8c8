//! Who works on something just now, so that nobody else does.

use serde::{Deserialize, Serialize};

use super::Timestamp;

/// A right that ends by itself: its holder may have died.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// Who has it, unlike anyone else.
    pub holder: String,
    /// When it ends.
    pub until: Timestamp,
}

impl Lease {
    /// Whether nobody else may begin.
    pub fn holds(&self, now: Timestamp) -> bool {
        now < self.until
    }
}
