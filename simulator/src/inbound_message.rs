//! A message from the outside world: as it is asked for, received, and answered for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::addresses::Channel;
use super::delivery::{Answer, Delivery};
use super::geo::Geo;
use super::media::{InboundMedia, Media};
use super::messages::Message;
use super::numbers::Number;
use super::opt_out::OptOut;
use super::twiml::TwimlError;

/// A message from the outside world; the body of `POST /sim/messages`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InboundMessage {
    /// The sender: a phone number, a short code or `anonymous`.
    pub from: String,
    /// One of the simulator's numbers.
    pub to: String,
    /// The text, at most 1600 characters.
    #[serde(default)]
    pub body: String,
    /// Attachments.
    #[serde(default)]
    pub media: Vec<InboundMedia>,
    /// The channel; a `whatsapp:` address decides it too.
    #[serde(default)]
    pub channel: Channel,
    /// Treat it as this keyword and say so in the webhook, as Advanced Opt-Out does.
    #[serde(default)]
    pub opt_out_type: Option<OptOut>,
    /// The sender's name on WhatsApp.
    #[serde(default)]
    pub profile_name: Option<String>,
    /// The further receivers of a group text.
    #[serde(default)]
    pub other_recipients: Vec<String>,
    /// Where the sender's number is from.
    #[serde(default)]
    pub geo: Geo,
    /// More webhook fields, for what Twilio adds without notice.
    #[serde(default)]
    pub extra: BTreeMap<String, String>,
    /// How the webhook is sent.
    #[serde(default)]
    pub delivery: Delivery,
}

/// What became of an inbound message.
#[derive(Debug, Clone, Serialize)]
pub struct Delivered {
    /// The message's SID.
    pub sid: String,
    /// SIDs of the attachments.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<String>,
    /// What Twilio answered the sender by itself (STOP, START, HELP).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_reply: Option<String>,
    /// SIDs of the messages that the answers to the webhook sent, each a `<Message>`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<String>,
    /// What Twilio's debugger would say of those answers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<TwimlError>,
    /// The first answer to the webhook; `None` if the number has no `sms_url`, or an
    /// application that goes before it.
    pub webhook: Option<Answer>,
    /// The answers to all copies, if there were several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub webhooks: Vec<Answer>,
}

/// An inbound message with all that its webhook tells.
pub(super) struct Received {
    pub(super) message: Message,
    pub(super) media: Vec<Media>,
    pub(super) channel: Channel,
    pub(super) number: Number,
    pub(super) inbound: InboundMessage,
}
