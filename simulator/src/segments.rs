//! How many segments Twilio counts for a message.

use super::addresses::Channel;

/// What Twilio counts a message as: an MMS one segment per attachment, WhatsApp always one.
pub(super) fn of(channel: Channel, text: &str, num_media: u32) -> u32 {
    match channel {
        Channel::Sms if num_media > 0 => num_media,
        Channel::Sms => count(text),
        Channel::Whatsapp => 1,
    }
}

/// Segments of a text message, at least 1.
pub(super) fn count(text: &str) -> u32 {
    twilio::segments::of(text).1.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gsm_7() {
        assert_eq!(count(""), 1);
        assert_eq!(count(&"a".repeat(160)), 1);
        assert_eq!(count(&"a".repeat(161)), 2);
        assert_eq!(count(&"a".repeat(306)), 2);
        assert_eq!(count(&"a".repeat(307)), 3);
        assert_eq!(count(&"€".repeat(80)), 1);
        assert_eq!(count(&"€".repeat(81)), 2);
    }

    #[test]
    fn escape_sequences_stay_whole() {
        // 153 is odd, so each segment ends one septet short.
        assert_eq!(count(&"€".repeat(152)), 2);
        assert_eq!(count(&"€".repeat(153)), 3);
    }

    #[test]
    fn ucs_2() {
        assert_eq!(count(&"ж".repeat(70)), 1);
        assert_eq!(count(&"ж".repeat(71)), 2);
        assert_eq!(count(&"ж".repeat(135)), 3);
        assert_eq!(count("`"), 1);
        assert_eq!(count(&"😀".repeat(35)), 1);
        // 67 is odd, so 33 pairs fit in a segment.
        assert_eq!(count(&"😀".repeat(66)), 2);
        assert_eq!(count(&"😀".repeat(67)), 3);
    }
}
