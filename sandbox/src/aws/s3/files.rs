//! What s3s-fs writes for an object, under which names, so that it can be made its owner's alone.
//! s3s-fs leaves that to the umask; until it is done, the directory above keeps others out.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use s3s::{S3Result, s3_error};
use twilio_simulator::private;

/// Files that a request may have written, under the root of all buckets.
pub(super) struct Written {
    bucket: String,
    key: String,
    names: Vec<String>,
}

impl Written {
    /// An object, with what is known of it.
    pub(super) fn object(bucket: &str, key: &str) -> Self {
        let stem = stem(bucket, key);
        let names = ["metadata", "internal"].map(|kind| format!("{stem}.{kind}.json"));
        Self { bucket: bucket.to_owned(), key: key.to_owned(), names: names.to_vec() }
    }

    /// What is known of an upload to it.
    pub(super) fn of_upload(mut self, upload: &str) -> Self {
        let stem = stem(&self.bucket, &self.key);
        self.names.push(format!("{stem}.upload-{upload}.metadata.json"));
        self.names.push(format!(".upload-{upload}.json"));
        self
    }

    /// A part of an upload.
    pub(super) fn of_part(mut self, upload: &str, part: i32) -> Self {
        self.names.push(format!(".upload_id-{upload}.part-{part}"));
        self
    }

    /// Makes what is there private, with the directories that the key's slashes make.
    pub(super) fn keep(&self, root: &Path) -> S3Result<()> {
        let bucket = root.join(&self.bucket);
        let parts: Vec<_> = self.key.split('/').filter(|part| !part.is_empty()).collect();
        // s3s-fs refuses such a key, and what it names is not this object's.
        let is_inside = !parts.contains(&"..");
        let along = parts.iter().scan(bucket, |path, part| {
            path.push(part);
            Some(path.clone())
        });
        let beside = self.names.iter().map(|name| root.join(name));
        let all: Vec<PathBuf> = along.filter(|_| is_inside).chain(beside).collect();
        for path in all {
            private::keep(&path)
                .map_err(|error| s3_error!(InternalError, "{}: {error}", path.display()))?;
        }
        Ok(())
    }
}

fn stem(bucket: &str, key: &str) -> String {
    let [bucket, key] = [bucket, key].map(|name| BASE64_URL_SAFE_NO_PAD.encode(name));
    format!(".bucket-{bucket}.object-{key}")
}
