//! Where everything of a local run is.

/// Base URLs, without a slash at the end. All but the last are of this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    /// The page and the phone, and the routes for developers.
    pub page: String,
    /// The website API; also the issuer of tokens.
    pub api: String,
    /// The AWS services, and so the files.
    pub aws: String,
    /// Where pages hear of events, as they are told by `GET /api/live`.
    pub live: String,
}
