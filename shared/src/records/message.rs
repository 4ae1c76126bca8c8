//! A message, inbound or outbound.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Attachment, MessageStatus, ThreadId, Timestamp};
use crate::ids::{AccountSid, MessageId, MessageSid, TenantId};
use crate::phone::Channel;

/// Which way a message goes, seen from the tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From a customer.
    Inbound,
    /// To a customer.
    Outbound,
}

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
    /// Twilio's further fields by their own names: location, profile name, buttons, referral, ….
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, String>,
    /// When we first heard of it.
    pub created_at: Timestamp,
}

impl std::fmt::Debug for MessageContent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MessageContent")
            .field("message_id", &self.message_id)
            .finish_non_exhaustive()
    }
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
