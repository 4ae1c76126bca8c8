//! How a queue is named in requests and in ARNs.

use crate::place::{ACCOUNT, REGION};

/// The logical id at the end of a queue's URL.
pub(super) fn queue_of(url: &str) -> &str {
    url.rsplit('/').next().unwrap_or(url)
}

pub(super) fn arn(queue: &str) -> String {
    format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}")
}
