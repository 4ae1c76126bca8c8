//! s3s-fs with its faults mended. Operations that are not here are answered `NotImplemented`.

use std::path::{Path, PathBuf};

use s3s::dto::{
    AbortMultipartUploadInput, AbortMultipartUploadOutput, CompleteMultipartUploadInput,
    CompleteMultipartUploadOutput, CopyObjectInput, CopyObjectOutput, CopySource,
    CreateMultipartUploadInput, CreateMultipartUploadOutput, DeleteObjectInput, DeleteObjectOutput,
    DeleteObjectsInput, DeleteObjectsOutput, GetObjectInput, GetObjectOutput, HeadBucketInput,
    HeadBucketOutput, HeadObjectInput, HeadObjectOutput, ListBucketsInput, ListBucketsOutput,
    ListObjectsV2Input, ListObjectsV2Output, ListPartsInput, ListPartsOutput, PutObjectInput,
    PutObjectOutput, UploadPartInput, UploadPartOutput,
};
use s3s::{S3, S3Error, S3ErrorCode, S3Request, S3Response, S3Result, s3_error};
use s3s_fs::FileSystem;

use super::digest;
use super::files::Written;
use super::locks::Locks;

/// All parts of an upload but the last have at least this many bytes.
const MIN_PART: i64 = 5 * 1024 * 1024;
/// Most bytes of a file name, on Linux and elsewhere.
const MAX_NAME: usize = 255;
/// Bytes of `.bucket-….object-….upload-<uuid>.metadata.json` without its two names.
const NAME_FRAME: usize = 74;

#[derive(Debug)]
pub(super) struct Store {
    files: FileSystem,
    root: PathBuf,
    locks: Locks,
}

impl Store {
    pub(super) fn open(root: &Path) -> anyhow::Result<Self> {
        let files = FileSystem::new(root)
            .map_err(|error| anyhow::anyhow!("cannot open {}: {error:?}", root.display()))?;
        Ok(Self { files, root: root.to_owned(), locks: Locks::default() })
    }

    /// s3s-fs makes a missing bucket on a put, and calls it a missing key on a get.
    fn need_bucket(&self, bucket: &str) -> S3Result<()> {
        if self.root.join(bucket).is_dir() {
            return Ok(());
        }
        Err(s3_error!(NoSuchBucket))
    }

    /// s3s-fs writes the whole key into the name of a file beside the object.
    fn need_short_key(bucket: &str, key: &str) -> S3Result<()> {
        let base64 = |text: &str| (text.len() * 4).div_ceil(3);
        if NAME_FRAME + base64(bucket) + base64(key) <= MAX_NAME {
            return Ok(());
        }
        Err(s3_error!(KeyTooLongError, "the sandbox has no file name for so long a key"))
    }

    /// s3s-fs opens the directory of longer keys as if it were an object.
    fn need_object(&self, bucket: &str, key: &str) -> S3Result<()> {
        self.need_bucket(bucket)?;
        if self.root.join(bucket).join(key).is_dir() {
            return Err(s3_error!(NoSuchKey));
        }
        Ok(())
    }

    /// s3s-fs finds a missing or short part after it has closed the upload.
    async fn check_parts(&self, request: &S3Request<CompleteMultipartUploadInput>) -> S3Result<()> {
        let input = &request.input;
        let list = ListPartsInput {
            bucket: input.bucket.clone(),
            key: input.key.clone(),
            upload_id: input.upload_id.clone(),
            ..ListPartsInput::default()
        };
        let list = request.clone().map_input(|_| list);
        let stored = self.files.list_parts(list).await?.output.parts.unwrap_or_default();
        let wanted = input.multipart_upload.as_ref().and_then(|all| all.parts.as_ref());
        let wanted = wanted.map_or(&[][..], Vec::as_slice);
        for (at, part) in wanted.iter().enumerate() {
            let found = stored.iter().find(|it| it.part_number == part.part_number);
            let size = found.ok_or(S3ErrorCode::InvalidPart)?.size.unwrap_or_default();
            if at + 1 < wanted.len() && size < MIN_PART {
                return Err(s3_error!(EntityTooSmall));
            }
        }
        Ok(())
    }
}

/// The SDK's chunked transfer coding is no part of the object, but s3s-fs stores its name.
fn without_chunked(encoding: Option<String>) -> Option<String> {
    let encoding = encoding?;
    let kept: Vec<_> = encoding
        .split(',')
        .map(str::trim)
        .filter(|one| !one.is_empty() && *one != "aws-chunked")
        .collect();
    (!kept.is_empty()).then(|| kept.join(","))
}

/// With one account, a foreign upload is an unknown one.
fn no_such_upload(error: S3Error) -> S3Error {
    match error.code() {
        S3ErrorCode::AccessDenied => s3_error!(NoSuchUpload),
        _ => error,
    }
}

#[async_trait::async_trait]
impl S3 for Store {
    async fn put_object(
        &self,
        mut request: S3Request<PutObjectInput>,
    ) -> S3Result<S3Response<PutObjectOutput>> {
        self.need_bucket(&request.input.bucket)?;
        Self::need_short_key(&request.input.bucket, &request.input.key)?;
        let encoding = request.input.content_encoding.take();
        request.input.content_encoding = without_chunked(encoding);
        let body = request.input.body.take();
        let (body, verdict) = digest::checked(&request, body.ok_or(S3ErrorCode::IncompleteBody)?);
        request.input.body = Some(body);
        // s3s-fs looks for the object first and writes last, so two If-None-Match could both win.
        let _writing = self.locks.of(&request.input.bucket, &request.input.key).await;
        let written = Written::object(&request.input.bucket, &request.input.key);
        let put = self.files.put_object(request).await;
        written.keep(&self.root)?;
        put.map_err(|error| verdict.explain(error))
    }

