//! Times: whole seconds in the store, RFC 2822 in REST answers, minutes in delivery receipts.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Seconds since 1970.
pub(super) fn now() -> i64 {
    Timestamp::now().as_second()
}

/// Milliseconds since 1970.
pub(super) fn now_in_millis() -> i64 {
    Timestamp::now().as_millisecond()
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

/// As names of accounts say when they were created: `2026-08-18 05:07 PM`, UTC.
pub(super) fn to_the_minute(seconds: i64) -> String {
    zoned(seconds).strftime("%Y-%m-%d %I:%M %p").to_string()
}

/// As newer parts of the REST API write it: `2026-08-18T17:07:30Z`.
pub(super) fn iso8601(seconds: i64) -> String {
    zoned(seconds).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The same with milliseconds, of which that many have passed since 1970.
pub(super) fn with_millis(millis: i64) -> String {
    let time = Timestamp::from_millisecond(millis).unwrap_or_default();
    time.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
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
        assert_eq!(to_the_minute(1_787_072_850), "2026-08-18 05:07 PM");
        assert_eq!(iso8601(1_787_072_850), "2026-08-18T17:07:30Z");
        assert_eq!(with_millis(1_787_072_850_042), "2026-08-18T17:07:30.042Z");
    }
}
