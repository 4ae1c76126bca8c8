//! Where the REST API is.

pub(super) const ROOT: &str = "/2010-04-01";
/// At Twilio on a host of its own, accounts.twilio.com.
pub(super) const TOKENS_ROOT: &str = "/v1/AuthTokens";
