//! How many segments a text takes, as Twilio counts and charges them: GSM-7 where every character
//! fits, else UCS-2 (contract §2.1, `NumSegments`; GSM 03.38).

/// Characters of the basic table: one septet each.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡\
                     ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Characters of the extension table: an escape and a septet each.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// How a text travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Seven bits a character: 160 alone in a message, else 153 in each.
    Gsm7,
    /// Sixteen bits a unit: 70 alone in a message, else 67 in each.
    Ucs2,
}

impl Encoding {
    /// Its name: `GSM-7` or `UCS-2`.
    pub fn as_str(self) -> &'static str {
        match self {
            Encoding::Gsm7 => "GSM-7",
            Encoding::Ucs2 => "UCS-2",
        }
    }

    fn units(self, character: char) -> usize {
        match self {
            Encoding::Gsm7 => 1 + usize::from(EXTENSION.contains(character)),
            Encoding::Ucs2 => character.len_utf16(),
        }
    }

    /// Units that fit in a message alone, and in each of several.
    fn room(self) -> (usize, usize) {
        match self {
            Encoding::Gsm7 => (160, 153),
            Encoding::Ucs2 => (70, 67),
        }
    }
}

/// The encoding of a text, and how many segments it takes; none when it is empty.
pub fn of(text: &str) -> (Encoding, u32) {
    let is_gsm = |c: char| BASIC.contains(c) || EXTENSION.contains(c);
    let encoding = if text.chars().all(is_gsm) { Encoding::Gsm7 } else { Encoding::Ucs2 };
    (encoding, count(text, encoding))
}

/// A character of two units is never split between segments.
fn count(text: &str, encoding: Encoding) -> u32 {
    let (alone, joined) = encoding.room();
    let all: usize = text.chars().map(|c| encoding.units(c)).sum();
    if all <= alone {
        return u32::from(all > 0);
    }
    let (mut segments, mut left) = (1, joined);
    for units in text.chars().map(|c| encoding.units(c)) {
        if units > left {
            (segments, left) = (segments + 1, joined);
        }
        left -= units;
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, encoding: &str, segments: u32) {
        let (found, count) = of(text);
        assert_eq!((found.as_str(), count), (encoding, segments), "{} characters", text.len());
    }

    #[test]
    fn gsm_7() {
        check("", "GSM-7", 0);
        check(&"a".repeat(160), "GSM-7", 1);
        check(&"a".repeat(161), "GSM-7", 2);
        check(&"ñ".repeat(306), "GSM-7", 2);
        check(&"@".repeat(307), "GSM-7", 3);
        check(&"€".repeat(80), "GSM-7", 1);
        check(&"€".repeat(81), "GSM-7", 2);
        check(&"[".repeat(152), "GSM-7", 2);
        check(&"[".repeat(153), "GSM-7", 3);
    }

    #[test]
    fn ucs_2() {
        check(&"ж".repeat(70), "UCS-2", 1);
        check(&"ж".repeat(71), "UCS-2", 2);
        check("`", "UCS-2", 1);
        check(&format!("{}’", "a".repeat(69)), "UCS-2", 1);
        check(&format!("{}’", "a".repeat(70)), "UCS-2", 2);
        check(&"😀".repeat(35), "UCS-2", 1);
        check(&"😀".repeat(66), "UCS-2", 2);
        check(&"😀".repeat(67), "UCS-2", 3);
    }
}
