//! The statuses of accounts, messages, calls and recordings, as Twilio names them.

use std::str::FromStr;

use serde::de::IntoDeserializer;
use serde::de::value::Error as UnknownName;
use serde::{Deserialize, Serialize};

use crate::ranked::ranked_status;

pub use crate::ranked::Ranked;

/// Whether an account's webhooks and sends are served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountStatus {
    /// In use.
    Active,
    /// Switched off for now.
    Suspended,
    /// Given up for good.
    Closed,
}

impl AccountStatus {
    /// As Twilio spells it: `active`, `suspended`, `closed`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Closed => "closed",
        }
    }
}

impl FromStr for AccountStatus {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        Self::deserialize(name.into_deserializer())
    }
}

ranked_status! {
    /// A message's status (Message resource, `Status`; contract §2.2). Final states outrank the way
    /// there; among them the one that says more wins, so that a late receipt cannot hide a
    /// better-informed one.
    MessageStatus {
        /// Taken over, not yet queued.
        Accepted = "accepted", 10;
        /// Waits for its time.
        Scheduled = "scheduled", 15;
        /// In Twilio's queue.
        Queued = "queued", 20;
        /// On its way to the carrier.
        Sending = "sending", 30;
        /// With the carrier.
        Sent = "sent", 40;
        /// Inbound, media not yet complete.
        Receiving = "receiving", 45;
        /// Inbound, complete.
        Received = "received", 50;
        /// Cancelled before it left.
        Canceled = "canceled", 60;
        /// Never left Twilio.
        Failed = "failed", 65;
        /// The carrier could not deliver it.
        Undelivered = "undelivered", 70;
        /// Reached some of a group.
        PartiallyDelivered = "partially_delivered", 75;
        /// Reached the phone.
        Delivered = "delivered", 80;
        /// Seen by its reader.
        Read = "read", 90;
    }
}

ranked_status! {
    /// The status of a call or of one of its legs (Call resource, `Status`; contract §2.3). `answered`
    /// arrives as `in-progress`.
    CallStatus {
        /// Waits to be placed.
        Queued = "queued", 10;
        /// Being placed.
        Initiated = "initiated", 20;
        /// The phone rings.
        Ringing = "ringing", 30;
        /// Answered.
        InProgress = "in-progress", 40;
        /// Given up by its caller before it was answered.
        Canceled = "canceled", 60;
        /// Could not be placed.
        Failed = "failed", 65;
        /// Rang out.
        NoAnswer = "no-answer", 70;
        /// The line was busy.
        Busy = "busy", 75;
        /// Answered and over.
        Completed = "completed", 80;
    }
}

impl CallStatus {
    /// Whether the call is over.
    pub fn is_final(&self) -> bool {
        self.rank() >= Self::Canceled.rank()
    }
}

ranked_status! {
    /// A recording's status (contract §2.6).
    RecordingStatus {
        /// Being recorded.
        InProgress = "in-progress", 10;
        /// There was nothing to record.
        Absent = "absent", 20;
        /// Twilio lost it.
        Failed = "failed", 30;
        /// Can be fetched.
        Completed = "completed", 40;
    }
}
