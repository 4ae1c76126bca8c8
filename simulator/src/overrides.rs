//! Connection overrides: what a webhook URL's fragment says about time and retries.
//! Twilio reads the fragment and neither sends nor signs it.

use std::time::Duration;

/// Why a request failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    /// No connection: refused, or not in time.
    Connect,
    /// Connected, but no whole answer in time.
    Read,
    /// An answer of 400 to 499.
    Client,
    /// An answer of 500 and above.
    Server,
}

const ALL: [Failure; 4] = [Failure::Connect, Failure::Read, Failure::Client, Failure::Server];

impl Failure {
    /// The failure that an HTTP status is, if it is one.
    pub(super) fn of_status(status: u16) -> Option<Self> {
        match status {
            400..500 => Some(Self::Client),
            500.. => Some(Self::Server),
            _ => None,
        }
    }

    /// Twilio's debugger code: 11205 for the connection, 11200 for the answer.
    pub(super) fn error_code(self) -> u32 {
        match self {
            Self::Connect | Self::Read => 11205,
            Self::Client | Self::Server => 11200,
        }
    }
}

/// How one URL is to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Overrides {
    /// `ct`: time to connect.
    pub(super) connect: Duration,
    /// `rt`: time to answer.
    pub(super) read: Duration,
    /// `tt`: time for all tries together.
    pub(super) total: Duration,
    /// `rc`: tries after the first.
    pub(super) retries: u32,
    /// `rp`: failures that are tried again.
    pub(super) retry_on: Vec<Failure>,
}

impl Default for Overrides {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            read: Duration::from_secs(15),
            total: Duration::from_secs(15),
            retries: 1,
            retry_on: vec![Failure::Connect],
        }
    }
}

impl Overrides {
    /// Splits a configured URL into what is requested and how. Settings that cannot be read or
    /// that only choose a data centre are passed over; numbers are brought into range.
    pub(super) fn split(url: &str) -> (&str, Self) {
        let (url, fragment) = url.split_once('#').unwrap_or((url, ""));
        let mut overrides = Self::default();
        for (name, value) in fragment.split('&').filter_map(|pair| pair.split_once('=')) {
            overrides.set(name, value);
        }
        (url, overrides)
    }

    fn set(&mut self, name: &str, value: &str) {
        let millis = |max: u64| {
            let value = value.parse::<u64>().ok()?;
            Some(Duration::from_millis(value.clamp(100, max)))
        };
        match name {
            "ct" => self.connect = millis(10_000).unwrap_or(self.connect),
            "rt" => self.read = millis(15_000).unwrap_or(self.read),
            "tt" => self.total = millis(15_000).unwrap_or(self.total),
            "rc" => self.retries = value.parse().map_or(self.retries, |n: u32| n.min(5)),
            "rp" => self.retry_on = value.split(',').flat_map(policy).copied().collect(),
            _ => {}
        }
    }
}

fn policy(name: &str) -> &'static [Failure] {
    match name {
        "ct" => &[Failure::Connect],
        "rt" => &[Failure::Read],
        "4xx" => &[Failure::Client],
        "5xx" => &[Failure::Server],
        "all" => &ALL,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_fragment_only_the_connection_is_retried_once() {
        let (url, overrides) = Overrides::split("https://a.test/sms?x=1");
        assert_eq!(url, "https://a.test/sms?x=1");
        assert_eq!(overrides, Overrides::default());
        assert_eq!((overrides.retries, overrides.retry_on), (1, vec![Failure::Connect]));
    }

    #[test]
    fn settings_are_read_and_brought_into_range() {
        let (url, overrides) =
            Overrides::split("https://a.test/#rp=5xx,ct,rt&rc=9&ct=50&rt=2000&tt=x&e=dublin");
        assert_eq!(url, "https://a.test/");
        assert_eq!(overrides.retry_on, [Failure::Server, Failure::Connect, Failure::Read]);
        assert_eq!(overrides.retries, 5);
        assert_eq!(overrides.connect, Duration::from_millis(100));
        assert_eq!(overrides.read, Duration::from_secs(2));
        assert_eq!(overrides.total, Duration::from_secs(15));
    }

    #[test]
    fn statuses_that_are_failures() {
        assert_eq!(Failure::of_status(204), None);
        assert_eq!(Failure::of_status(302), None);
        assert_eq!(Failure::of_status(404), Some(Failure::Client));
        assert_eq!(Failure::of_status(503), Some(Failure::Server));
    }
}
