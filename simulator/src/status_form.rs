//! The form of a message's status callback, field by field in Twilio's order.

use super::addresses::bare;
use super::form::Fields;
use super::messages::Message;
use super::sids;

/// One callback.
pub(super) struct StatusForm<'a> {
    pub(super) message: &'a Message,
    pub(super) status: &'a str,
    /// Sent with `failed` and `undelivered`.
    pub(super) error_code: Option<u32>,
    /// WhatsApp's `EventType`, if it does not follow from the status.
    pub(super) event_type: Option<&'a str>,
    /// `YYMMDDhhmm` of the carrier's receipt, sent with `delivered` and `undelivered` of texts
    /// (<https://www.twilio.com/docs/messaging/guides/track-outbound-message-status>).
    pub(super) receipt: String,
}

impl StatusForm<'_> {
    pub(super) fn fields(self) -> Fields {
        let message = self.message;
        let whatsapp = message.to.starts_with("whatsapp:");
        let (status, sid) = (Some(self.status.to_owned()), Some(message.sid.clone()));
        let is_receipt = matches!(self.status, "delivered" | "undelivered");
        let error_code = self.error_code.filter(|_| is_failure(self.status));
        [
            ("EventType", self.event_type().filter(|_| whatsapp)),
            ("ErrorCode", error_code.map(|code| code.to_string())),
            ("SmsSid", sid.clone()),
            ("SmsStatus", status.clone()),
            ("MessageStatus", status),
            ("ChannelToAddress", whatsapp.then(|| masked(bare(&message.to)))),
            ("To", Some(message.to.clone())),
            ("ChannelPrefix", whatsapp.then(|| "whatsapp".into())),
            ("MessagingServiceSid", message.messaging_service_sid.clone()),
            ("MessageSid", sid),
            ("AccountSid", Some(message.account_sid.clone())),
            ("From", Some(message.from.clone())),
            ("ApiVersion", Some("2010-04-01".into())),
            ("ChannelInstallSid", whatsapp.then(|| sids::derived("XE", &message.from))),
            ("RawDlrDoneDate", (is_receipt && !whatsapp).then_some(self.receipt)),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
    }

    fn event_type(&self) -> Option<String> {
        let default =
            || matches!(self.status, "delivered" | "read").then(|| self.status.to_uppercase());
        self.event_type.map(str::to_owned).or_else(default)
    }
}

/// Whether a message of this status has an error code.
pub(super) fn is_failure(status: &str) -> bool {
    matches!(status, "failed" | "undelivered")
}

/// The number with its last four digits hidden, as `ChannelToAddress` shows it.
fn masked(number: &str) -> String {
    let shown = number.char_indices().rev().nth(3).map_or(0, |(position, _)| position);
    format!("{}XXXX", &number[..shown])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_digits_are_masked() {
        assert_eq!(masked("+15005550001"), "+1500555XXXX");
        assert_eq!(masked("12"), "XXXX");
    }
}
