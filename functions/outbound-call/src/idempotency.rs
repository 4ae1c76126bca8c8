//! The same key is the same call: the record's own id is made from the key.

use http::HeaderMap;
use shared::api::ApiError;
use shared::digest::digest;
use shared::idempotency::{self, Repeats};
use shared::ids::{CallId, TenantId};

use crate::ask::Ask;

/// What identifies a request.
pub(crate) struct Identity {
    /// The same for the same key of the same tenant; else of this request alone.
    pub(crate) call_id: CallId,
    /// The same for the same request.
    pub(crate) request_hash: String,
    pub(crate) repeats: Repeats,
}

impl Identity {
    pub(crate) fn of(tenant: &TenantId, headers: &HeaderMap, ask: &Ask) -> Result<Self, ApiError> {
        let request = serde_json::to_vec(ask).expect("text, numbers and flags are JSON");
        let (id, repeats) = idempotency::id(tenant, headers)?;
        let call_id = id.parse().expect("letters and digits are an id");
        Ok(Self { call_id, request_hash: digest(&[&request]), repeats })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_same_request_is_known_however_it_is_written() {
        let of = |ask| {
            Identity::of(&"demo".parse().unwrap(), &HeaderMap::new(), &ask).unwrap().request_hash
        };
        let hash = |lead| of(Ask::parse(json!({ "to": "+15550190001", "lead_id": lead })).unwrap());
        assert_eq!(hash("a"), hash("a"));
        assert_ne!(hash("a"), hash("b"));
        let parse = |text| Ask::parse(serde_json::from_str(text).unwrap()).unwrap();
        assert_eq!(
            of(parse(r#"{"to":"+15550190001","record":false}"#)),
            of(parse(r#"{ "say": null, "to": "\u002b15550190001" }"#))
        );
    }
}
