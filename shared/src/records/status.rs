//! A message's status and its rank: the higher rank wins, whatever arrives first.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A status as Twilio names it (Message resource, `Status`; contract §2.2).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum MessageStatus {
    /// Taken over, not yet queued.
    Accepted,
    /// Waits for its time.
    Scheduled,
    /// In Twilio's queue.
    Queued,
    /// On its way to the carrier.
    Sending,
    /// With the carrier.
    Sent,
    /// Inbound, media not yet complete.
    Receiving,
    /// Inbound, complete.
    Received,
    /// Cancelled before it left.
    Canceled,
    /// Never left Twilio.
    Failed,
    /// The carrier could not deliver it.
    Undelivered,
    /// Reached some of a group.
    PartiallyDelivered,
    /// Reached the phone.
    Delivered,
    /// Seen by its reader.
    Read,
    /// A status Twilio has added since; kept in the history, moves nothing.
    Unknown(String),
}

use MessageStatus as S;

/// Names and ranks. Final states outrank the way there; among them the one that says more wins, so
/// that a late receipt cannot hide a better-informed one.
const TABLE: [(&str, u8, S); 13] = [
    ("accepted", 10, S::Accepted),
    ("scheduled", 15, S::Scheduled),
    ("queued", 20, S::Queued),
    ("sending", 30, S::Sending),
    ("sent", 40, S::Sent),
    ("receiving", 45, S::Receiving),
    ("received", 50, S::Received),
    ("canceled", 60, S::Canceled),
    ("failed", 65, S::Failed),
    ("undelivered", 70, S::Undelivered),
    ("partially_delivered", 75, S::PartiallyDelivered),
    ("delivered", 80, S::Delivered),
    ("read", 90, S::Read),
];

impl MessageStatus {
    /// The status as Twilio writes it.
    pub fn as_str(&self) -> &str {
        match self {
            S::Unknown(name) => name,
            known => TABLE.iter().find(|(_, _, status)| status == known).map_or("", |row| row.0),
        }
    }

    /// How far the message has come; `None` for an unknown status.
    pub fn rank(&self) -> Option<u8> {
        TABLE.iter().find(|(_, _, status)| status == self).map(|row| row.1)
    }
}

/// A text that cannot be a status: empty, over 64 bytes, or with other than letters, digits, `-`, `_`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a message status")]
pub struct InvalidStatus;

impl FromStr for MessageStatus {
    type Err = InvalidStatus;

    fn from_str(text: &str) -> Result<Self, InvalidStatus> {
        if let Some((_, _, status)) = TABLE.iter().find(|(name, _, _)| *name == text) {
            return Ok(status.clone());
        }
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        let valid = (1..=64).contains(&text.len()) && text.bytes().all(plain);
        if valid { Ok(S::Unknown(text.to_owned())) } else { Err(InvalidStatus) }
    }
}

impl fmt::Display for MessageStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for MessageStatus {
    fn serialize<T: serde::Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for MessageStatus {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_status_reads_back_and_ranks_differ() {
        let mut ranks = Vec::new();
        for (name, rank, status) in TABLE {
            assert_eq!(name.parse::<MessageStatus>(), Ok(status.clone()));
            assert_eq!((status.as_str(), status.rank()), (name, Some(rank)));
            ranks.push(rank);
        }
        ranks.dedup();
        assert_eq!(ranks.len(), TABLE.len());
    }

    #[test]
    fn an_unknown_status_is_kept_without_a_rank() {
        let status: MessageStatus = "deferred".parse().unwrap();
        assert_eq!((status.as_str(), status.rank()), ("deferred", None));
        assert!("".parse::<MessageStatus>().is_err());
        assert!("a b".parse::<MessageStatus>().is_err());
    }
}
