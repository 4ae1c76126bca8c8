//! Twilio's request for an inbound message, read (contract §2.1).

use shared::records::{Attachment, Consent, ConsentSource};
use twilio::form::{Details, FieldErrors, Fields, Form};
use twilio::phone::{Address, Channel, Party};
use twilio::sid::MessageSid;

use crate::consent::consent;

/// Twilio sends ten attachments at most; more than this would not fit one transaction.
const MAX_MEDIA: usize = 50;
/// Longest name of a sender that is kept, in characters.
const MAX_NAME: usize = 128;
/// Carriers allow about ten people in a group.
const MAX_GROUP: usize = 50;
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
    /// The sender's number, if the form has one: on `WhatsApp` also beside a user id.
    pub number: Option<Party>,
    /// The sender's `WhatsApp` user id, if the form has one.
    pub user_id: Option<Party>,
    /// What the channel calls the sender.
    pub profile_name: Option<String>,
    /// Everybody outside who reads it, the sender first, if it went to a group.
    pub group: Vec<Party>,
    /// What it does to the sender's consent, and who says so.
    pub consent: (Consent, ConsentSource),
    /// Further fields by Twilio's names.
    pub details: Details,
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
            let (from, to) = (from?, to?);
            Some(Self {
                message_sid: message_sid?,
                number: number(form, &from),
                user_id: user_id(form, &from),
                profile_name: form.text("ProfileName").map(|name| cut(name, MAX_NAME)),
                group: group(form, &from, &to),
                consent: consent(form, from.channel),
                from,
                to,
                body: body.to_owned(),
                media: media(form),
                details: form.details(is_placed),
            })
        })();
        fields.finish(event)
    }
}

fn number(form: &Form, from: &Address) -> Option<Party> {
    let wa_id = || {
        let digits = form.text("WaId").filter(|_| from.channel == Channel::Whatsapp)?;
        format!("+{}", digits.trim_start_matches('+')).parse().ok()
    };
    let number = |party: &Party| matches!(party, Party::Number(_)).then(|| party.clone());
    number(&from.party).or_else(|| number(&wa_id()?))
}

/// People who hide their number are known by `WhatsApp`'s id alone: in `From`, or beside the number in
/// `ExternalUserId`.
fn user_id(form: &Form, from: &Address) -> Option<Party> {
    if from.channel != Channel::Whatsapp {
        return None;
    }
    let external = form.text("ExternalUserId").and_then(|id| id.parse().ok());
    external.into_iter().chain([from.party.clone()]).find(Party::is_user_id)
}

fn cut(text: &str, longest: usize) -> String {
    text.chars().take(longest).collect()
}

/// A group text names its further receivers: `OtherRecipients0`, `OtherRecipients1`, …, in no order
/// and undocumented.
fn group(form: &Form, from: &Address, to: &Address) -> Vec<Party> {
    let named = form.fields().filter(|(name, _)| name.starts_with("OtherRecipients"));
    let others = named.filter(|(_, value)| !value.trim().is_empty());
    let others = others.filter_map(|(_, value)| Some(value.parse::<Address>().ok()?.party));
    let others: Vec<_> =
        others.filter(|other| *other != to.party && *other != from.party).take(MAX_GROUP).collect();
    match others.is_empty() {
        true => Vec::new(),
        false => std::iter::once(from.party.clone()).chain(others).collect(),
    }
}

/// The attachments that are there, and a failed one for each that was only counted: Twilio does not
/// repeat what is refused, and the text counts more.
fn media(form: &Form) -> Vec<Attachment> {
    let url = |index: usize| form.text(&format!("MediaUrl{index}"));
    let index = |name: &str| name.strip_prefix("MediaUrl")?.parse().ok();
    let named = form.fields().filter_map(|(name, _)| index(name));
    let last = named.filter(|index| *index < MAX_MEDIA && url(*index).is_some()).max();
    let there = last.map_or(0, |last| last + 1);
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
