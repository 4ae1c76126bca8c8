//! A message, inbound or outbound.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Attachment, Direction, ThreadId, Timestamp, preview};
use crate::ids::{MessageId, TenantId};
use twilio::form::Details;
use twilio::phone::{Channel, Party};
use twilio::sid::{AccountSid, MessageSid};
use twilio::status::MessageStatus;

/// What a message says: written once, by the webhook that receives it or the request that sends it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageContent {
    /// Our id: the `MessageSid` when inbound, a ULID when outbound.
    pub message_id: MessageId,
    /// Twilio's id, once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_sid: Option<MessageSid>,
    /// Whose it is.
    pub tenant_id: TenantId,
    /// The Twilio account it belongs to.
    pub account_sid: AccountSid,
    /// Its conversation.
    pub thread_id: ThreadId,
    /// Which way it goes.
    pub direction: Direction,
    /// The network it travels on.
    pub channel: Channel,
    /// Sender, without channel prefix.
    pub from_number: String,
    /// Receiver, without channel prefix.
    pub to_number: String,
    /// Text; empty for media alone.
    pub body: String,
    /// How many attachments.
    pub num_media: usize,
    /// The attachments, in Twilio's order.
    pub media: Vec<Attachment>,
    /// The website's reference, if it gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_id: Option<String>,
    /// How the website asked for it, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<MessageRequest>,
    /// Twilio's further fields by their own names: location, profile name, buttons, referral, ….
    #[serde(default, skip_serializing_if = "Details::is_empty")]
    pub details: Details,
    /// When we first heard of it.
    pub created_at: Timestamp,
}

twilio::debug_only!(MessageContent { message_id });

impl MessageContent {
    /// Who has written, or is written to. Conversations of one person may have become another's, so they
    /// are asked; a text in a group is its writer's, and an answer to one nobody's alone.
    pub fn other_side(&self) -> Option<Party> {
        match (self.thread_id.is_group(), self.direction) {
            (false, _) => self.thread_id.contact(),
            (true, Direction::Inbound) => self.from_number.parse().ok(),
            (true, Direction::Outbound) => None,
        }
    }

    /// Its beginning, or what else it holds, for the list of conversations.
    pub fn preview(&self) -> String {
        preview::of(&self.body, &self.media, &self.details)
    }
}

/// A request of the website for a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageRequest {
    /// The same for the same request.
    pub hash: String,
    /// The user who asked (`sub`), if the token named one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    /// When it is to be sent; `None` is at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send_at: Option<Timestamp>,
    /// How many segments its text takes; 0 without text.
    pub segments: u32,
    /// `GSM-7` or `UCS-2`.
    pub encoding: String,
}

/// Where an outbound message stands between us and Twilio.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Sending {
    /// The attempt that is under way, or whose outcome nobody knows.
    #[serde(default)]
    pub attempt_id: Option<String>,
    /// When it began.
    #[serde(default)]
    pub attempt_at: Option<Timestamp>,
    /// When the first attempt began, since the account was last suspended.
    #[serde(default)]
    pub first_attempt_at: Option<Timestamp>,
    /// It has ended, and Twilio may or may not have the message.
    #[serde(default)]
    pub unconfirmed: bool,
}

/// How far a message has come: changed by status callbacks only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The highest-ranking status heard of; `None` while only unknown ones were.
    pub status: Option<MessageStatus>,
    /// Twilio's error code, if that status came with one.
    pub error_code: Option<u32>,
    /// Twilio's words for it, if it sent any.
    pub error_message: Option<String>,
    /// When `delivered` was first heard.
    pub delivered_at: Option<Timestamp>,
    /// When each status was first heard, unknown ones included.
    #[serde(skip)]
    pub status_times: BTreeMap<String, Timestamp>,
    /// Last change of the record.
    pub updated_at: Timestamp,
}

/// The whole record in the `messages` table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Message {
    /// What it says.
    #[serde(flatten)]
    pub content: MessageContent,
    /// How far it has come.
    #[serde(flatten)]
    pub delivery: Delivery,
    /// Where it stands on its way out.
    #[serde(flatten)]
    pub sending: Sending,
    /// Its place in the conversation: when it came or left, is to leave or was cancelled.
    pub sort_at: Timestamp,
}

impl Message {
    /// Whether its fate is known: it is at Twilio, or certainly never will be.
    pub fn is_settled(&self) -> bool {
        let over = |status: &MessageStatus| status.rank() >= MessageStatus::Canceled.rank();
        self.content.message_sid.is_some() || self.delivery.status.as_ref().is_some_and(over)
    }

    /// Whether it has left, or was to leave and could not.
    pub fn has_left(&self) -> bool {
        self.is_settled() && self.delivery.status != Some(MessageStatus::Canceled)
    }

    /// Whether nobody knows if Twilio has it.
    pub fn is_unconfirmed(&self) -> bool {
        self.sending.unconfirmed && !self.is_settled()
    }
}

/// A status callback, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusReport {
    /// Which message: ours from the callback URL, else Twilio's.
    pub message_id: MessageId,
    /// Twilio's id of it.
    pub message_sid: MessageSid,
    /// The account that reports.
    pub account_sid: AccountSid,
    /// Whose account it is.
    pub tenant_id: TenantId,
    /// The status.
    pub status: MessageStatus,
    /// Twilio's error code; 0 is no error.
    pub error_code: Option<u32>,
    /// Twilio's words, optional in every case.
    pub error_message: Option<String>,
    /// When it arrived.
    pub at: Timestamp,
}
