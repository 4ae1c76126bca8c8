//! W2, `POST /api/twilio/status-callback`: delivery receipts of outbound messages.
//!
//! Any order and any number of repeats end in the same record. A receipt for a message that we have
//! not heard of leaves a stub, which the send or receive completes.

use shared::ids::MessageId;
use shared::records::{Account, StatusReport, Timestamp, Write};
use shared::webhook::{Decision, Reply, Signed, Webhook};
use twilio::form::{FieldErrors, Fields};
use twilio::sid::MessageSid;
use twilio::status::MessageStatus;

/// Longest error text that is kept, in bytes.
const MAX_ERROR_MESSAGE: usize = 1_000;

/// The webhook.
#[derive(Debug)]
pub enum Status {}

/// Twilio's message status callback, read (contract §2.2).
pub struct Event {
    /// Our id from the callback URL, else Twilio's.
    pub message_id: MessageId,
    /// Twilio's id.
    pub message_sid: MessageSid,
    /// The status.
    pub status: MessageStatus,
    /// Twilio's error code, unless it is 0.
    pub error_code: Option<u32>,
    /// Twilio's or the channel's words for it.
    pub error_message: Option<String>,
}

impl Webhook for Status {
    const NAME: &'static str = "status";
    type Event = Event;
    type Facts = ();

    fn parse(signed: &Signed) -> Result<Event, FieldErrors> {
        let form = &signed.form;
        let mut fields = Fields::of(form);
        let message_sid: Option<MessageSid> = fields.required("MessageSid");
        let status = fields.required("MessageStatus");
        let ours = signed.query.get("message").and_then(|id| id.parse().ok());
        let error_message = form.text("ErrorMessage").or_else(|| form.text("ChannelStatusMessage"));
        let event = message_sid.zip(status).map(|(message_sid, status)| Event {
            message_id: ours.unwrap_or_else(|| (&message_sid).into()),
            message_sid,
            status: with_event_type(status, form.get("EventType")),
            // Never refused: the status matters more than a code of an unknown form.
            error_code: form
                .text("ErrorCode")
                .and_then(|code| code.parse().ok())
                .filter(|c| *c != 0),
            error_message: error_message.map(cut),
        });
        fields.finish(event)
    }

    fn subject(event: &Event) -> String {
        event.message_sid.to_string()
    }

    fn decide(event: Event, (): (), account: &Account, now: Timestamp) -> Decision {
        let report = StatusReport {
            message_id: event.message_id,
            message_sid: event.message_sid,
            account_sid: account.account_sid.clone(),
            tenant_id: account.tenant_id.clone(),
            status: event.status,
            error_code: event.error_code,
            error_message: event.error_message,
            at: now,
        };
        Decision { reply: Reply::Empty, writes: vec![Write::Status(report)], jobs: Vec::new() }
    }
}

/// `WhatsApp` also says in `EventType` how far the message has come; the further one counts.
fn with_event_type(status: MessageStatus, event_type: Option<&str>) -> MessageStatus {
    let event = match event_type {
        Some("READ") => MessageStatus::Read,
        Some("DELIVERED") => MessageStatus::Delivered,
        _ => return status,
    };
    if status.rank() < event.rank() { event } else { status }
}

fn cut(message: &str) -> String {
    message[..message.floor_char_boundary(MAX_ERROR_MESSAGE)].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_event_type_can_only_move_forward() {
        use MessageStatus::{Delivered, Read, Sent};
        assert_eq!(with_event_type(Sent, Some("READ")), Read);
        assert_eq!(with_event_type(Read, Some("DELIVERED")), Read);
        assert_eq!(with_event_type(Delivered, None), Delivered);
        assert_eq!(with_event_type(Sent, Some("TYPING")), Sent);
    }
}
