//! The files of a message: those that were uploaded become part of it.

use futures::future::try_join_all;
use shared::api::{ApiError, invalid};
use shared::app::App;
use shared::ids::{MessageId, TenantId};
use shared::media::{Stored, UploadId};
use shared::records::{Attachment, AttachmentStatus};

use crate::media_url::MediaUrl;
use crate::upload;

const FIELD: &str = "media_urls";

/// The attachments of a message that is to be written.
pub(crate) async fn all(
    app: &App,
    urls: &[MediaUrl],
    (tenant, message): (&TenantId, &MessageId),
) -> Result<Vec<Attachment>, ApiError> {
    let attach = urls.iter().enumerate().map(async |(index, url)| match url {
        MediaUrl::External(url) => Ok(Attachment::external(url.to_string())),
        MediaUrl::Uploaded(id) => uploaded(app, id, (tenant, message, index)).await,
    });
    let files = try_join_all(attach).await?;
    match files.iter().filter_map(|file| file.size).sum::<u64>() > upload::MAX_TOTAL {
        true => invalid(FIELD, "files of at most 5 MiB together"),
        false => Ok(files),
    }
}

/// Copied, so that what is left among the uploads can be deleted. A repeat copies it again.
async fn uploaded(
    app: &App,
    id: &UploadId,
    (tenant, message, index): (&TenantId, &MessageId, usize),
) -> Result<Attachment, ApiError> {
    let from = id.key(tenant);
    let Some(Stored { content_type, size }) = app.media.stored(&from).await? else {
        return invalid(FIELD, "files that were uploaded within the last day");
    };
    let key = id.message_key(tenant, (message, index));
    app.media.copy(&from, &key).await?;
    let (status, size, key) = (AttachmentStatus::Stored, Some(size), Some(key));
    Ok(Attachment { content_type, size, status, url: String::new(), key, failure: None })
}
