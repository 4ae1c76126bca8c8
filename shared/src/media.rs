//! S3: attachments and recordings. Private; read through presigned links that soon expire.

mod greeting;
mod links;
mod upload;

use std::time::Duration;

use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart};
use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt};

use crate::aws::Aws;
use crate::config::AwsConfig;
use links::Links;

/// How long a link works.
pub const LINK_LIFETIME: Duration = Duration::from_mins(15);

pub use greeting::{GREETING_LIFETIME, GREETINGS};
pub use upload::{SENDING_LIFETIME, Stored, UPLOAD_LIFETIME, UploadId};

/// What is held in memory of a file at a time. S3 takes no smaller part, but the last.
const PART: usize = 8 * 1024 * 1024;

/// Types that a browser shows or plays without running anything. All others are offered as a download
/// of bytes: what a type that we do not know makes a browser do, we do not know either.
const SHOWN: [&str; 23] = [
    "application/pdf",
    "audio/3gpp",
    "audio/aac",
    "audio/ac3",
    "audio/amr",
    "audio/mp4",
    "audio/mpeg",
    "audio/ogg",
    "audio/opus",
    "audio/wav",
    "image/bmp",
    "image/gif",
    "image/heic",
    "image/heif",
    "image/jpeg",
    "image/png",
    "image/tiff",
    "image/webp",
    "video/3gpp",
    "video/mp4",
    "video/mpeg",
    "video/quicktime",
    "video/webm",
];
const BYTES: &str = "application/octet-stream";

/// S3 did not take or name a file.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// S3 failed.
    #[error("S3: {0}")]
    Store(String),
    /// The source broke off.
    #[error(transparent)]
    Source(#[from] SourceError),
}

/// Why a source ended before its end, for people.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The connection broke; another try may do better.
    #[error("{0}")]
    Broken(String),
    /// There is more than is stored.
    #[error("the file is larger than {0} bytes")]
    TooLarge(u64),
}

/// The bucket.
#[derive(Debug, Clone)]
pub struct MediaStore {
    aws: Aws,
    bucket: String,
    links: Links,
}

impl MediaStore {
    /// Works on this bucket.
    pub(crate) fn new(aws: Aws, bucket: String, config: &AwsConfig) -> Self {
        Self { aws, links: Links::new(&bucket, config), bucket }
    }

    /// Stores a file of any length under `key`, in place of the one that is there, and returns its
    /// length in bytes. Holds one part of 8 MiB in memory. Nothing is left when it fails.
    pub async fn put(
        &self,
        key: &str,
        content_type: &str,
        source: impl Stream<Item = Result<Bytes, SourceError>>,
    ) -> Result<u64, MediaError> {
        let mut parts = Parts { source: Box::pin(source), held: BytesMut::new() };
        let first = parts.next().await?;
        if first.len() < PART {
            return self.put_small(key, content_type, first).await;
        }
        let upload = self.start(key, content_type).await?;
        let result = self.put_parts(key, &upload, (first, &mut parts)).await;
        if result.is_err() {
            let abort = self.aws.s3().abort_multipart_upload().bucket(&self.bucket).key(key);
            if let Err(error) = abort.upload_id(upload).send().await {
                tracing::warn!(error = %failure(&error), "left an unfinished upload behind");
            }
        }
        result
    }

    async fn put_small(&self, key: &str, kind: &str, content: Bytes) -> Result<u64, MediaError> {
        let length = content.len() as u64;
        let request = self.aws.s3().put_object().bucket(&self.bucket).key(key).content_type(kind);
        request.body(ByteStream::from(content)).send().await.map_err(|error| failure(&error))?;
        Ok(length)
    }

    async fn start(&self, key: &str, content_type: &str) -> Result<String, MediaError> {
        let request = self.aws.s3().create_multipart_upload().bucket(&self.bucket).key(key);
        let answer =
            request.content_type(content_type).send().await.map_err(|error| failure(&error))?;
        answer.upload_id.ok_or_else(|| MediaError::Store("no upload id".to_owned()))
    }

