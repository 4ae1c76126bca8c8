//! Twilio's identifiers, by kind.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use arrayvec::ArrayString;
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

/// Two letters and 32 hex digits.
const LENGTH: usize = 34;

/// A Twilio SID: two letters and 32 hex digits, held in place: a clone allocates nothing.
pub struct Sid<K> {
    text: ArrayString<LENGTH>,
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
        let valid = text.len() == LENGTH
            && K::PREFIXES.iter().any(|prefix| text.starts_with(prefix))
            && text.bytes().skip(2).all(|byte| byte.is_ascii_hexdigit());
        match ArrayString::from(text) {
            Ok(text) if valid => Ok(Self { text, kind: PhantomData }),
            _ => Err(InvalidId(K::NAME)),
        }
    }
}

impl<K> fmt::Display for Sid<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<K> fmt::Debug for Sid<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<K> Serialize for Sid<K> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
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

impl<K> Clone for Sid<K> {
    fn clone(&self) -> Self {
        Self { text: self.text, kind: PhantomData }
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
        assert!("RE00000000000000000000000000000001".parse::<RecordingSid>().is_ok());
    }
}