    async fn create_multipart_upload(
        &self,
        mut request: S3Request<CreateMultipartUploadInput>,
    ) -> S3Result<S3Response<CreateMultipartUploadOutput>> {
        self.need_bucket(&request.input.bucket)?;
        Self::need_short_key(&request.input.bucket, &request.input.key)?;
        let encoding = request.input.content_encoding.take();
        request.input.content_encoding = without_chunked(encoding);
        let written = Written::object(&request.input.bucket, &request.input.key);
        let created = self.files.create_multipart_upload(request).await?;
        if let Some(upload) = &created.output.upload_id {
            written.of_upload(upload).keep(&self.root)?;
        }
        Ok(created)
    }

    async fn upload_part(
        &self,
        mut request: S3Request<UploadPartInput>,
    ) -> S3Result<S3Response<UploadPartOutput>> {
        self.need_bucket(&request.input.bucket)?;
        let body = request.input.body.take();
        let (body, verdict) = digest::checked(&request, body.ok_or(S3ErrorCode::IncompleteBody)?);
        request.input.body = Some(body);
        let written = Written::object(&request.input.bucket, &request.input.key);
        let written = written.of_part(&request.input.upload_id, request.input.part_number);
        let upload = self.files.upload_part(request).await;
        written.keep(&self.root)?;
        upload.map_err(|error| no_such_upload(verdict.explain(error)))
    }

    async fn complete_multipart_upload(
        &self,
        request: S3Request<CompleteMultipartUploadInput>,
    ) -> S3Result<S3Response<CompleteMultipartUploadOutput>> {
        self.need_bucket(&request.input.bucket)?;
        let _writing = self.locks.of(&request.input.bucket, &request.input.key).await;
        self.check_parts(&request).await?;
        let written = Written::object(&request.input.bucket, &request.input.key);
        let completed = self.files.complete_multipart_upload(request).await;
        written.keep(&self.root)?;
        completed.map_err(no_such_upload)
    }

    async fn abort_multipart_upload(
        &self,
        request: S3Request<AbortMultipartUploadInput>,
    ) -> S3Result<S3Response<AbortMultipartUploadOutput>> {
        self.need_bucket(&request.input.bucket)?;
        let aborted = self.files.abort_multipart_upload(request).await;
        aborted.map_err(no_such_upload)
    }

    async fn list_parts(
        &self,
        request: S3Request<ListPartsInput>,
    ) -> S3Result<S3Response<ListPartsOutput>> {
        self.need_bucket(&request.input.bucket)?;
        self.files.list_parts(request).await
    }

    async fn get_object(
        &self,
        request: S3Request<GetObjectInput>,
    ) -> S3Result<S3Response<GetObjectOutput>> {
        self.need_object(&request.input.bucket, &request.input.key)?;
        self.files.get_object(request).await
    }

    async fn head_object(
        &self,
        request: S3Request<HeadObjectInput>,
    ) -> S3Result<S3Response<HeadObjectOutput>> {
        self.need_object(&request.input.bucket, &request.input.key)?;
        self.files.head_object(request).await
    }

    async fn copy_object(
        &self,
        mut request: S3Request<CopyObjectInput>,
    ) -> S3Result<S3Response<CopyObjectOutput>> {
        // S3 takes a `+` of the source for a space (awslabs/aws-sdk-rust#1357).
        let source = request.headers.get("x-amz-copy-source").and_then(|text| text.to_str().ok());
        if let Some(source) = source.filter(|source| source.contains('+')) {
            let spaces = CopySource::parse(&source.replace('+', "%20"));
            request.input.copy_source = spaces.map_err(|_| s3_error!(InvalidArgument))?;
        }
        self.need_bucket(&request.input.bucket)?;
        Self::need_short_key(&request.input.bucket, &request.input.key)?;
        let _writing = self.locks.of(&request.input.bucket, &request.input.key).await;
        let written = Written::object(&request.input.bucket, &request.input.key);
        let copied = self.files.copy_object(request).await;
        written.keep(&self.root)?;
        copied
    }

    async fn delete_object(
        &self,
        request: S3Request<DeleteObjectInput>,
    ) -> S3Result<S3Response<DeleteObjectOutput>> {
        let _writing = self.locks.of(&request.input.bucket, &request.input.key).await;
        self.files.delete_object(request).await
    }

    async fn delete_objects(
        &self,
        request: S3Request<DeleteObjectsInput>,
    ) -> S3Result<S3Response<DeleteObjectsOutput>> {
        self.need_bucket(&request.input.bucket)?;
        self.files.delete_objects(request).await
    }

    async fn head_bucket(
        &self,
        request: S3Request<HeadBucketInput>,
    ) -> S3Result<S3Response<HeadBucketOutput>> {
        self.files.head_bucket(request).await
    }

    async fn list_buckets(
        &self,
        request: S3Request<ListBucketsInput>,
    ) -> S3Result<S3Response<ListBucketsOutput>> {
        self.files.list_buckets(request).await
    }

    async fn list_objects_v2(
        &self,
        request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        self.files.list_objects_v2(request).await
    }
}
