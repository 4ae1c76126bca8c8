//! The same key is the same purchase: its job's id is made from the key.

use shared::api::{ApiError, ApiRequest};
use shared::digest::digest;
use shared::idempotency::{self, Repeats};

use crate::ask::Ask;

/// What identifies a request.
pub(crate) struct Identity {
    /// The same for the same key of the same tenant; else of this request alone.
    pub(crate) key: String,
    /// The same for the same request.
    pub(crate) hash: String,
    pub(crate) repeats: Repeats,
}

impl Identity {
    pub(crate) fn of(request: &ApiRequest, ask: &Ask) -> Result<Self, ApiError> {
        let content = serde_json::to_vec(ask).expect("text, numbers and flags are JSON");
        let (key, repeats) = idempotency::id(&request.tenant, &request.headers)?;
        Ok(Self { key, hash: digest(&[&content]), repeats })
    }
}