    async fn put_parts<S: Stream<Item = Result<Bytes, SourceError>>>(
        &self,
        key: &str,
        upload: &str,
        (first, rest): (Bytes, &mut Parts<S>),
    ) -> Result<u64, MediaError> {
        let (mut part, mut length, mut done) = (first, 0, Vec::new());
        while !part.is_empty() {
            length += part.len() as u64;
            let number = i32::try_from(done.len() + 1).expect("S3 has 10,000 parts at most");
            let request =
                self.aws.s3().upload_part().bucket(&self.bucket).key(key).upload_id(upload);
            let request = request.part_number(number).body(ByteStream::from(part));
            let answer = request.send().await.map_err(|error| failure(&error))?;
            let completed = CompletedPart::builder().part_number(number).set_e_tag(answer.e_tag);
            done.push(completed.set_checksum_crc32(answer.checksum_crc32).build());
            part = rest.next().await?;
        }
        let parts = CompletedMultipartUpload::builder().set_parts(Some(done)).build();
        let request = self.aws.s3().complete_multipart_upload().bucket(&self.bucket).key(key);
        let request = request.upload_id(upload).multipart_upload(parts);
        request.send().await.map_err(|error| failure(&error))?;
        Ok(length)
    }

    /// A file as a whole, if it is there: of what is small. Who may not list a bucket is told 403 of what
    /// is not.
    pub async fn read(&self, key: &str) -> Result<Option<Bytes>, MediaError> {
        match self.aws.s3().get_object().bucket(&self.bucket).key(key).send().await {
            Ok(object) => {
                let content = object.body.collect().await;
                let content = content.map_err(|error| MediaError::Store(error.to_string()))?;
                Ok(Some(content.into_bytes()))
            }
            Err(error) => match error.raw_response().map(|response| response.status().as_u16()) {
                Some(403 | 404) => Ok(None),
                _ => Err(failure(&error)),
            },
        }
    }

    /// Deletes an object; one that is not there is deleted already.
    pub async fn remove(&self, key: &str) -> Result<(), MediaError> {
        let request = self.aws.s3().delete_object().bucket(&self.bucket).key(key);
        request.send().await.map(drop).map_err(|error| failure(&error))
    }

    /// A link that reads this object for [`LINK_LIFETIME`]. Types that a browser could run are
    /// downloaded instead of shown, whatever type the object has.
    pub fn link(&self, key: &str, content_type: &str) -> String {
        let answer = match shown(content_type) {
            Some(known) => ("inline", Some(known)),
            None => ("attachment", Some(BYTES)),
        };
        self.links.read(key, answer, LINK_LIFETIME)
    }
}

/// The type, if a browser shows it: exactly one that is known. Of a list of types a browser takes the
/// last one (Fetch, "extract a MIME type").
fn shown(content_type: &str) -> Option<&'static str> {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    let one = !content_type.contains(',');
    SHOWN.into_iter().find(|known| one && known.eq_ignore_ascii_case(essence))
}

/// A source in parts of exactly [`PART`] bytes, the last one shorter or empty.
struct Parts<S> {
    source: std::pin::Pin<Box<S>>,
    held: BytesMut,
}

impl<S: Stream<Item = Result<Bytes, SourceError>>> Parts<S> {
    async fn next(&mut self) -> Result<Bytes, SourceError> {
        while self.held.len() < PART {
            match self.source.next().await {
                Some(chunk) => self.held.extend_from_slice(&chunk?),
                None => break,
            }
        }
        let end = self.held.len().min(PART);
        Ok(self.held.split_to(end).freeze())
    }
}

fn failure<E>(error: &aws_sdk_s3::error::SdkError<E>) -> MediaError
where
    E: std::error::Error + aws_sdk_s3::error::ProvideErrorMetadata + 'static,
{
    MediaError::Store(crate::store::describe(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_known_is_shown() {
        for (known, shown_as) in [
            ("image/png", "image/png"),
            ("IMAGE/JPEG", "image/jpeg"),
            ("audio/ogg; codecs=opus", "audio/ogg"),
            ("application/pdf", "application/pdf"),
        ] {
            assert_eq!(shown(known), Some(shown_as), "{known}");
        }
        for other in [
            "",
            "image/",
            "text/html",
            "text/plain",
            "image/svg+xml",
            "image/x+xml",
            "image/vnd.svg+xml",
            "audio/mpeg+xml",
            "image/png, text/html",
            "video/mp4;x=y, text/html",
        ] {
            assert_eq!(shown(other), None, "{other}");
        }
    }
}
