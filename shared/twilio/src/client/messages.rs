//! Sending messages (contract §5.1).

use std::fmt;

use serde::Deserialize;

use super::rest::Parameters;
use super::{Errand, PostError};
use crate::callback::Callback;
use crate::sid::MessageSid;
use crate::status::MessageStatus;

/// A message that Twilio shall send. `Debug` shows how much of it there is.
#[derive(Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// Who sends: a Twilio address of the account, such as `+1…` or `whatsapp:+1…`.
    pub from: String,
    /// Who shall get it: a Twilio address on the same network.
    pub to: String,
    /// Its text; may be empty if there is media.
    pub body: String,
    /// Where Twilio gets its media, at most 10.
    pub media_urls: Vec<String>,
    /// Where every status of the message goes.
    pub status_callback: Callback,
}

/// What Twilio says of a message that it sends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SentMessage {
    /// Its id.
    pub sid: MessageSid,
    /// Its first status, usually `queued`.
    pub status: MessageStatus,
}

impl Errand<'_> {
    /// Sends a message.
    pub async fn message_create(self, message: &NewMessage) -> Result<SentMessage, PostError> {
        let url = self.twilio.resource(&format!("Accounts/{}/Messages", self.credentials.0));
        self.post(&url, &message.form()).await
    }
}

impl NewMessage {
    fn form(&self) -> Parameters {
        let mut form = vec![
            ("To", self.to.clone()),
            ("From", self.from.clone()),
            ("StatusCallback", self.status_callback.to_string()),
        ];
        if !self.body.is_empty() {
            form.push(("Body", self.body.clone()));
        }
        form.extend(self.media_urls.iter().map(|url| ("MediaUrl", url.clone())));
        form
    }
}

impl fmt::Debug for NewMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewMessage")
            .field("body_bytes", &self.body.len())
            .field("media", &self.media_urls.len())
            .field("status_callback", &self.status_callback)
            .finish_non_exhaustive()
    }
}
