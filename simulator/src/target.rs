//! A webhook URL as configured: what is requested, and how.

use reqwest::Url;

use super::overrides::Overrides;
use super::refusal::Refusal;

/// A URL without its fragment, and what the fragment said.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) url: Url,
    pub(super) overrides: Overrides,
}

impl Target {
    /// Refuses what Twilio cannot post to: other schemes, hosts with an underscore. Credentials in
    /// the URL are refused because their second request, after a 401, is not simulated.
    pub(super) fn parse(configured: &str) -> Result<Self, Refusal> {
        let refuse = |why: &str| {
            Refusal::bad_request(Some("url"), format!("the webhook URL `{configured}` {why}"))
        };
        let (url, overrides) = Overrides::split(configured);
        let url = Url::parse(url).map_err(|_| refuse("cannot be read"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refuse("is not http or https"));
        }
        if url.host_str().is_none_or(|host| host.contains('_')) {
            return Err(refuse("has a host with an underscore"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refuse("holds credentials"));
        }
        Ok(Self { url, overrides })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fragment_is_split_off() {
        let target = Target::parse("https://a.test/sms?x=1#rc=2").unwrap();
        assert_eq!(target.url.as_str(), "https://a.test/sms?x=1");
        assert_eq!(target.overrides.retries, 2);
    }

    #[test]
    fn refused_urls() {
        for url in ["", "/sms", "ftp://a.test/", "https://a_b.test/", "https://u:p@a.test/"] {
            assert!(Target::parse(url).unwrap_err().message.contains(url), "{url}");
        }
    }
}
