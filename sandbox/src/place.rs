//! Where everything is: what every ARN, queue URL and event names.

/// The account.
pub(crate) const ACCOUNT: &str = "000000000000";
/// The region.
pub(crate) const REGION: &str = "us-east-1";
