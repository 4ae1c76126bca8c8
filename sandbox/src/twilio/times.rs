//! Times: whole seconds in the store, RFC 2822 in REST answers, minutes in delivery receipts.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Seconds since 1970.
pub(super) fn now() -> i64 {
    Timestamp::now().as_second()
}

/// As REST answers write it: `Tue, 18 Aug 2026 17:07:30 +0000`.
pub(super) fn rfc2822(seconds: i64) -> String {
    zoned(seconds).strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// As a carrier's receipt writes it: `YYMMDDhhmm`, UTC.
pub(super) fn receipt(seconds: i64) -> String {
    zoned(seconds).strftime("%y%m%d%H%M").to_string()
}

/// The day in UTC: `2026-08-18`.
pub(super) fn day(seconds: i64) -> String {
    zoned(seconds).strftime("%Y-%m-%d").to_string()
}

fn zoned(seconds: i64) -> jiff::Zoned {
    Timestamp::from_second(seconds).unwrap_or_default().to_zoned(TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        assert_eq!(rfc2822(1_787_072_850), "Tue, 18 Aug 2026 17:07:30 +0000");
        assert_eq!(receipt(1_787_072_850), "2608181707");
        assert_eq!(day(1_787_072_850), "2026-08-18");
    }
}
