//! What became of a webhook, as its sender sees it.

use std::time::Duration;

use reqwest::StatusCode;
use tokio::time::Instant;

use crate::traffic::Webhook;

/// Why a webhook was not answered as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    /// 2xx.
    Yes,
    /// 503 or 429: not now.
    Busy,
    /// Another status.
    No(StatusCode),
    /// Nothing, within Twilio's 15 s.
    Nothing,
}

impl Said {
    pub(crate) fn is_yes(self) -> bool {
        self == Self::Yes
    }
}

/// One webhook that was sent.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub(crate) webhook: Webhook,
    pub(crate) said: Said,
    pub(crate) due: Instant,
    /// From when it was due: a sender who waits for a slow answer does not make it look faster.
    pub(crate) took: Duration,
}

impl Sent {
    pub(crate) fn is_answered(&self) -> bool {
        self.said.is_yes()
    }
}
