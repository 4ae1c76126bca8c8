//! Twilio's REST API and media: which hosts, with which credentials, along which redirects.
//!
//! Media URLs need Basic auth and redirect to a CDN that must not get the credentials
//! (contract §4). The URL comes from a signed webhook, but it is still only followed to Twilio.
//! Requests to the REST API go to the configured host and follow nothing.

mod accounts;
mod again;
mod calls;
mod download;
mod failure;
mod message_search;
mod messages;
mod numbers;
mod offers;
mod owned_number;
mod paging;
mod rest;
mod tokens;

use std::sync::OnceLock;
use std::time::Duration;

use reqwest::{Client, ClientBuilder, redirect};
use url::{Host, Url};

pub use accounts::TwilioAccount;
pub use again::{Again, ask};
pub use calls::{Detection, MachineDetection, NewCall, PlacedCall};
pub use download::{Download, FetchError};
pub use failure::{PostError, Refused};
pub use message_search::{FoundMessage, MessageSearch};
pub use messages::{NewMessage, SentMessage};
pub use numbers::NumberSettings;
pub use offers::{Near, Offer, OfferSearch, Place};
pub use owned_number::{OwnedNumber, Precedence};
pub use rest::Credentials;

pub use crate::number::NumberKind;

/// Twilio, as one configuration knows it. Clients are set up on first use.
#[derive(Debug, Clone)]
pub struct Twilio {
    api: Url,
    /// The sandbox's host kind and port, when the API is on loopback. Nothing else opens loopback.
    sandbox_port: Option<u16>,
    files: OnceLock<Client>,
    rest: OnceLock<Client>,
}

impl Twilio {
    /// The Twilio that has its API at `api`.
    pub fn new(api: &Url) -> Self {
        let sandbox_port = is_loopback(api).then(|| api.port_or_known_default()).flatten();
        let (files, rest) = (OnceLock::new(), OnceLock::new());
        Self { api: api.clone(), sandbox_port, files, rest }
    }

    fn files(&self) -> &Client {
        self.files.get_or_init(|| {
            built(client(download::CONNECT_TIMEOUT).read_timeout(download::READ_TIMEOUT))
        })
    }

    fn rest(&self) -> &Client {
        self.rest.get_or_init(|| built(client(rest::CONNECT_TIMEOUT).pool_max_idle_per_host(0)))
    }

    fn is_sandbox(&self, url: &Url) -> bool {
        let port = self.sandbox_port.filter(|port| url.port_or_known_default() == Some(*port));
        url.scheme() == "http" && port.is_some() && is_loopback(url)
    }

    /// Credentials go to the API alone; in the sandbox that is the address, the CDN is `localhost`.
    fn is_api(&self, url: &Url) -> bool {
        match url.host() {
            Some(Host::Domain(host)) => is_api_host(host),
            Some(Host::Ipv4(_)) => self.is_sandbox(url),
            _ => false,
        }
    }
}

/// The API has a host for every region, such as `api.dublin.ie1.twilio.com`.
fn is_api_host(host: &str) -> bool {
    host == "api.twilio.com" || (host.starts_with("api.") && host.ends_with(".twilio.com"))
}

fn is_twilio(host: &str) -> bool {
    ["twilio.com", "twiliocdn.com"]
        .iter()
        .any(|domain| host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.')))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Domain(host)) => host == "localhost",
        _ => false,
    }
}

fn client(connect_timeout: Duration) -> ClientBuilder {
    Client::builder().redirect(redirect::Policy::none()).connect_timeout(connect_timeout)
}

fn built(builder: ClientBuilder) -> Client {
    builder.build().expect("TLS is built in")
}

/// What broke, without the URL: it is private.
fn brief(error: &reqwest::Error) -> String {
    let kind = match error {
        error if error.is_timeout() => "Twilio did not answer in time",
        error if error.is_connect() => "Twilio cannot be reached",
        _ => "the connection to Twilio broke",
    };
    kind.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twilio(api: &str) -> Twilio {
        Twilio::new(&Url::parse(api).unwrap())
    }

    #[test]
    fn credentials_go_to_the_api_alone() {
        let real = twilio("https://api.twilio.com");
        let is_api = |twilio: &Twilio, url: &str| twilio.is_api(&Url::parse(url).unwrap());
        assert!(is_api(&real, "https://api.twilio.com/x"));
        assert!(is_api(&real, "https://api.dublin.ie1.twilio.com/x"));
        assert!(!is_api(&real, "https://mms.twiliocdn.com/x"));
        assert!(!is_api(&real, "https://media.twilio.com/x"));
        let sandbox = twilio("http://127.0.0.1:3001");
        assert!(is_api(&sandbox, "http://127.0.0.1:3001/x"));
        assert!(!is_api(&sandbox, "http://localhost:3001/x"));
    }
}
