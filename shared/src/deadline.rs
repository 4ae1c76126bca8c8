//! How long an answer may take, whatever is slow: Twilio waits 15 s, the functions have 10 s
//! (`template.yaml`), and a 503 of ours is better than a timeout of theirs.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// The longest that an answer takes.
pub(crate) const LIMIT: Duration = Duration::from_secs(8);

/// The answer was not ready in time.
#[derive(Debug, thiserror::Error)]
#[error("not ready within {} s", LIMIT.as_secs())]
pub(crate) struct Late;

/// Waits for an answer, but not for longer than anyone would.
///
/// Boxed by the caller, since a future that is taken by value takes its size twice here.
pub(crate) async fn within<T, E: From<Late>>(
    answer: Pin<Box<impl Future<Output = Result<T, E>>>>,
) -> Result<T, E> {
    tokio::time::timeout(LIMIT, answer).await.unwrap_or_else(|_| Err(Late.into()))
}
