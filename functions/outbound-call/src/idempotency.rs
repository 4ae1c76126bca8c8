//! The same key is the same call: the record's own id is made from the key.

use http::HeaderMap;
use sha2::{Digest, Sha256};
use shared::api::ApiError;
use shared::ids::{CallId, TenantId};
use ulid::Ulid;

use crate::ask::Ask;

const HEADER: &str = "Idempotency-Key";
const MAX_KEY: usize = 128;

/// What identifies a request.
pub(crate) struct Identity {
    /// The same for the same key of the same tenant; else of this request alone.
    pub(crate) call_id: CallId,
    /// The same for the same request.
    pub(crate) request_hash: String,
    pub(crate) repeats: Repeats,
}

/// Whether the call may exist already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeats {
    /// The request has a key, and may be a repeat.
    Possible,
    /// It has none.
    Impossible,
}

impl Identity {
    pub(crate) fn of(tenant: &TenantId, headers: &HeaderMap, ask: &Ask) -> Result<Self, ApiError> {
        let request = serde_json::to_vec(ask).expect("text, numbers and flags are JSON");
        let request_hash = digest(&[&request]);
        let (id, repeats) = match key(headers)? {
            Some(key) => (digest(&[tenant.as_str().as_bytes(), b"\0", key]), Repeats::Possible),
            None => (Ulid::generate().to_string(), Repeats::Impossible),
        };
        let call_id = id.parse().expect("letters and digits are an id");
        Ok(Self { call_id, request_hash, repeats })
    }
}

fn key(headers: &HeaderMap) -> Result<Option<&[u8]>, ApiError> {
    let Some(key) = headers.get(HEADER) else {
        return Ok(None);
    };
    let key = key.as_bytes();
    let valid = (1..=MAX_KEY).contains(&key.len()) && key.iter().all(u8::is_ascii_graphic);
    let message = "1 to 128 visible ASCII characters";
    if valid { Ok(Some(key)) } else { Err(ApiError::Invalid { field: HEADER, message }) }
}

/// The first 128 bits, in hexadecimal.
fn digest(parts: &[&[u8]]) -> String {
    let hash = parts.iter().fold(Sha256::new(), Digest::chain_update);
    let bits = hash.finalize().first_chunk().map_or(0, |bytes| u128::from_be_bytes(*bytes));
    format!("{bits:032x}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn identity(tenant: &str, key: Option<&str>, lead: &str) -> Identity {
        let mut headers = HeaderMap::new();
        if let Some(key) = key {
            headers.insert(HEADER, key.parse().unwrap());
        }
        let ask = Ask::parse(json!({ "to": "+15550190001", "lead_id": lead })).unwrap();
        Identity::of(&tenant.parse().unwrap(), &headers, &ask).unwrap()
    }

    #[test]
    fn a_key_is_one_call_of_one_tenant() {
        let id = |tenant, key| identity(tenant, Some(key), "a").call_id;
        assert_eq!(id("demo", "k"), identity("demo", Some("k"), "b").call_id);
        assert_ne!(id("demo", "k"), id("other", "k"));
        assert_ne!(id("demo", "k"), id("demo", "K"));
        assert_ne!(id("demo", "xk"), id("demox", "k"));
        assert_eq!(id("demo", "k").as_str().len(), 32);
        assert!(id("demo", "k").as_str().bytes().all(|byte| byte.is_ascii_hexdigit()));
    }

    #[test]
    fn without_a_key_every_request_is_another_call() {
        let id = || identity("demo", None, "a");
        assert_ne!(id().call_id, id().call_id);
        assert!(id().repeats == Repeats::Impossible);
    }

    #[test]
    fn the_same_request_is_known_however_it_is_written() {
        let hash = |lead| identity("demo", None, lead).request_hash;
        assert_eq!(hash("a"), hash("a"));
        assert_ne!(hash("a"), hash("b"));
        let parse = |text| Ask::parse(serde_json::from_str(text).unwrap()).unwrap();
        let of = |ask| {
            Identity::of(&"demo".parse().unwrap(), &HeaderMap::new(), &ask).unwrap().request_hash
        };
        assert_eq!(
            of(parse(r#"{"to":"+15550190001","record":false}"#)),
            of(parse(r#"{ "say": null, "to": "\u002b15550190001" }"#))
        );
    }

    #[test]
    fn a_key_has_bounds() {
        for bad in ["", "a b", "ü", &"x".repeat(129)] {
            let mut headers = HeaderMap::new();
            headers.insert(HEADER, http::HeaderValue::from_bytes(bad.as_bytes()).unwrap());
            assert!(key(&headers).is_err(), "{bad:?}");
        }
    }
}
