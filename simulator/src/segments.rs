//! How many SMS segments a text takes: GSM-7 where every character fits, else UCS-2.

use super::addresses::Channel;

const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENDED: &str = "^{}\\[~]|€\u{c}";

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
    match text.chars().map(septets).collect::<Option<Vec<_>>>() {
        Some(widths) => fit(&widths, 160, 153),
        None => fit(&text.chars().map(char::len_utf16).collect::<Vec<_>>(), 70, 67),
    }
}

/// Septets a character takes in GSM 03.38, or `None` if it has no place there.
fn septets(c: char) -> Option<usize> {
    if BASIC.contains(c) { Some(1) } else { EXTENDED.contains(c).then_some(2) }
}

/// Packs characters into segments. One segment holds `alone` units, each of several `joined`,
/// and no character is split over two.
fn fit(widths: &[usize], alone: usize, joined: usize) -> u32 {
    if widths.iter().sum::<usize>() <= alone {
        return 1;
    }
    let mut segments = 1;
    let mut used = 0;
    for width in widths {
        if used + width > joined {
            segments += 1;
            used = 0;
        }
        used += width;
    }
    segments
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
