//! Changing an account's token without a moment in which none is valid: a second one is made, put
//! to use, and promoted. The account asks with its own credentials.

use serde::Deserialize;
use url::{Host, Url};

use super::accounts::token;
use super::hosts::is_api_host;
use super::{Errand, PostError};
use crate::auth_token::AuthToken;

#[derive(Deserialize)]
struct Secondary {
    #[serde(deserialize_with = "token")]
    secondary_auth_token: AuthToken,
}

#[derive(Deserialize)]
struct Promoted {
    #[serde(deserialize_with = "token")]
    auth_token: AuthToken,
}

impl Errand<'_> {
    /// Makes a second token. It is valid for requests at once; webhooks are still signed with the
    /// first. Refused if there is one.
    pub async fn secondary_token_create(self) -> Result<AuthToken, PostError> {
        let url = self.tokens("Secondary");
        let made: Secondary = self.post(&url, &Vec::new()).await?;
        Ok(made.secondary_auth_token)
    }

    /// Gives the second token up.
    pub async fn secondary_token_delete(self) -> Result<(), PostError> {
        self.delete(&self.tokens("Secondary")).await
    }

    /// Makes the second token the first and only one; the one before is void at once. Says the
    /// token that is now the first.
    pub async fn token_promote(self) -> Result<AuthToken, PostError> {
        let url = self.tokens("Promote");
        let promoted: Promoted = self.post(&url, &Vec::new()).await?;
        Ok(promoted.auth_token)
    }

    fn tokens(&self, resource: &str) -> String {
        format!("{}/v1/AuthTokens/{resource}", accounts_origin(&self.twilio.api))
    }
}

/// Twilio has tokens on a host of their own, the same for all regions. Any other API, such as the
/// sandbox's, has them itself.
fn accounts_origin(api: &Url) -> String {
    match api.host() {
        Some(Host::Domain(host)) if is_api_host(host) => "https://accounts.twilio.com".to_owned(),
        _ => api.origin().ascii_serialization(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_a_host_of_their_own_at_twilio_alone() {
        let origin = |api: &str| accounts_origin(&Url::parse(api).unwrap());
        for api in ["https://api.twilio.com", "https://api.dublin.ie1.twilio.com/"] {
            assert_eq!(origin(api), "https://accounts.twilio.com");
        }
        for (api, own) in [
            ("http://127.0.0.1:3001/", "http://127.0.0.1:3001"),
            ("http://localhost:3001", "http://localhost:3001"),
            ("https://api.twilio.com.example", "https://api.twilio.com.example"),
            ("https://proxy.example:8443/twilio", "https://proxy.example:8443"),
        ] {
            assert_eq!(origin(api), own);
        }
    }
}
