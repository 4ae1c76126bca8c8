//! Fetches what a tenant names by a URL, from the internet alone: never from where only we can reach.
//!
//! What a URL says is not where it leads: each name is looked up here, and a connection is made to its
//! public addresses only. Redirects are looked at one by one.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, LOCATION};
use reqwest::{Client, Response, redirect};
use twilio::client::https;
use url::{Host, Url};

use crate::public_url::{is_public, is_public_address};

/// The longest that a fetch takes: somebody waits for the answer.
const LIMIT: Duration = Duration::from_secs(5);
const REDIRECTS: usize = 3;

/// Why nothing was fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The URL, or one that it redirects to, is not one that anybody can fetch.
    #[error("it leads to what is no https URL with a public host name")]
    NotPublic,
    /// No connection, or none that lasted.
    #[error("its server cannot be reached")]
    Unreachable,
    /// It takes too long.
    #[error("it was not there within {} seconds", LIMIT.as_secs())]
    Slow,
    /// Another status than 200.
    #[error("its server answered {0}")]
    Status(u16),
    /// It redirects and redirects.
    #[error("it redirects more than {REDIRECTS} times")]
    Redirects,
    /// More bytes than were asked for.
    #[error("it is larger than {0} bytes")]
    TooLarge(usize),
}

/// What was fetched.
#[derive(Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Media type as served, without parameters; empty when there was none.
    pub content_type: String,
    /// The content.
    pub body: Bytes,
}

/// The internet.
pub struct Outside {
    client: Client,
    sandbox: Option<u16>,
}

impl Outside {
    /// Everything public; and the port of the simulated Twilio, if `twilio_api` is one on loopback.
    ///
    /// # Panics
    /// If TLS is not built in.
    pub fn new(twilio_api: &Url) -> Self {
        let builder = https().redirect(redirect::Policy::none()).no_proxy();
        let client = builder.dns_resolver(PublicOnly).build().expect("TLS is built in");
        let sandbox = is_loopback(twilio_api).then(|| twilio_api.port_or_known_default()).flatten();
        Self { client, sandbox }
    }

    /// Whether this URL may be fetched, as far as it says itself.
    pub fn allows(&self, url: &Url) -> bool {
        let port = self.sandbox.filter(|port| url.port_or_known_default() == Some(*port));
        is_public(url) || (url.scheme() == "http" && port.is_some() && is_loopback(url))
    }

    /// Fetches at most `most` bytes, along redirects, within a few seconds.
    pub async fn fetch(&self, url: &Url, most: usize) -> Result<Fetched, FetchError> {
        let fetching = tokio::time::timeout(LIMIT, self.follow(url.clone(), most));
        fetching.await.unwrap_or(Err(FetchError::Slow))
    }

    async fn follow(&self, mut url: Url, most: usize) -> Result<Fetched, FetchError> {
        for _ in 0..=REDIRECTS {
            if !self.allows(&url) {
                return Err(FetchError::NotPublic);
            }
            let asked = self.client.get(url.clone()).send();
            let response = asked.await.map_err(|error| failure(&error))?;
            let status = response.status();
            match (status.as_u16(), header(&response, LOCATION)) {
                (200, _) => return read(response, most).await,
                (301 | 302 | 303 | 307 | 308, Some(location)) => {
                    url = url.join(&location).map_err(|_| FetchError::NotPublic)?;
                }
                (status, _) => return Err(FetchError::Status(status)),
            }
        }
        Err(FetchError::Redirects)
    }
}

async fn read(mut response: Response, most: usize) -> Result<Fetched, FetchError> {
    let length = header(&response, CONTENT_LENGTH).and_then(|length| length.parse().ok());
    if length.is_some_and(|length: usize| length > most) {
        return Err(FetchError::TooLarge(most));
    }
    let named = header(&response, CONTENT_TYPE).unwrap_or_default();
    let content_type = named.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| FetchError::Unreachable)? {
        if body.len() + chunk.len() > most {
            return Err(FetchError::TooLarge(most));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Fetched { content_type, body: body.freeze() })
}

fn header(response: &Response, name: HeaderName) -> Option<String> {
    response.headers().get(name)?.to_str().ok().map(str::to_owned)
}

/// A name without public addresses is one that leads into a private network.
fn failure(error: &reqwest::Error) -> FetchError {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        if error.is::<Private>() {
            return FetchError::NotPublic;
        }
        cause = error.source();
    }
    FetchError::Unreachable
}

fn is_loopback(url: &Url) -> bool {
    matches!(url.host(), Some(Host::Ipv4(address)) if address.is_loopback())
}

/// All addresses of a name are private.
#[derive(Debug, thiserror::Error)]
#[error("a name without public addresses")]
struct Private;

/// Looks names up, and leaves out what is not public. Addresses in URLs do not come here.
struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            public(found.collect())
        })
    }
}

fn public(found: Vec<SocketAddr>) -> Result<Addrs, Box<dyn std::error::Error + Send + Sync>> {
    if found.is_empty() {
        return Err(io::Error::from(io::ErrorKind::NotFound).into());
    }
    let public: Vec<_> =
        found.into_iter().filter(|address| is_public_address(address.ip())).collect();
    match public.is_empty() {
        true => Err(Private.into()),
        false => Ok(Box::new(public.into_iter())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outside(twilio_api: &str) -> Outside {
        Outside::new(&Url::parse(twilio_api).unwrap())
    }

    #[test]
    fn loopback_opens_only_for_a_sandbox_and_only_its_port() {
        let allows = |outside: &Outside, url: &str| outside.allows(&Url::parse(url).unwrap());
        let sandbox = outside("http://127.0.0.1:3001");
        assert!(allows(&sandbox, "http://127.0.0.1:3001/a.mp3"));
        assert!(!allows(&sandbox, "http://127.0.0.1:3002/a.mp3"));
        assert!(!allows(&sandbox, "http://10.0.0.1:3001/a.mp3"));
        let real = outside("https://api.twilio.com");
        assert!(allows(&real, "https://cdn.example.com/a.mp3"));
        for url in ["http://cdn.example.com/a.mp3", "http://127.0.0.1/a", "https://127.0.0.1/a"] {
            assert!(!allows(&real, url), "{url}");
        }
    }

    #[test]
    fn of_a_name_only_public_addresses_are_left() {
        let of = |addresses: &[&str]| {
            let found = addresses
                .iter()
                .map(|address| (address.parse::<std::net::IpAddr>().unwrap(), 0).into());
            let found: Vec<SocketAddr> = found.collect();
            public(found).map(|left| left.map(|one| one.ip().to_string()).collect::<Vec<_>>())
        };
        assert_eq!(of(&["93.184.216.34", "10.0.0.1"]).unwrap(), ["93.184.216.34"]);
        for private in [&["127.0.0.1"][..], &["::1", "192.168.0.1"], &["169.254.169.254"]] {
            assert!(of(private).unwrap_err().is::<Private>(), "{private:?}");
        }
        assert!(!of(&[]).unwrap_err().is::<Private>());
    }

    /// `localhost` is a name that is looked up without asking anybody.
    #[tokio::test]
    async fn a_name_that_leads_into_a_private_network_is_not_connected_to() {
        let client = outside("https://api.twilio.com").client;
        let error = client.get("https://localhost/a.mp3").send().await.unwrap_err();
        assert_eq!(failure(&error), FetchError::NotPublic);
    }
}
