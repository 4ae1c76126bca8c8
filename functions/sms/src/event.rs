//! Twilio's request for an inbound message, read (contract §2.1).

use std::collections::BTreeMap;

use shared::records::{Attachment, Consent};
use twilio::form::{FieldErrors, Fields, Form};
use twilio::phone::Address;
use twilio::sid::MessageSid;

use crate::consent::consent;

/// Twilio sends ten attachments at most; more than this would not fit one transaction.
const MAX_MEDIA: usize = 50;
/// Twilio's limit is 1,600 characters; this one keeps the record within DynamoDB's 400 KB.
const MAX_BODY: usize = 64 * 1024;

/// Fields that have a place of their own in the record, or repeat one that has.
const PLACED: [&str; 10] = [
    "MessageSid",
    "SmsSid",
    "SmsMessageSid",
    "AccountSid",
    "From",
    "To",
    "Body",
    "NumMedia",
    "SmsStatus",
    "ApiVersion",
];

/// An inbound message.
pub struct Event {
    /// Twilio's id of it, the same for every delivery.
    pub message_sid: MessageSid,
    /// The contact.
    pub from: Address,
    /// The tenant's own address.
    pub to: Address,
    /// Text; empty for media alone.
    pub body: String,
    /// Attachments in Twilio's order.
    pub media: Vec<Attachment>,
    /// What it does to consent.
    pub consent: Consent,
    /// Further fields by Twilio's names.
    pub details: BTreeMap<String, String>,
}

impl Event {
    /// Reads the form, or names what is missing or unreadable.
    pub fn parse(form: &Form) -> Result<Self, FieldErrors> {
        let mut fields = Fields::of(form);
        let message_sid = fields.required("MessageSid");
        let from: Option<Address> = fields.required("From");
        let to: Option<Address> = fields.required("To");
        let body = form.get("Body").unwrap_or_default();
        if body.len() > MAX_BODY {
            fields.reject("Body");
        }
        let event = (|| {
            Some(Self {
                message_sid: message_sid?,
                from: from?,
                to: to?,
                body: body.to_owned(),
                media: media(form),
                consent: consent(form.get("OptOutType"), body),
                details: form.details(is_placed),
            })
        })();
        fields.finish(event)
    }
}

/// The attachments that are there, and a failed one for each that was only counted: Twilio does not
/// repeat what is refused, and the text counts more.
fn media(form: &Form) -> Vec<Attachment> {
    let url = |index: usize| form.text(&format!("MediaUrl{index}"));
    let there = (0..MAX_MEDIA).rev().find(|index| url(*index).is_some()).map_or(0, |last| last + 1);
    let count = form.readable("NumMedia").unwrap_or(there).max(there).min(MAX_MEDIA);
    let attachment = |index| {
        let content_type = form.text(&format!("MediaContentType{index}"));
        let content_type = content_type.unwrap_or("application/octet-stream").to_ascii_lowercase();
        match url(index) {
            Some(url) => Attachment::announced(url.to_owned(), content_type),
            None => Attachment::missing(content_type),
        }
    };
    (0..count).map(attachment).collect()
}

fn is_placed(name: &str) -> bool {
    let numbered = |prefix| {
        let index = name.strip_prefix(prefix);
        index.is_some_and(|index: &str| index.bytes().all(|byte| byte.is_ascii_digit()))
    };
    PLACED.contains(&name) || numbered("MediaUrl") || numbered("MediaContentType")
}
