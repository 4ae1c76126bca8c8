//! Bodies of media, read or made piece by piece.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use futures::stream::{self, StreamExt};

use super::generated::generated_bytes;
use super::media::Media;
use super::store::Store;

const CHUNK: u64 = 64 * 1024;

/// Time for the bytes before a cut to reach the client.
const DRAIN: Duration = Duration::from_millis(50);

type Chunks = Box<dyn Iterator<Item = io::Result<Bytes>> + Send>;

/// Opens the bytes of a medium: their number, and a body that stops where the medium is to be cut.
pub(super) fn open(store: &Store, media: &Media) -> io::Result<(u64, Body)> {
    let (size, chunks) = match media.generated_size {
        Some(size) => {
            (size, Box::new(generated_bytes(&media.sid, size).map(Ok::<_, io::Error>)) as Chunks)
        }
        None => open_file(&store.media_file(&media.sid))?,
    };
    Ok(match media.cut_after {
        Some(limit) if limit < size => (size, cut(chunks, limit)),
        _ => (size, Body::from_stream(stream::iter(chunks))),
    })
}

fn open_file(path: &Path) -> io::Result<(u64, Chunks)> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    let chunks = std::iter::from_fn(move || {
        let mut chunk = Vec::new();
        match (&mut file).take(CHUNK).read_to_end(&mut chunk) {
            Ok(0) => None,
            Ok(_) => Some(Ok(chunk.into())),
            Err(error) => Some(Err(error)),
        }
    });
    Ok((size, Box::new(chunks)))
}

/// Up to `limit` bytes, then an error, on which the server drops the connection.
fn cut(chunks: Chunks, limit: u64) -> Body {
    let mut left = limit;
    let kept = chunks.map_while(move |chunk| {
        let chunk = chunk.map(|bytes| {
            bytes.slice(..bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX)))
        });
        let length = chunk.as_ref().map_or(0, Bytes::len);
        left -= length as u64;
        (length > 0 || chunk.is_err()).then_some(chunk)
    });
    let dropped = stream::once(async {
        // While this is pending the server sends what it has; at the error it drops the rest.
        tokio::time::sleep(DRAIN).await;
        Err(io::Error::from(io::ErrorKind::ConnectionReset))
    });
    Body::from_stream(stream::iter(kept).chain(dropped))
}
