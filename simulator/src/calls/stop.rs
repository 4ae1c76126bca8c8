//! Why no more of a document is played.

use super::report::CallError;
use super::source::Source;
use super::status::Status;

/// What ends a document before its last verb.
#[derive(Debug)]
pub(super) enum Stop {
    /// Whoever is on the line hung up.
    Gone,
    /// We hang up.
    HangUp,
    /// We leave the queue.
    Leave,
    /// The REST API gave the call up.
    Canceled,
    /// The call is not answered, and ends with this status.
    Rejected(Status),
    /// The REST API sent the call to another document.
    Redirected(Source),
    /// An error ends the call.
    Failed(CallError),
    /// The simulator itself failed.
    Broken(anyhow::Error),
}

impl<E: Into<anyhow::Error>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Broken(error.into())
    }
}
