//! What became of a decision.

use super::item::{Item, text};
use crate::ids::TenantId;

/// What became of a decision. None of these is an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Written.
    Applied,
    /// The record had it already: the event came twice or late.
    Duplicate,
    /// The record belongs to another tenant and was left alone.
    Foreign,
}

/// What an item that stood against a tenant's write says of it.
pub(super) fn verdict(found: &Item, tenant: &TenantId) -> Outcome {
    match text(found, "tenant_id") {
        Some(owner) if owner != tenant.as_str() => Outcome::Foreign,
        _ => Outcome::Duplicate,
    }
}
