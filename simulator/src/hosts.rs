//! Which host names a server on loopback answers to, and which pages may use it.
//!
//! A page of any site can let the site's name point to 127.0.0.1 (DNS rebinding): the browser then
//! takes this server for that site. What gives it away is `Host`, which names the site.

use std::net::IpAddr;

use axum::http::header::{HOST, ORIGIN};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Uri};

/// Names of loopback, as `Host` has them.
const LOOPBACK: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];
/// Where a browser says whether the page that asks is of another site.
const FETCH_SITE: &str = "sec-fetch-site";

/// The names of one server.
#[derive(Debug, Clone)]
pub struct Hosts {
    /// Its port, which `Host` has to name.
    port: u16,
    more: Vec<Name>,
    private: Private,
}

/// Whether a literal address of a private network is a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Private {
    Allowed,
    Refused,
}

/// Another name, and the ports under which it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    host: String,
    ports: Ports,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ports {
    All,
    Only(u16),
    /// Also when no port is named.
    Default(u16),
}

impl Hosts {
    /// 127.0.0.1, localhost and `[::1]`, with this port.
    pub fn of(port: u16) -> Self {
        Self { port, more: Vec::new(), private: Private::Refused }
    }

    /// Also `name`, which is a host with any port, or `host:port`. Fails if it is neither.
    pub fn and(mut self, name: &str) -> anyhow::Result<Self> {
        let (host, port) = parse(name)
            .ok_or_else(|| anyhow::anyhow!("{name} is not a host name, nor one with a port"))?;
        self.more.push(Name { host, ports: port.map_or(Ports::All, Ports::Only) });
        Ok(self)
    }

    /// Also the host of a URL, with the port that the URL means. Fails if it is not one of http.
    pub fn and_of(mut self, url: &str) -> anyhow::Result<Self> {
        let not_one = || anyhow::anyhow!("{url} is not a URL of http or https");
        let uri: Uri = url.parse().map_err(|_| not_one())?;
        let default = match uri.scheme_str() {
            Some("http") => 80,
            Some("https") => 443,
            _ => return Err(not_one()),
        };
        let authority = uri.authority().ok_or_else(not_one)?;
        let (host, port) = parse(authority.as_str()).ok_or_else(not_one)?;
        let ports = match port.unwrap_or(default) {
            port if port == default => Ports::Default(port),
            port => Ports::Only(port),
        };
        self.more.push(Name { host, ports });
        Ok(self)
    }

    /// Also any literal address of a private network, with any port: for containers, which come
    /// through a bridge. No page can have the browser take this server for such an address, because
    /// it is a name that has to be pointed elsewhere.
    #[must_use]
    pub fn and_private_addresses(self) -> Self {
        Self { private: Private::Allowed, ..self }
    }

    /// Whether all that a request says of its host is a name of this server. A request that says
    /// nothing is not a browser's. The error is a sentence for whoever asked.
    pub fn check(&self, headers: &HeaderMap, uri: &Uri) -> Result<(), String> {
        let named = headers.get_all(HOST).iter().map(|value| value.to_str().unwrap_or_default());
        let mut named = named.chain(uri.authority().map(Authority::as_str));
        match named.all(|host| self.has(host)) {
            true => Ok(()),
            false => Err(format!(
                "this server is at 127.0.0.1:{}, and the request is for another host",
                self.port
            )),
        }
    }

    /// Whether a request may come from where a browser says that it comes from: from no page, or
    /// from one of this machine or of this server. The error is a sentence for whoever asked.
    pub fn check_page(&self, headers: &HeaderMap) -> Result<(), &'static str> {
        let foreign = |value: &str| !self.is_own_page(value);
        let mut origins = headers.get_all(ORIGIN).iter().map(|v| v.to_str().unwrap_or_default());
        if headers.get(FETCH_SITE).is_some_and(|site| site == "cross-site") || origins.any(foreign)
        {
            return Err("pages of other sites may not ask this");
        }
        Ok(())
    }

    fn has(&self, host: &str) -> bool {
        let Some((host, port)) = parse(host) else {
            return false;
        };
        let own = || LOOPBACK.contains(&host.as_str()) && port.unwrap_or(80) == self.port;
        let private = || self.private == Private::Allowed && is_private(&host);
        own() || private() || self.more.iter().any(|name| name.is(&host, port))
    }

    /// Whether pages of this origin come from this machine or this server.
    pub fn is_own_page(&self, origin: &str) -> bool {
        let uri: Option<Uri> = origin.parse().ok();
        let Some(host) = uri.as_ref().and_then(Uri::authority).map(Authority::as_str) else {
            return false;
        };
        let on_loopback = parse(host).is_some_and(|(host, _)| LOOPBACK.contains(&host.as_str()));
        on_loopback || self.has(host)
    }
}

impl Name {
    fn is(&self, host: &str, port: Option<u16>) -> bool {
        let fits = match self.ports {
            Ports::All => true,
            Ports::Only(own) => port == Some(own),
            Ports::Default(own) => port.is_none_or(|port| port == own),
        };
        fits && self.host == host
    }
}

/// Host in lower case, and the port if one is named.
fn parse(text: &str) -> Option<(String, Option<u16>)> {
    let authority: Authority = text.parse().ok()?;
    let host = authority.host();
    let rest = authority.as_str().strip_prefix(host)?;
    let port = match rest {
        "" => None,
        rest => Some(rest.strip_prefix(':')?.parse().ok()?),
    };
    (!host.is_empty()).then(|| (host.to_ascii_lowercase(), port))
}

fn is_private(host: &str) -> bool {
    match host.trim_start_matches('[').trim_end_matches(']').parse() {
        Ok(IpAddr::V4(address)) => address.is_private() || address.is_link_local(),
        Ok(IpAddr::V6(address)) => address.is_unique_local() || address.is_unicast_link_local(),
        Err(_) => false,
    }
}

#[cfg(test)]
#[path = "hosts_tests.rs"]
mod tests;
