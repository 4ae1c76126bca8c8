//! Identifiers as Twilio makes them: a two-letter kind and 32 hexadecimal digits.

use std::fmt::Write;

/// A new random SID of the given kind, e.g. `SM`.
pub(super) fn random(kind: &str) -> String {
    with_bytes(kind, &random_bytes())
}

/// A SID that is always the same for the same `seed`.
pub(super) fn derived(kind: &str, seed: &str) -> String {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, seed.as_bytes());
    with_bytes(kind, &digest.as_ref()[..16])
}

/// Whether `sid` is of this kind and well formed.
pub(super) fn is_valid(kind: &str, sid: &str) -> bool {
    sid.strip_prefix(kind)
        .is_some_and(|hex| hex.len() == 32 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// A random UUID (version 4), the shape of an idempotency token.
pub(super) fn uuid() -> String {
    let mut bytes = random_bytes();
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = with_bytes("", &bytes);
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// 128 random bits.
pub(super) fn random_bytes() -> [u8; 16] {
    let mut bytes = [0; 16];
    aws_lc_rs::rand::fill(&mut bytes).expect("the system's random numbers are available");
    bytes
}

/// `prefix` followed by the bytes in lower-case hexadecimal.
pub(super) fn with_bytes(prefix: &str, bytes: &[u8]) -> String {
    bytes.iter().fold(prefix.to_owned(), |mut sid, byte| {
        let _ = write!(sid, "{byte:02x}");
        sid
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_sids_are_valid_and_differ() {
        let (a, b) = (random("SM"), random("SM"));
        assert!(is_valid("SM", &a) && !is_valid("MM", &a));
        assert_ne!(a, b);
    }

    #[test]
    fn derived_sids_repeat() {
        assert_eq!(derived("XE", "+1"), derived("XE", "+1"));
        assert_ne!(derived("XE", "+1"), derived("XE", "+2"));
    }

    #[test]
    fn uuids_have_version_and_variant() {
        let uuid = uuid();
        assert_eq!(uuid.len(), 36);
        assert_eq!(&uuid[14..15], "4");
        assert!("89ab".contains(&uuid[19..20]));
    }
}
