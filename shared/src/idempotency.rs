//! Requests that cost money carry an `Idempotency-Key`: the same key is the same request, and is
//! answered from the record that the first one wrote.

use http::HeaderMap;
use ulid::Ulid;

use crate::api::ApiError;
use crate::ids::{TenantId, keyed_id};

/// The header's name.
pub const HEADER: &str = "Idempotency-Key";
/// Longest key, in characters.
const MAX_KEY: usize = 128;

/// Whether a request may have been made before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeats {
    /// It has a key, and may be a repeat.
    Possible,
    /// It has none.
    Impossible,
}

/// An id that is the same for the same key of the same tenant, and of this request alone without a
/// key. Letters and digits.
pub fn id(tenant: &TenantId, headers: &HeaderMap) -> Result<(String, Repeats), ApiError> {
    Ok(match key(headers)? {
        Some(key) => (keyed_id(tenant, &key), Repeats::Possible),
        None => (Ulid::generate().to_string(), Repeats::Impossible),
    })
}

/// The key that the request came with: 1 to 128 visible ASCII characters.
pub fn key(headers: &HeaderMap) -> Result<Option<String>, ApiError> {
    let Some(key) = headers.get(HEADER) else {
        return Ok(None);
    };
    let invalid = ApiError::Invalid { field: HEADER, message: "1 to 128 visible ASCII characters" };
    let visible = |key: &&str| {
        (1..=MAX_KEY).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
    };
    key.to_str().ok().filter(visible).map(|key| Some(key.to_owned())).ok_or(invalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(key: &str) -> HeaderMap {
        HeaderMap::from_iter([(HEADER.parse().unwrap(), key.parse().unwrap())])
    }

    fn id_of(tenant: &str, key: &str) -> String {
        id(&tenant.parse().unwrap(), &headers(key)).unwrap().0
    }

    #[test]
    fn a_key_is_one_request_of_one_tenant() {
        assert_eq!(id_of("demo", "k"), id_of("demo", "k"));
        assert_ne!(id_of("demo", "k"), id_of("other", "k"));
        assert_ne!(id_of("demo", "k"), id_of("demo", "K"));
        assert_ne!(id_of("demo", "xk"), id_of("demox", "k"));
        assert_eq!(id_of("demo", "k").len(), 48);
        assert!(id_of("demo", "k").bytes().all(|byte| byte.is_ascii_hexdigit()));
    }

    #[test]
    fn without_a_key_every_request_is_another_one() {
        let id = || id(&"demo".parse().unwrap(), &HeaderMap::new()).unwrap();
        assert_ne!(id().0, id().0);
        assert_eq!(id().1, Repeats::Impossible);
    }

    #[test]
    fn a_key_is_visible_and_not_too_long() {
        assert_eq!(key(&headers(&"k".repeat(128))).unwrap().unwrap().len(), 128);
        for bad in ["", " ", "a b", "é", &"k".repeat(129)] {
            assert!(key(&headers(bad)).is_err(), "{bad:?}");
        }
    }
}
