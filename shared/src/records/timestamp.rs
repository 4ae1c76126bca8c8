//! Points in time, written in the one form that sorts as text.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use jiff::fmt::temporal::Pieces;
use serde::{Deserialize, Serialize};

/// A point in time, to the millisecond. As text RFC 3339 in UTC, always 24 characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub struct Timestamp(jiff::Timestamp);

impl Timestamp {
    /// From milliseconds since the Unix epoch; beyond the representable range, its end.
    pub fn from_millis(millis: i64) -> Self {
        Self(jiff::Timestamp::from_millisecond(millis).unwrap_or(jiff::Timestamp::MAX))
    }

    /// From RFC 2822, as Twilio writes times; `None` if it is not.
    pub fn from_rfc2822(text: &str) -> Option<Self> {
        let parsed = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
        Some(Self::from_millis(parsed.as_millisecond()))
    }

    /// Milliseconds since the Unix epoch.
    pub fn as_millis(self) -> i64 {
        self.0.as_millisecond()
    }

    /// This much later.
    #[must_use]
    pub fn after(self, delay: Duration) -> Self {
        Self::from_millis(self.as_millis().saturating_add(millis(delay)))
    }

    /// This much earlier.
    #[must_use]
    pub fn before(self, span: Duration) -> Self {
        Self::from_millis(self.as_millis().saturating_sub(millis(span)))
    }
}

fn millis(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}

impl FromStr for Timestamp {
    type Err = jiff::Error;

    /// From RFC 3339, with any offset and to any part of a second; beyond the representable range, which
    /// ends within the year 9999, its end.
    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        let failed = match text.parse::<jiff::Timestamp>() {
            Ok(time) => return Ok(Self::from_millis(time.as_millisecond())),
            Err(failed) => failed,
        };
        let parts = Pieces::parse(text)?;
        match (parts.date().year(), parts.time(), parts.offset()) {
            (9_999, Some(_), Some(_)) => Ok(Self::from_millis(i64::MAX)),
            _ => Err(failed),
        }
    }
}

impl From<Timestamp> for jiff::Timestamp {
    fn from(time: Timestamp) -> Self {
        time.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.0)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_twilios_times() {
        let read = |text| Timestamp::from_rfc2822(text).map(|time| time.to_string());
        let expected = Some("2026-10-01T10:00:05.000Z".to_owned());
        assert_eq!(read("Thu, 01 Oct 2026 10:00:05 +0000"), expected);
        assert_eq!(read("Thu, 01 Oct 2026 12:00:05 +0200"), expected);
        assert_eq!(read("2026-10-01T10:00:05Z"), None);
    }

    #[test]
    fn the_last_time_that_can_be_written_is_a_time() {
        let read = |text: &str| text.parse::<Timestamp>().map(|time| time.to_string());
        let end = Timestamp::from_millis(i64::MAX).to_string();
        for text in
            ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59Z", "9999-12-30T22:00:01-05:00"]
        {
            assert_eq!(read(text).unwrap(), end, "{text}");
        }
        assert_eq!(end.len(), 24);
        assert_eq!(read("9999-12-01T00:00:00Z").unwrap(), "9999-12-01T00:00:00.000Z");
        for text in ["9999-12-31", "9999-12-31T23:59:59", "9999-13-01T00:00:00Z", "9999", ""] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn is_always_as_wide() {
        assert_eq!(Timestamp::from_millis(0).to_string(), "1970-01-01T00:00:00.000Z");
        assert_eq!(
            Timestamp::from_millis(1_700_000_000_120).to_string(),
            "2023-11-14T22:13:20.120Z"
        );
    }
}
