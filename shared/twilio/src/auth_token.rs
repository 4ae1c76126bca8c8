//! An account's secret.

use std::fmt;

/// An `AuthToken`: it signs webhooks and opens the REST API. `Debug` hides it; it has no `Display`
/// and is never serialised.
#[derive(Clone, PartialEq, Eq)]
pub struct AuthToken(String);

impl AuthToken {
    /// Takes a token into custody.
    pub fn new(token: String) -> Self {
        Self(token)
    }

    /// The token itself, for signing and authentication only.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for AuthToken {
    fn from(token: String) -> Self {
        Self(token)
    }
}

impl From<&str> for AuthToken {
    fn from(token: &str) -> Self {
        Self(token.to_owned())
    }
}

impl fmt::Debug for AuthToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthToken(…)")
    }
}
