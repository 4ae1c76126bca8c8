//! Ways to the same AWS services.

use std::time::Duration;

/// How long each request to AWS is held back at [`Endpoint::Delayed`].
pub(crate) const DELAY: Duration = Duration::from_millis(3);

/// A way to AWS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Endpoint {
    /// HTTP.
    Plain,
    /// HTTP, each request served 3 ms later.
    Delayed,
    /// HTTPS.
    Tls,
    /// HTTPS, and once it has started the process has a share of a core.
    Throttled,
}

impl Endpoint {
    pub(crate) const ALL: [Endpoint; 4] =
        [Endpoint::Plain, Endpoint::Delayed, Endpoint::Tls, Endpoint::Throttled];

    /// What tables call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Endpoint::Plain => "HTTP",
            Endpoint::Delayed => "HTTP, 3 ms away",
            Endpoint::Tls => "HTTPS",
            Endpoint::Throttled => "HTTPS, a share of a core",
        }
    }

    pub(crate) fn is_tls(self) -> bool {
        matches!(self, Endpoint::Tls | Endpoint::Throttled)
    }

    /// Whether warm invocations are measured at it, too: with a share of a core they take as long as their
    /// CPU time, which is measured anyway.
    pub(crate) fn is_for_warm(self) -> bool {
        self != Endpoint::Throttled
    }
}
