//! One signed request to the channel's HTTP endpoint.

use serde::Deserialize;
use serde_json::json;

use crate::config::AwsConfig;
use crate::signed::{Signed, Unanswered};

/// Events that are not, or not all, on their channel. Never holds their content.
#[derive(Debug, thiserror::Error)]
pub(super) enum PostError {
    #[error("the channel: {0}")]
    Unanswered(#[from] Unanswered),
    #[error("the channel's answer cannot be read: {0}")]
    Unreadable(String),
    #[error("the channel answers {0}")]
    Refused(u16),
    #[error("the channel has not taken {0} of the events")]
    Partly(usize),
}

impl PostError {
    /// Whether another try may do better.
    pub(super) fn is_passing(&self) -> bool {
        match self {
            Self::Unanswered(Unanswered::Unreached(_)) | Self::Unreadable(_) | Self::Partly(_) => {
                true
            }
            Self::Refused(status) => *status == 429 || *status >= 500,
            Self::Unanswered(Unanswered::Unsigned(_)) => false,
        }
    }
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    failed: Vec<serde::de::IgnoredAny>,
}

/// Posts events, as the role of the function.
#[derive(Debug)]
pub(super) struct Poster(Signed);

impl Poster {
    pub(super) fn new(domain: &str, aws: &AwsConfig) -> Self {
        let scheme = if aws.endpoint.is_some() { "http" } else { "https" };
        Self(Signed::new((format!("{scheme}://{domain}/event"), "appsync"), aws))
    }

    /// What was posted before is posted again: whoever hears it knows its id.
    pub(super) async fn post(&self, channel: &str, events: &[String]) -> Result<(), PostError> {
        let body = json!({ "channel": channel, "events": events }).to_string();
        let (status, answer) = self.0.post((body, &[("content-type", "application/json")])).await?;
        if !(200..300).contains(&status) {
            return Err(PostError::Refused(status));
        }
        match serde_json::from_slice::<Answer>(&answer) {
            Ok(answer) if answer.failed.is_empty() => Ok(()),
            Ok(answer) => Err(PostError::Partly(answer.failed.len())),
            Err(error) => Err(PostError::Unreadable(error.to_string())),
        }
    }
}
