//! `Contains`: digits, letters of a keypad, and wildcards.

/// A pattern that has been found to be one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Pattern(Vec<Part>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Digit(u8),
    AnyOne,
    AnyMany,
}

/// Twilio's bounds for the whole pattern, and for what is no wildcard in it.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=16;
const LEAST_DIGITS: usize = 2;

impl Pattern {
    /// Reads 2 to 16 characters: digits, letters, `*` for one digit, `%` for any, `+` first for the
    /// number's beginning and `$` last for its end. At least two are no wildcards.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if !LENGTH.contains(&text.len()) {
            return None;
        }
        let inner = text.strip_prefix('+').unwrap_or(text);
        let is_start = inner.len() < text.len();
        let core = inner.strip_suffix('$').unwrap_or(inner);
        let is_end = core.len() < inner.len();
        let parts = core.bytes().map(part).collect::<Option<Vec<_>>>()?;
        let digits = parts.iter().filter(|part| matches!(part, Part::Digit(_))).count();
        if digits < LEAST_DIGITS {
            return None;
        }
        let open = |is_anchored: bool| (!is_anchored).then_some(Part::AnyMany);
        Some(Self(open(is_start).into_iter().chain(parts).chain(open(is_end)).collect()))
    }

    /// The filter of owned numbers: a part of the number in which `*` is any digit.
    pub(crate) fn of_owned(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('+').unwrap_or(text);
        let start = (inner.len() == text.len()).then_some(Part::AnyMany);
        let parts = inner.bytes().map(part).collect::<Option<Vec<_>>>()?;
        Some(Self(start.into_iter().chain(parts).chain([Part::AnyMany]).collect()))
    }

    /// Whether a number in E.164 fits.
    pub(crate) fn fits(&self, phone_number: &str) -> bool {
        let digits = phone_number.strip_prefix('+').unwrap_or(phone_number);
        fits(&self.0, digits.as_bytes())
    }
}

fn part(byte: u8) -> Option<Part> {
    /// Keys of the letters A to Z.
    const KEYS: &[u8; 26] = b"22233344455566677778889999";
    match byte.to_ascii_uppercase() {
        digit @ b'0'..=b'9' => Some(Part::Digit(digit)),
        letter @ b'A'..=b'Z' => Some(Part::Digit(KEYS[usize::from(letter - b'A')])),
        b'*' => Some(Part::AnyOne),
        b'%' => Some(Part::AnyMany),
        _ => None,
    }
}

fn fits(parts: &[Part], digits: &[u8]) -> bool {
    match (parts.split_first(), digits.split_first()) {
        (None, left) => left.is_none(),
        (Some((Part::AnyMany, rest)), left) => {
            fits(rest, digits) || left.is_some_and(|(_, left)| fits(parts, left))
        }
        (Some((Part::AnyOne, rest)), Some((_, left))) => fits(rest, left),
        (Some((Part::Digit(wanted), rest)), Some((digit, left))) => {
            wanted == digit && fits(rest, left)
        }
        (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit() {
        let fits = |text: &str| Pattern::parse(text).unwrap().fits("+14155550123");
        for text in ["0123", "555", "+1415", "+1415*55", "0123$", "41%23$", "+1%23", "JKK0"] {
            assert!(fits(text), "{text}");
        }
        for text in ["0124", "+415", "0122$", "41555501*$", "5*4", "+14155550123*"] {
            assert!(!fits(text), "{text}");
        }
        assert!(Pattern::of_owned("415*5").unwrap().fits("+14155550123"));
        assert!(!Pattern::of_owned("+415").unwrap().fits("+14155550123"));
    }

    #[test]
    fn what_is_no_pattern() {
        for text in ["", "1", "+1", "**", "4*", "12345678901234567", "41-5", "4$15", "é1"] {
            assert_eq!(Pattern::parse(text), None, "{text}");
        }
    }
}
