//! Reads request bodies up to a limit.

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt as _;

/// Why a body could not be read.
#[derive(Debug)]
pub(super) enum Unreadable {
    /// It has more bytes than the limit.
    TooLarge,
    /// The connection broke.
    Broken,
}

/// Reads a body to its end also when it is too large: a client that is still sending would not see
/// the answer otherwise.
pub(super) async fn read(mut body: Body, limit: usize) -> Result<Bytes, Unreadable> {
    let mut read = BytesMut::new();
    let mut size = 0;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Unreadable::Broken)?.into_data() else { continue };
        size += data.len();
        if size <= limit {
            read.extend_from_slice(&data);
        }
    }
    if size > limit { Err(Unreadable::TooLarge) } else { Ok(read.freeze()) }
}
