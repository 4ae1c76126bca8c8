//! Identifiers as parsed types: Twilio's SIDs by kind, and our own.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A text that is not the identifier it was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {0}")]
pub struct InvalidId(pub &'static str);

/// What a SID names.
pub trait Kind {
    /// Name for messages, such as `MessageSid`.
    const NAME: &'static str;
    /// The two-letter prefixes Twilio uses for it.
    const PREFIXES: &'static [&'static str];
}

/// A Twilio SID: two letters and 32 hex digits.
pub struct Sid<K> {
    text: String,
    kind: PhantomData<fn() -> K>,
}

impl<K> Sid<K> {
    /// The SID as Twilio writes it.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<K: Kind> FromStr for Sid<K> {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let valid = text.len() == 34
            && K::PREFIXES.iter().any(|prefix| text.starts_with(prefix))
            && text.bytes().skip(2).all(|byte| byte.is_ascii_hexdigit());
        match valid {
            true => Ok(Self { text: text.to_owned(), kind: PhantomData }),
            false => Err(InvalidId(K::NAME)),
        }
    }
}

macro_rules! text_traits {
    ([$($generics:tt)*] $name:ty) => {
        impl<$($generics)*> fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl<$($generics)*> fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl<$($generics)*> Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

macro_rules! sid_kind {
    ($(#[$doc:meta])* $kind:ident, $sid:ident, $name:literal, $prefixes:expr) => {
        /// Marks the kind of a SID.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $kind {}

        impl Kind for $kind {
            const NAME: &'static str = $name;
            const PREFIXES: &'static [&'static str] = &$prefixes;
        }

        $(#[$doc])*
        pub type $sid = Sid<$kind>;
    };
}

text_traits!([K] Sid<K>);

impl<K> Clone for Sid<K> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), kind: PhantomData }
    }
}

impl<K> PartialEq for Sid<K> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<K> Eq for Sid<K> {}

impl<K> std::hash::Hash for Sid<K> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<'de, K: Kind> Deserialize<'de> for Sid<K> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

sid_kind!(
    /// A Twilio account or subaccount.
    Account, AccountSid, "AccountSid", ["AC"]
);
sid_kind!(
    /// A message; Twilio writes `SM` for text and `MM` for media.
    Message, MessageSid, "MessageSid", ["SM", "MM"]
);
sid_kind!(
    /// A call, or one leg of it.
    Call, CallSid, "CallSid", ["CA"]
);
sid_kind!(
    /// A recording of a call.
    Recording, RecordingSid, "RecordingSid", ["RE"]
);
sid_kind!(
    /// A phone number of an account.
    PhoneNumber, PhoneNumberSid, "PhoneNumberSid", ["PN"]
);

/// Parses a text that only has to satisfy a rule on its characters.
macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $label:literal, $valid:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

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
                if valid(text) { Ok(Self(text.to_owned())) } else { Err(InvalidId($label)) }
            }
        }

        text_traits!([] $name);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

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
    /// A job: deterministic, so that the same work has the same id.
    JobId, "job id", |text| {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"._@|:+=-".contains(&b);
        !text.is_empty() && text.len() <= 160 && text.bytes().all(plain)
    }
);

impl From<&MessageSid> for MessageId {
    fn from(sid: &MessageSid) -> Self {
        Self(sid.as_str().to_owned())
    }
}

impl From<&CallSid> for CallId {
    fn from(sid: &CallSid) -> Self {
        Self(sid.as_str().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sid_has_its_kind() {
        let text = "MM00000000000000000000000000000001";
        assert_eq!(text.parse::<MessageSid>().unwrap().as_str(), text);
        assert_eq!(text.parse::<AccountSid>(), Err(InvalidId("AccountSid")));
        assert!("SM0000000000000000000000000000000g".parse::<MessageSid>().is_err());
        assert!("SM1".parse::<MessageSid>().is_err());
    }

    #[test]
    fn a_call_id_fits_in_a_url_as_it_is() {
        for bad in ["", "a b", "a/b", "a&b", "a#b", "a.b", "a-b", "ü", &"x".repeat(65)] {
            assert!(bad.parse::<CallId>().is_err(), "{bad:?}");
        }
        assert!("k01J".parse::<CallId>().is_ok());
        let sid: CallSid = "CA00000000000000000000000000000001".parse().unwrap();
        assert_eq!(CallId::from(&sid).as_str(), sid.as_str());
        assert!("RE00000000000000000000000000000001".parse::<RecordingSid>().is_ok());
    }

    #[test]
    fn a_tenant_cannot_leave_its_folder() {
        for bad in ["", "..", ".", "a/b", "a#b", "a\nb", &"x".repeat(129)] {
            assert!(bad.parse::<TenantId>().is_err(), "{bad:?}");
        }
        assert!("auth0|5f7c".parse::<TenantId>().is_ok());
    }
}
