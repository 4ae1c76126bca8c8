//! How a queue is named in requests and in ARNs.

use crate::place::{ACCOUNT, REGION};

/// The logical id at the end of a queue's URL.
pub(super) fn queue_of(url: &str) -> &str {
    url.rsplit('/').next().unwrap_or(url)
}

/// The logical id at the end of a queue's ARN; `None` if it is no ARN.
pub(super) fn queue_of_arn(arn: &str) -> Option<&str> {
    let parts: Vec<_> = arn.split(':').collect();
    match parts.as_slice() {
        ["arn", "aws", "sqs", _, _, queue] => Some(queue),
        _ => None,
    }
}

pub(super) fn arn(queue: &str) -> String {
    format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}")
}
