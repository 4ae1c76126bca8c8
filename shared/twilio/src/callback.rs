//! URLs that Twilio calls, as TwiML and requests name them.

use std::fmt;

/// Try again, twice, on server errors and timeouts too; by default Twilio only does when it cannot
/// connect, and only once (Twilio, "Webhooks connection overrides"). The fragment is not signed and
/// not sent.
const RETRIES: &str = "#rp=5xx,ct,rt&rc=2";

/// An absolute URL of an application.
///
/// `Debug` leaves out the query: it may hold phone numbers.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Callback(String);

impl Callback {
    /// This URL as it is: its fragment, if any, says how Twilio connects.
    pub fn new(url: impl Into<String>) -> Self {
        Self(url.into())
    }

    /// This URL, which has no fragment, tried up to three times.
    pub fn with_retries(url: &str) -> Self {
        Self(format!("{url}{RETRIES}"))
    }

    /// The URL with its fragment.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Callback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Callback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.split('?').next().unwrap_or_default())
    }
}

impl From<Callback> for String {
    fn from(callback: Callback) -> Self {
        callback.0
    }
}
