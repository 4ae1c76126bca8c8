//! Our own identifiers, as parsed types.

mod keyed;

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use twilio::sid::{CallSid, InvalidId, MessageSid};

pub use keyed::{is_keyed_by_another, keyed_id};

/// Parses a text that only has to satisfy a rule on its characters. Clones share it.
macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $label:literal, $valid:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let valid: fn(&str) -> bool = $valid;
                if valid(text) { Ok(Self(text.into())) } else { Err(InvalidId($label)) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// The tenant whose record the main Twilio account has. No bearer token signs in as it.
pub const MAIN_TENANT: &str = "operator";

text_id!(
    /// A tenant, as the bearer token's claim names it. It becomes part of storage keys, so
    /// separators, control characters and `.` alone are refused; at most 128 bytes.
    TenantId, "tenant id", |text| {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"._@|:+=-".contains(&b);
        !text.is_empty() && text.len() <= 128 && !text.starts_with('.') && text.bytes().all(plain)
    }
);

text_id!(
    /// A message: the `MessageSid` of an inbound one, our own ULID for an outbound one. It rides in
    /// callback URLs, so it has only letters and digits; at most 64.
    MessageId, "message id", |text| {
        !text.is_empty() && text.len() <= 64 && text.bytes().all(|b| b.is_ascii_alphanumeric())
    }
);

text_id!(
    /// A call: the `CallSid` of an inbound one, our own for an outbound one. It rides in callback
    /// URLs, so it has only letters and digits; at most 64.
    CallId, "call id", |text| {
        !text.is_empty() && text.len() <= 64 && text.bytes().all(|b| b.is_ascii_alphanumeric())
    }
);

text_id!(
    /// A contact: 32 hex digits, made from the tenant and its first address.
    ContactId, "contact id", |text| {
        text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase())
    }
);

text_id!(
    /// An event: 32 hex digits, the same however often a change is told.
    EventId, "event id", |text| {
        text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase())
    }
);

text_id!(
    /// A place at the tenant's own server that gets events: a ULID.
    EndpointId, "endpoint id", |text| {
        text.len() == 26 && text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
    }
);

text_id!(
    /// A file of contacts that is taken in: a ULID of the time when it came.
    ImportId, "import id", |text| {
        text.len() == 26 && text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
    }
);

text_id!(
    /// A note: a ULID of the time when it was written.
    NoteId, "note id", |text| {
        text.len() == 26 && text.bytes().all(|b| b.is_ascii_alphanumeric())
    }
);

text_id!(
    /// A snippet: a ULID.
    SnippetId, "snippet id", |text| {
        text.len() == 26 && text.bytes().all(|b| b.is_ascii_alphanumeric())
    }
);

text_id!(
    /// A job: deterministic, so that the same work has the same id.
    JobId, "job id", |text| {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"._@|:+=-".contains(&b);
        !text.is_empty() && text.len() <= 160 && text.bytes().all(plain)
    }
);

impl From<&MessageSid> for MessageId {
    fn from(sid: &MessageSid) -> Self {
        Self(sid.as_str().into())
    }
}

impl From<&CallSid> for CallId {
    fn from(sid: &CallSid) -> Self {
        Self(sid.as_str().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_id_fits_in_a_url_as_it_is() {
        for bad in ["", "a b", "a/b", "a&b", "a#b", "a.b", "a-b", "ü", &"x".repeat(65)] {
            assert!(bad.parse::<CallId>().is_err(), "{bad:?}");
        }
        assert!("k01J".parse::<CallId>().is_ok());
        let sid: CallSid = "CA00000000000000000000000000000001".parse().unwrap();
        assert_eq!(CallId::from(&sid).as_str(), sid.as_str());
    }

    #[test]
    fn a_tenant_cannot_leave_its_folder() {
        for bad in ["", "..", ".", "a/b", "a#b", "a\nb", &"x".repeat(129)] {
            assert!(bad.parse::<TenantId>().is_err(), "{bad:?}");
        }
        assert!("auth0|5f7c".parse::<TenantId>().is_ok());
    }
}
