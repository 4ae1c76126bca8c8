//! A file of a message or call: at Twilio first, in our bucket once it has been moved.

use serde::{Deserialize, Serialize};

/// Where an attachment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AttachmentStatus {
    /// Still at Twilio; a job will move it.
    Pending,
    /// In our bucket.
    Stored,
    /// On a server of the tenant's choice; `url` is public.
    External,
    /// Could not be moved for good; `url` may still work with the account's credentials.
    Failed,
}

/// One element of a message's `media`, or the file of a recording.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Media type: as announced by Twilio, once stored as it was served.
    pub content_type: String,
    /// Bytes, once stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Where it is.
    pub status: AttachmentStatus,
    /// Twilio's URL, which needs the account's credentials, or an external one; empty for a file
    /// that the tenant has uploaded.
    pub url: String,
    /// Object key in the media bucket, once stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Why it failed, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

twilio::debug_only!(Attachment { status });

impl Attachment {
    /// An attachment that Twilio has just announced.
    pub fn announced(url: String, content_type: String) -> Self {
        let status = AttachmentStatus::Pending;
        Self { content_type, size: None, status, url, key: None, failure: None }
    }

    /// An attachment that Twilio has counted and not said where it is.
    pub fn missing(content_type: String) -> Self {
        let failure = Some("Twilio announced this file without a link to it".to_owned());
        let status = AttachmentStatus::Failed;
        Self { status, failure, ..Self::announced(String::new(), content_type) }
    }

    /// A file that the tenant has on a server of its own.
    pub fn external(url: String) -> Self {
        let status = AttachmentStatus::External;
        Self { status, ..Self::announced(url, String::new()) }
    }

    /// The MP3 of a recording that Twilio has just completed. `url` is its `RecordingUrl`, which has
    /// no extension and, in old callbacks, no TLS (contract §4).
    pub fn recording(url: &str) -> Self {
        let host = |rest: &str| rest.split(['/', '?']).next().unwrap_or_default().to_owned();
        let secured = url
            .strip_prefix("http://")
            .filter(|rest| host(rest).ends_with(".twilio.com"))
            .map(|rest| format!("https://{rest}"));
        let url = secured.unwrap_or_else(|| url.to_owned());
        let url = format!("{}.mp3", url.trim_end_matches(".mp3"));
        Self::announced(url, "audio/mpeg".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_is_fetched_as_mp3_and_from_twilio_over_tls() {
        for (told, fetched) in [
            ("http://api.twilio.com/RE1", "https://api.twilio.com/RE1.mp3"),
            ("https://api.twilio.com/RE1.mp3", "https://api.twilio.com/RE1.mp3"),
            ("http://127.0.0.1:3001/RE1", "http://127.0.0.1:3001/RE1.mp3"),
            ("http://evil.example/.twilio.com", "http://evil.example/.twilio.com.mp3"),
        ] {
            let file = Attachment::recording(told);
            assert_eq!((file.url.as_str(), file.content_type.as_str()), (fetched, "audio/mpeg"));
        }
    }
}
