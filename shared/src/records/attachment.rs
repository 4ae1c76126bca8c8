//! A file of a message: at Twilio first, in our bucket once it has been moved.

use serde::{Deserialize, Serialize};

/// Where an attachment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AttachmentStatus {
    /// Still at Twilio; a job will move it.
    Pending,
    /// In our bucket.
    Stored,
    /// Could not be moved for good; `url` may still work with the account's credentials.
    Failed,
}

/// One element of a message's `media`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Media type: as announced by Twilio, once stored as it was served.
    pub content_type: String,
    /// Bytes, once stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Where it is.
    pub status: AttachmentStatus,
    /// Twilio's URL. It needs the account's credentials.
    pub url: String,
    /// Object key in the media bucket, once stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Why it failed, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

impl std::fmt::Debug for Attachment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Attachment").field("status", &self.status).finish_non_exhaustive()
    }
}

impl Attachment {
    /// An attachment that Twilio has just announced.
    pub fn announced(url: String, content_type: String) -> Self {
        let status = AttachmentStatus::Pending;
        Self { content_type, size: None, status, url, key: None, failure: None }
    }
}
