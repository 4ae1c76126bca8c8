//! What a webhook asked, for the log of them.

use std::time::Duration;

use super::delivery::Answer;
use super::form::Fields;
use super::overrides::Failure;
use super::times;
use super::webhook::Method;
use super::webhook_log::{WebhookEntry, WebhookError};

/// A webhook as it is sent to one URL.
pub(super) struct Note {
    pub(super) account_sid: String,
    pub(super) method: Method,
    pub(super) form: Fields,
    pub(super) signature: Option<String>,
}

impl Note {
    /// One try at the URL, and what came of it.
    pub(super) fn entry(
        &self,
        url: &str,
        (attempt, took): (u32, Duration),
        (answer, failure): (&Answer, Option<Failure>),
    ) -> WebhookEntry {
        let has_answer = !matches!(failure, Some(Failure::Connect | Failure::Read));
        WebhookEntry {
            id: 0,
            time: times::with_millis(times::now_in_millis()),
            account_sid: self.account_sid.clone(),
            method: self.method,
            url: url.to_owned(),
            form: self.form.clone(),
            signature: self.signature.clone(),
            attempt,
            status: has_answer.then_some(answer.status),
            content_type: answer.content_type.clone(),
            answer: answer.body.clone(),
            milliseconds: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            message_sid: self.field("MessageSid"),
            call_sid: self.field("CallSid"),
            error: failure.map(|failure| WebhookError::of_code(failure.error_code())),
        }
    }

    fn field(&self, name: &str) -> Option<String> {
        self.form.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    }
}
