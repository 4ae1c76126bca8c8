//! What API Gateway says about a request, beside the request itself.

use std::collections::BTreeMap;

/// Travels as an extension of `http::Request`. The default trusts nothing: no domain, no claims.
#[derive(Clone, Default)]
pub struct Gateway {
    /// The domain it was sent to, which the client cannot choose on AWS.
    pub domain_name: String,
    /// Path, percent-decoded: API Gateway calls it raw, but decodes it.
    pub raw_path: String,
    /// The route that was taken, such as `GET /api/threads/{id}/messages`: unlike the path it holds no
    /// number.
    pub route: String,
    /// Query as received, without `?`.
    pub raw_query: String,
    /// Decoded `{name}` parts of the route.
    pub path_parameters: BTreeMap<String, String>,
    /// Claims of the bearer token, as the authorizer verified them.
    pub claims: BTreeMap<String, String>,
}

impl Gateway {
    /// The beginning of URLs that lead to us: the configured one, else the gateway's domain. Headers
    /// have no say in it.
    pub fn base_url(&self, public_base_url: Option<&str>) -> String {
        match public_base_url {
            Some(base) => base.to_owned(),
            None => format!("https://{}", self.domain_name),
        }
    }

    /// The URL that the caller used and, if it is Twilio, signed: the base, the path and the query as
    /// it was sent. A path with escapes would be another one; those of webhooks have none.
    pub fn url(&self, base_url: &str) -> String {
        let query = if self.raw_query.is_empty() { "" } else { "?" };
        format!("{base_url}{}{query}{}", self.raw_path, self.raw_query)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_path_and_query_raw() {
        let gateway = Gateway {
            domain_name: "abc.execute-api.us-east-1.amazonaws.com".to_owned(),
            raw_path: "/api/twilio/status-callback".to_owned(),
            raw_query: "message=01J&x=%2f+y".to_owned(),
            ..Gateway::default()
        };
        assert_eq!(
            gateway.url(&gateway.base_url(None)),
            "https://abc.execute-api.us-east-1.amazonaws.com/api/twilio/status-callback?message=01J&x=%2f+y"
        );
        let url = gateway.url(&gateway.base_url(Some("https://hooks.example.com/v1")));
        assert!(url.starts_with("https://hooks.example.com/v1/api/twilio/status-callback?"));
    }
}
