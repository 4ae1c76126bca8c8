//! Files that tenants upload, to send them in messages.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use ulid::Ulid;

use super::links::encoded;
use super::{MediaError, MediaStore, failure};
use crate::ids::{MessageId, TenantId};
use twilio::sid::InvalidId;

/// How long a file can be uploaded.
pub const UPLOAD_LIFETIME: Duration = Duration::from_mins(15);
/// How long Twilio can fetch a file of a message: as long as it may wait in Twilio's queue.
pub const SENDING_LIFETIME: Duration = Duration::from_hours(10);

/// An uploaded file of a tenant: a ULID and an extension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadId(String);

impl UploadId {
    /// What its URL begins with.
    pub const SCHEME: &'static str = "upload:";

    /// A new one; `extension` without its dot.
    pub fn new(extension: &str) -> Self {
        Self(format!("{}.{extension}", Ulid::generate()))
    }

    /// How `media_urls` name it.
    pub fn url(&self) -> String {
        format!("{}{}", Self::SCHEME, self.0)
    }

    fn extension(&self) -> &str {
        self.0.rsplit('.').next().unwrap_or_default()
    }

    /// Object key until it is part of a message; what is not becomes none is deleted after a day.
    pub fn key(&self, tenant: &TenantId) -> String {
        format!("uploads/{tenant}/{}", self.0)
    }

    /// Object key as the n-th file of a message.
    pub fn message_key(&self, tenant: &TenantId, (message, index): (&MessageId, usize)) -> String {
        format!("mms/{tenant}/{message}_{index}.{}", self.extension())
    }
}

impl FromStr for UploadId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let valid = |(id, extension): (&str, &str)| {
            id.len() == 26 && (1..=8).contains(&extension.len()) && plain(id) && plain(extension)
        };
        match text.split_once('.').is_some_and(valid) {
            true => Ok(Self(text.to_owned())),
            false => Err(InvalidId("upload id")),
        }
    }
}

impl fmt::Display for UploadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A file that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Media type that it was stored with.
    pub content_type: String,
    /// Bytes.
    pub size: u64,
}

impl MediaStore {
    /// A link under which one file of this type and length, in bytes, can be put for
    /// [`UPLOAD_LIFETIME`]. Signs, and so calls nobody.
    ///
    /// # Errors
    ///
    /// A type that no header can have.
    pub fn upload_link(&self, key: &str, file: &Stored) -> Result<String, MediaError> {
        let link = self.links.write(key, (&file.content_type, file.size), UPLOAD_LIFETIME);
        link.map_err(|error| MediaError::Store(error.to_string()))
    }

    /// A link under which Twilio can fetch a file for [`SENDING_LIFETIME`]. Signs, and so calls nobody.
    pub fn sending_link(&self, key: &str) -> String {
        self.links.read(key, ("inline", None), SENDING_LIFETIME)
    }

    /// The object, if it is there. Who may not list a bucket is told 403 of what is not.
    pub async fn stored(&self, key: &str) -> Result<Option<Stored>, MediaError> {
        let answer = self.aws.s3().head_object().bucket(&self.bucket).key(key).send().await;
        let object = match answer {
            Ok(object) => object,
            Err(error) => {
                let status = error.raw_response().map(|response| response.status().as_u16());
                return match status {
                    Some(403 | 404) => Ok(None),
                    _ => Err(failure(&error)),
                };
            }
        };
        let size = object.content_length.and_then(|length| u64::try_from(length).ok());
        let content_type = object.content_type.unwrap_or_default();
        Ok(size.map(|size| Stored { content_type, size }))
    }

    /// Copies an object. S3 decodes the source; the SDK does not encode it.
    pub async fn copy(&self, from: &str, to: &str) -> Result<(), MediaError> {
        let source = format!("{}/{}", self.bucket, encoded(from));
        let request = self.aws.s3().copy_object().bucket(&self.bucket).key(to).copy_source(source);
        request.send().await.map(drop).map_err(|error| failure(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upload_stays_in_its_folder() {
        let id = UploadId::new("png");
        assert_eq!(id.to_string().parse(), Ok(id.clone()));
        assert!(id.key(&"t".parse().unwrap()).starts_with("uploads/t/"));
        let message = "m1".parse().unwrap();
        assert_eq!(id.message_key(&"t".parse().unwrap(), (&message, 2)), "mms/t/m1_2.png");
        for bad in ["", "x.png", "../../../../../../../../a.png", "01J0000000000000000000000A"] {
            assert!(bad.parse::<UploadId>().is_err(), "{bad}");
        }
    }
}
