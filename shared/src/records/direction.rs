//! Which way messages and calls go.

use serde::{Deserialize, Serialize};

/// Which way a message goes, seen from the tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From a customer.
    Inbound,
    /// To a customer.
    Outbound,
}
