//! Which hosts are Twilio's, with a client for each kind of request.

use std::sync::OnceLock;
use std::time::Duration;

use reqwest::{Client, ClientBuilder, redirect};
use url::{Host, Url};

use super::tls::https;

const REST_CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
const FILES_CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Longest silence of a server, in a file's head and between two chunks of its body.
const FILES_READ_TIMEOUT: Duration = Duration::from_secs(20);

/// Twilio, as one configuration knows it. Clients are set up on first use.
#[derive(Debug, Clone)]
pub struct Twilio {
    pub(super) api: Url,
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

    pub(super) fn files(&self) -> &Client {
        self.files
            .get_or_init(|| built(client(FILES_CONNECT_TIMEOUT).read_timeout(FILES_READ_TIMEOUT)))
    }

    pub(super) fn rest(&self) -> &Client {
        self.rest.get_or_init(|| built(client(REST_CONNECT_TIMEOUT).pool_max_idle_per_host(0)))
    }

    pub(super) fn is_sandbox(&self, url: &Url) -> bool {
        let port = self.sandbox_port.filter(|port| url.port_or_known_default() == Some(*port));
        url.scheme() == "http" && port.is_some() && is_loopback(url)
    }

    /// Credentials go to the API alone; in the sandbox that is the address, the CDN is `localhost`.
    pub(super) fn is_api(&self, url: &Url) -> bool {
        match url.host() {
            Some(Host::Domain(host)) => is_api_host(host),
            Some(Host::Ipv4(_)) => self.is_sandbox(url),
            _ => false,
        }
    }
}

/// The API has a host for every region, such as `api.dublin.ie1.twilio.com`.
pub(super) fn is_api_host(host: &str) -> bool {
    host == "api.twilio.com" || (host.starts_with("api.") && host.ends_with(".twilio.com"))
}

pub(super) fn is_twilio(host: &str) -> bool {
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
    https().redirect(redirect::Policy::none()).connect_timeout(connect_timeout)
}

fn built(builder: ClientBuilder) -> Client {
    builder.build().expect("TLS is built in")
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
