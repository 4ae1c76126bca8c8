//! Checks an upload against the checksums that it announces, before its last byte is handed on.
//!
//! s3s-fs compares those of a put after it has replaced the object, and those of a part not at all.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use http::HeaderMap;
use md5::{Digest as _, Md5};
use s3s::checksum::ChecksumHasher;
use s3s::crypto::{Crc32, Crc32c, Crc64Nvme, Sha1, Sha256};
use s3s::dto::{Checksum, StreamingBlob};
use s3s::{S3Error, S3ErrorCode, S3Request, TrailingHeaders};

const CHECKSUMS: [&str; 5] = [
    "x-amz-checksum-crc32",
    "x-amz-checksum-crc32c",
    "x-amz-checksum-crc64nvme",
    "x-amz-checksum-sha1",
    "x-amz-checksum-sha256",
];

/// Knows, once the body was read, whether it was the one announced.
#[derive(Clone)]
pub(super) struct Verdict {
    wrong: Arc<AtomicBool>,
}

impl Verdict {
    /// The error for the client: s3s-fs reports any broken body as its own fault.
    pub(super) fn explain(&self, error: S3Error) -> S3Error {
        if self.wrong.load(Ordering::Relaxed) {
            let message = "the body has another checksum than announced";
            return S3Error::with_message(S3ErrorCode::BadDigest, message);
        }
        error
    }
}

/// `body`, failing at its end if it is not what the request's headers and trailers announce.
pub(super) fn checked<T>(request: &S3Request<T>, body: StreamingBlob) -> (StreamingBlob, Verdict) {
    let verdict = Verdict { wrong: Arc::default() };
    let digest = Arc::new(Mutex::new(Some(Digest::new(request))));
    let at_end = {
        let (digest, verdict) = (Arc::clone(&digest), verdict.clone());
        move || {
            if lock(&digest).take().is_none_or(Digest::fits) {
                return Ok(Bytes::new());
            }
            verdict.wrong.store(true, Ordering::Relaxed);
            Err(std::io::Error::other("checksum mismatch"))
        }
    };
    let hashed = body.map_err(std::io::Error::other).inspect_ok(move |bytes| {
        if let Some(digest) = lock(&digest).as_mut() {
            digest.update(bytes);
        }
    });
    let body = hashed.chain(stream::once(async move { at_end() }));
    (StreamingBlob::wrap(body), verdict)
}

fn lock(digest: &Mutex<Option<Digest>>) -> std::sync::MutexGuard<'_, Option<Digest>> {
    digest.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Digest {
    checksums: ChecksumHasher,
    md5: Option<Md5>,
    headers: HeaderMap,
    trailers: Option<TrailingHeaders>,
}

impl Digest {
    fn new<T>(request: &S3Request<T>) -> Self {
        let headers = request.headers.clone();
        let announced = headers.get("x-amz-trailer").and_then(|names| names.to_str().ok());
        let mut checksums = ChecksumHasher::default();
        for name in CHECKSUMS {
            let trails =
                announced.is_some_and(|names| names.split(',').any(|it| it.trim() == name));
            if trails || headers.contains_key(name) {
                enable(&mut checksums, name);
            }
        }
        Self {
            checksums,
            md5: headers.contains_key("content-md5").then(Md5::new),
            trailers: request.trailing_headers.clone(),
            headers,
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        self.checksums.update(bytes);
        if let Some(md5) = &mut self.md5 {
            md5.update(bytes);
        }
    }

    fn fits(self) -> bool {
        let (headers, trailers) = (self.headers, self.trailers);
        let expected = |name: &str| {
            let value = headers.get(name).cloned();
            value.or_else(|| trailers.as_ref()?.read(|all| all.get(name).cloned())?)
        };
        let sums = self.checksums.finalize();
        let md5 = self.md5.map(|md5| BASE64.encode(md5.finalize()));
        CHECKSUMS
            .into_iter()
            .map(|name| (name, computed(&sums, name)))
            .chain([("content-md5", md5.as_deref())])
            .filter_map(|(name, computed)| Some((expected(name)?, computed?)))
            .all(|(expected, computed)| expected.as_bytes() == computed.as_bytes())
    }
}

fn enable(hasher: &mut ChecksumHasher, name: &str) {
    match name {
        "x-amz-checksum-crc32" => hasher.crc32 = Some(Crc32::default()),
        "x-amz-checksum-crc32c" => hasher.crc32c = Some(Crc32c::default()),
        "x-amz-checksum-crc64nvme" => hasher.crc64nvme = Some(Crc64Nvme::default()),
        "x-amz-checksum-sha1" => hasher.sha1 = Some(Sha1::default()),
        _ => hasher.sha256 = Some(Sha256::default()),
    }
}

fn computed<'a>(sums: &'a Checksum, name: &str) -> Option<&'a str> {
    match name {
        "x-amz-checksum-crc32" => sums.checksum_crc32.as_deref(),
        "x-amz-checksum-crc32c" => sums.checksum_crc32c.as_deref(),
        "x-amz-checksum-crc64nvme" => sums.checksum_crc64nvme.as_deref(),
        "x-amz-checksum-sha1" => sums.checksum_sha1.as_deref(),
        _ => sums.checksum_sha256.as_deref(),
    }
}
