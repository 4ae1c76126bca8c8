//! Attachments and recordings, with links.

use serde::Serialize;
use shared::app::App;
use shared::media::MediaError;
use shared::records::{Attachment, AttachmentStatus};

/// A file: `url` is a presigned link once it is stored, until then Twilio's URL.
#[derive(Serialize)]
pub(crate) struct FileView<'f> {
    pub(crate) content_type: &'f str,
    pub(crate) size: Option<u64>,
    pub(crate) status: AttachmentStatus,
    pub(crate) url: String,
    pub(crate) failure: &'f Option<String>,
}

impl<'f> FileView<'f> {
    pub(crate) async fn of(app: &App, file: &'f Attachment) -> Result<Self, MediaError> {
        let url = match &file.key {
            Some(key) => app.media.link(key, &file.content_type).await?,
            None => file.url.clone(),
        };
        let Attachment { content_type, size, status, failure, .. } = file;
        Ok(Self { content_type, size: *size, status: *status, url, failure })
    }

    /// Likewise, of a recording: there is no file until it is completed.
    pub(crate) async fn of_recording(
        app: &App,
        file: Option<&'f Attachment>,
    ) -> Result<Option<Self>, MediaError> {
        match file {
            Some(file) => Self::of(app, file).await.map(Some),
            None => Ok(None),
        }
    }
}
