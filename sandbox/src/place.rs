//! Where everything is: what every ARN, queue URL and event names.

/// The account.
pub(crate) const ACCOUNT: &str = "000000000000";
/// The region.
pub(crate) const REGION: &str = "us-east-1";
/// The last part of a stream's ARN: for AWS, when it was switched on.
pub(crate) const STREAM: &str = "2026-01-01T00:00:00.000";
