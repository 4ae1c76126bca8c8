//! Tries again while other writers hold the same items. The SDK retries throttling and broken
//! connections, but takes a conflict between transactions for final.

use std::future::Future;
use std::time::Duration;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};

/// Conflict and throttle codes of a call, and of a cancelled transaction's reasons.
const TRANSIENT: [&str; 6] = [
    "TransactionConflict",
    "TransactionConflictException",
    "TransactionInProgressException",
    "ThrottlingError",
    "ThrottlingException",
    "ProvisionedThroughputExceeded",
];

const TRIES: u32 = 9;
const FIRST_PAUSE: Duration = Duration::from_millis(10);

/// Whether a call failed for contention.
pub(super) fn contended<T, E: ProvideErrorMetadata>(answer: &Result<T, SdkError<E>>) -> bool {
    let error = answer.as_ref().err().and_then(SdkError::as_service_error);
    error.and_then(ProvideErrorMetadata::code).is_some_and(is_transient)
}

/// Whether an error code means: the same call may go through in a moment.
pub(super) fn is_transient(code: &str) -> bool {
    TRANSIENT.contains(&code)
}

/// Calls until the result is not contended, at most nine times in about 5 s.
pub(super) async fn retry<T, F>(mut call: impl FnMut() -> F, contended: impl Fn(&T) -> bool) -> T
where
    F: Future<Output = T>,
{
    for attempt in 1..TRIES {
        let result = call().await;
        if !contended(&result) {
            return result;
        }
        tokio::time::sleep(pause(attempt)).await;
    }
    call().await
}

/// Doubles each time; a random share of it, so that rivals part.
pub(super) fn pause(attempt: u32) -> Duration {
    (FIRST_PAUSE * 2_u32.pow(attempt)).mul_f64(fastrand::f64().mul_add(0.5, 0.5))
}
