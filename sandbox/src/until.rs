//! Waiting for something that goes on at the same time.

use std::time::Duration;

use tokio::time::{sleep, timeout};

/// Longer than anything here takes on a machine with much else to do.
const PATIENCE: Duration = Duration::from_mins(2);
const PAUSE: Duration = Duration::from_millis(5);

/// Returns as soon as it holds, which is asked every 5 ms: a test that waits for what never comes ends
/// after two minutes, and says what it waited for.
///
/// # Panics
///
/// When it does not hold within that time.
pub async fn until(what: &str, holds: impl AsyncFn() -> bool) {
    let waiting = async {
        while !holds().await {
            sleep(PAUSE).await;
        }
    };
    assert!(timeout(PATIENCE, waiting).await.is_ok(), "{what}: not after {PATIENCE:?}");
}
