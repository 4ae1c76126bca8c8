//! Whose requests are taken.

/// Access key that may do anything, and its secret key. Requests to S3 must be signed with a secret
/// key.
pub(crate) const CREDENTIAL: &str = "test";
/// Secret key of the functions' access keys. Nothing else in the sandbox reads like it.
pub(super) const FUNCTION_SECRET: &str = "sandbox/secret/of/functions/0123456789AB";
