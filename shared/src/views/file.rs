//! Attachments and recordings, with links.

use serde::Serialize;
use url::Url;

use crate::app::App;
use crate::records::{Attachment, AttachmentStatus};

/// A file, as the website reads it.
#[derive(Serialize)]
pub struct FileView<'f> {
    content_type: &'f str,
    size: Option<u64>,
    status: AttachmentStatus,
    /// A presigned link once it is stored, until then Twilio's URL or the tenant's own.
    pub url: String,
    failure: &'f Option<String>,
}

impl<'f> FileView<'f> {
    /// A file with its link. Signs, and so calls nobody.
    pub fn of(app: &App, file: &'f Attachment) -> Self {
        let url = match &file.key {
            Some(key) => app.media.link(key, &file.content_type),
            None => linked(app, &file.url),
        };
        let Attachment { content_type, size, status, failure, .. } = file;
        Self { content_type, size: *size, status: *status, url, failure }
    }
}

/// A URL as a link for browsers, or nothing: whoever has the account's token can put anything there.
fn linked(app: &App, url: &str) -> String {
    let parsed = Url::parse(url).ok();
    let of_twilio = |url: &Url| url.origin() == app.config.twilio_api_url.origin();
    let safe = parsed.is_some_and(|url| url.scheme() == "https" || of_twilio(&url));
    if safe { url.to_owned() } else { String::new() }
}
