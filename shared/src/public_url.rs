//! URLs that anybody on the internet can fetch: what we let Twilio fetch for a tenant, and where we post to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// Names that mean something in a private network only (RFC 6761, 6762, 8375, ICANN's list of
/// collisions, Kubernetes).
const PRIVATE_DOMAINS: [&str; 13] = [
    "arpa",
    "cluster",
    "corp",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "svc",
    "test",
];

/// Whether a URL is of TLS, has no credentials and leads out of every private network, as far as it
/// says itself. Names are not looked up here: who fetches it looks at where they lead.
pub fn is_public(url: &Url) -> bool {
    let plain = url.scheme() == "https" && url.username().is_empty() && url.password().is_none();
    plain
        && match url.host() {
            None => false,
            Some(Host::Ipv4(address)) => is_public_v4(address),
            Some(Host::Ipv6(address)) => is_public_address(IpAddr::V6(address)),
            Some(Host::Domain(name)) => is_public_name(name),
        }
}

/// How far a server of a tenant may be from us, who post to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// On the internet.
    Internet,
    /// There, or on this machine: where AWS itself is on this machine, nothing is deployed.
    ThisMachineToo,
}

impl Reach {
    /// Whether a URL leads to such a server, as far as it says itself.
    pub fn allows(self, url: &Url) -> bool {
        let plain = url.username().is_empty() && url.password().is_none();
        let here = self == Self::ThisMachineToo && matches!(url.scheme(), "http" | "https");
        is_public(url) || (here && plain && is_loopback(url))
    }

    /// Whether an address that a name has turned out to have is one of such a server.
    pub fn allows_address(self, name: &str, address: IpAddr) -> bool {
        let here = self == Self::ThisMachineToo && name == "localhost" && address.is_loopback();
        here || is_public_address(address)
    }
}

/// Whether a URL leads to this machine, as far as it says itself.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

fn is_public_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    match name.rsplit_once('.') {
        Some((_, last)) => !PRIVATE_DOMAINS.contains(&last) && !name.contains('_'),
        // A name without a dot is found in the own network alone.
        None => false,
    }
}

/// Whether an address is one that the whole internet reaches.
pub fn is_public_address(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match embedded(address) {
            Some(inner) => is_public_v4(inner),
            // 2000::/3 is all that is routed, without Teredo, where others end, and documents.
            None => {
                let [first, second, ..] = address.segments();
                let teredo_or_documents = first == 0x2001 && (second == 0 || second == 0x0db8);
                first & 0xe000 == 0x2000 && !teredo_or_documents
            }
        },
    }
}

/// The IPv4 address that an IPv6 address stands for: mapped, or through NAT64 or 6to4.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let from = |high: u16, low: u16| Ipv4Addr::from(u32::from(high) << 16 | u32::from(low));
    match address.segments() {
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => Some(from(high, low)),
        _ => None,
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || first == 0
        || first >= 224
        || (first == 100 && second & 0xc0 == 64)
        || (first == 192 && second == 0 && third == 0)
        || (first == 192 && second == 88 && third == 99)
        || (first == 198 && second & 0xfe == 18);
    !special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_internet_has() {
        for good in [
            "https://files.example.com/a.png?x=1#y",
            "https://93.184.216.34:8443/a",
            "https://[2606:2800:220:1::1]/a",
        ] {
            assert!(is_public(&Url::parse(good).unwrap()), "{good}");
        }
    }

    #[test]
    fn this_machine_is_reached_from_this_machine_alone() {
        let allows = |reach: Reach, url: &str| reach.allows(&Url::parse(url).unwrap());
        for here in ["http://127.0.0.1:8000/x", "http://localhost/x", "https://[::1]:8443/x"] {
            assert!(allows(Reach::ThisMachineToo, here), "{here}");
            assert!(!allows(Reach::Internet, here), "{here}");
        }
        for nowhere in ["http://10.0.0.1/x", "http://u:p@127.0.0.1/x", "http://example.com/x"] {
            assert!(!allows(Reach::ThisMachineToo, nowhere), "{nowhere}");
        }
        let address = |reach: Reach, name: &str| reach.allows_address(name, [127, 0, 0, 1].into());
        assert!(address(Reach::ThisMachineToo, "localhost"));
        assert!(!address(Reach::ThisMachineToo, "rebound.example.com"));
        assert!(!address(Reach::Internet, "localhost"));
    }

    #[test]
    fn nothing_that_leads_into_a_private_network() {
        for bad in [
            "http://files.example.com/a.png",
            "ftp://files.example.com/a.png",
            "file:///etc/passwd",
            "https://user:pass@files.example.com/a",
            "https://localhost/a",
            "https://LOCALHOST./a",
            "https://db/a",
            "https://db.internal/a",
            "https://ip-10-0-0-1.ec2.internal/a",
            "https://printer.local/a",
            "https://127.0.0.1/a",
            "https://127.1/a",
            "https://2130706433/a",
            "https://0x7f.0.0.1/a",
            "https://0.0.0.0/a",
            "https://10.1.2.3/a",
            "https://172.16.0.1/a",
            "https://192.168.0.1/a",
            "https://100.64.0.1/a",
            "https://169.254.169.254/latest/meta-data",
            "https://198.18.0.1/a",
            "https://224.0.0.1/a",
            "https://[::1]/a",
            "https://[::]/a",
            "https://[fd00:ec2::254]/a",
            "https://[fe80::1]/a",
            "https://[::ffff:10.0.0.1]/a",
            "https://[64:ff9b::a00:1]/a",
            "https://[2002:7f00:1::]/a",
            "https://[2001:db8::1]/a",
            "https://kubernetes.default.svc/a",
            "https://db.svc.cluster.local/a",
            "https://router.home.arpa/a",
            "https://localhost.localdomain/a",
            "https://nas.localdomain/a",
            "https://a.test/a",
            "https://a.invalid/a.invalid",
            "https://[2001:0:7f00:1::]/a",
            "https://192.88.99.1/a",
        ] {
            assert!(!is_public(&Url::parse(bad).unwrap()), "{bad}");
        }
    }
}
