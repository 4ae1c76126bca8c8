//! Addresses: a bare number on SMS, a prefixed one on WhatsApp.

use serde::Deserialize;

/// The way a message travels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// SMS or MMS, between phone numbers.
    #[default]
    Sms,
    /// WhatsApp: both addresses carry the prefix `whatsapp:`.
    Whatsapp,
}

const WHATSAPP: &str = "whatsapp:";

impl Channel {
    /// This channel, or WhatsApp if one of the addresses says so.
    pub(super) fn of(self, from: &str, to: &str) -> Self {
        let prefixed = from.starts_with(WHATSAPP) || to.starts_with(WHATSAPP);
        if prefixed { Self::Whatsapp } else { self }
    }

    /// The address as webhooks show it on this channel.
    pub(super) fn address(self, number: &str) -> String {
        match self {
            Self::Sms => number.to_owned(),
            Self::Whatsapp => format!("{WHATSAPP}{}", bare(number)),
        }
    }
}

/// The number of an address, without the channel's prefix.
pub(super) fn bare(address: &str) -> &str {
    address.strip_prefix(WHATSAPP).unwrap_or(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefix_is_added_once_and_decides_the_channel() {
        assert_eq!(Channel::Whatsapp.address("+1555"), "whatsapp:+1555");
        assert_eq!(Channel::Whatsapp.address("whatsapp:+1555"), "whatsapp:+1555");
        assert_eq!(Channel::Sms.address("+1555"), "+1555");
        assert_eq!(Channel::Sms.of("whatsapp:+1", "+2"), Channel::Whatsapp);
        assert_eq!(Channel::Sms.of("+1", "+2"), Channel::Sms);
        assert_eq!(bare("whatsapp:+1555"), "+1555");
    }
}
