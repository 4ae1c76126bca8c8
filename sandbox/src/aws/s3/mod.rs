//! S3 on a directory: the crates s3s, which speaks the protocol and checks signatures, and s3s-fs,
//! behind a [`store::Store`] that mends what s3s-fs gets wrong.

use std::path::PathBuf;

use anyhow::Context as _;
use http::request::Parts;
use http::{Method, Request};
use s3s::HttpError;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use tempfile::TempDir;
use twilio_simulator::private;

use super::credentials::{CREDENTIAL, FUNCTION_SECRET};
use super::reply::Reply;
use crate::template::Template;

mod cors;
mod digest;
mod files;
mod locks;
mod store;

#[derive(Debug)]
pub(super) struct S3 {
    service: S3Service,
    rules: cors::Rules,
    /// Removed with its content when the service is dropped.
    _scratch: Option<TempDir>,
}

impl S3 {
    pub(super) fn open(folder: Option<PathBuf>, template: &Template) -> anyhow::Result<Self> {
        let (folder, scratch) = if let Some(folder) = folder {
            (folder, None)
        } else {
            let scratch = TempDir::new()?;
            (scratch.path().to_owned(), Some(scratch))
        };
        for bucket in template.buckets.keys() {
            let bucket = folder.join(bucket.to_lowercase());
            private::dir(&bucket).with_context(|| format!("cannot create {}", bucket.display()))?;
        }
        let mut builder = S3ServiceBuilder::new(store::Store::open(&folder)?);
        let mut keys = SimpleAuth::from_single(CREDENTIAL, CREDENTIAL);
        for function in template.functions.keys() {
            keys.register(function.clone(), FUNCTION_SECRET.into());
        }
        builder.set_auth(keys);
        let rules = cors::Rules::new(&template.buckets);
        Ok(Self { service: builder.build(), rules, _scratch: scratch })
    }

    /// The answer to a browser that asks what a page may do; `None` if the request is another one.
    pub(super) fn preflight(&self, parts: &Parts) -> Option<Reply> {
        self.rules.preflight(parts)
    }

    /// Adds to an answer that a page of another origin may read it.
    pub(super) fn mark(&self, parts: &Parts, reply: &mut Reply) {
        self.rules.mark(parts, reply.headers_mut());
    }

    pub(super) async fn answer(
        &self,
        request: Request<hyper::body::Incoming>,
    ) -> Result<Reply, HttpError> {
        self.service.call(request.map(s3s::Body::from)).await
    }
}

/// The API's name of the operation that a path-style request asks for.
pub(super) fn operation<B>(request: &Request<B>) -> &'static str {
    let path = request.uri().path().trim_start_matches('/');
    let asks = |name: &str| asks(request, name);
    match path.split_once('/') {
        Some((_, key)) if !key.is_empty() => on_object(request, &asks),
        _ if path.is_empty() => "ListBuckets",
        _ => on_bucket(request.method(), &asks),
    }
}

fn on_object<B>(request: &Request<B>, asks: &dyn Fn(&str) -> bool) -> &'static str {
    let upload = asks("uploadId");
    match *request.method() {
        Method::PUT if upload => "UploadPart",
        Method::PUT if request.headers().contains_key("x-amz-copy-source") => "CopyObject",
        Method::PUT => "PutObject",
        Method::GET if upload => "ListParts",
        Method::GET => "GetObject",
        Method::HEAD => "HeadObject",
        Method::DELETE if upload => "AbortMultipartUpload",
        Method::DELETE => "DeleteObject",
        Method::POST if upload => "CompleteMultipartUpload",
        Method::POST if asks("uploads") => "CreateMultipartUpload",
        _ => "Unknown",
    }
}

fn on_bucket(method: &Method, asks: &dyn Fn(&str) -> bool) -> &'static str {
    match *method {
        Method::GET if asks("uploads") => "ListMultipartUploads",
        Method::GET if asks("list-type") => "ListObjectsV2",
        Method::GET => "ListObjects",
        Method::HEAD => "HeadBucket",
        Method::PUT => "CreateBucket",
        Method::DELETE => "DeleteBucket",
        Method::POST if asks("delete") => "DeleteObjects",
        _ => "Unknown",
    }
}

fn asks<B>(request: &Request<B>, name: &str) -> bool {
    let query = request.uri().query().unwrap_or_default();
    let mut names =
        query.split('&').map(|pair| pair.split_once('=').map_or(pair, |(name, _)| name));
    names.any(|one| one == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_told_apart_by_method_and_query() {
        let cases = [
            ("GET", "/", "ListBuckets"),
            ("GET", "/b?list-type=2&prefix=a", "ListObjectsV2"),
            ("GET", "/b/", "ListObjects"),
            ("HEAD", "/b", "HeadBucket"),
            ("PUT", "/b/k?x-id=PutObject", "PutObject"),
            ("PUT", "/b/k?partNumber=1&uploadId=u", "UploadPart"),
            ("POST", "/b/k/l?uploads", "CreateMultipartUpload"),
            ("POST", "/b/k?uploadId=u", "CompleteMultipartUpload"),
            ("DELETE", "/b/k?uploadId=u", "AbortMultipartUpload"),
            ("DELETE", "/b/k", "DeleteObject"),
            ("GET", "/b/k?X-Amz-Signature=s", "GetObject"),
            ("HEAD", "/b/k", "HeadObject"),
            ("PATCH", "/b/k", "Unknown"),
        ];
        for (method, uri, expected) in cases {
            let request = Request::builder().method(method).uri(uri).body(()).unwrap();
            assert_eq!(operation(&request), expected, "{method} {uri}");
        }
    }
}
