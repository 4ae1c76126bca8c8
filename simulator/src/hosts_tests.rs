use super::*;

fn request(host: &str) -> HeaderMap {
    HeaderMap::from_iter([(HOST, host.parse().unwrap())])
}

fn allowed(hosts: &Hosts, host: &str) -> bool {
    hosts.check(&request(host), &Uri::from_static("/x")).is_ok()
}

fn assert_hosts(hosts: &Hosts, right: &[&str], wrong: &[&str]) {
    for host in right {
        assert!(allowed(hosts, host), "{host}");
    }
    for host in wrong {
        assert!(!allowed(hosts, host), "{host}");
    }
}

#[test]
fn only_loopback_with_the_right_port_is_the_server() {
    let right = ["127.0.0.1:3000", "localhost:3000", "LocalHost:3000", "[::1]:3000"];
    let wrong = [
        "",
        "evil.example",
        "evil.example:3000",
        "localhost",
        "127.0.0.1:3001",
        "localhost.evil.example:3000",
        "127.0.0.1.evil.example:3000",
        "evil.localhost:3000",
        "127.0.0.1@evil.example:3000",
        "user@127.0.0.1:3000",
        "0.0.0.0:3000",
        "10.0.0.7:3000",
        "127.0.0.1:3000:80",
    ];
    assert_hosts(&Hosts::of(3000), &right, &wrong);
    assert_hosts(&Hosts::of(80), &["127.0.0.1", "localhost:80"], &["localhost:3000"]);
    assert!(Hosts::of(1).check(&HeaderMap::new(), &Uri::from_static("/")).is_ok());
}

#[test]
fn an_absolute_url_and_every_host_header_have_to_be_right() {
    let hosts = Hosts::of(3000);
    let (good, absolute) = (request("localhost:3000"), Uri::from_static("http://evil.example/x"));
    assert!(hosts.check(&good, &absolute).is_err());
    let mut twice = good;
    twice.append(HOST, "evil.example".parse().unwrap());
    assert!(hosts.check(&twice, &Uri::from_static("/x")).is_err());
}

#[test]
fn other_names_are_added_one_by_one() {
    let hosts = Hosts::of(3000).and("docker.host").unwrap().and("a.test:5").unwrap();
    assert_hosts(&hosts, &["docker.host", "docker.host:9", "a.test:5"], &["a.test", "b.test"]);
    assert!(Hosts::of(1).and("a b").is_err() && Hosts::of(1).and("a:x").is_err());

    let tunnel = Hosts::of(3000).and_of("https://tunnel.example/").unwrap();
    let wrong = ["tunnel.example:80", "x.tunnel.example"];
    assert_hosts(&tunnel, &["tunnel.example", "Tunnel.Example:443", "localhost:3000"], &wrong);
    let own_port = Hosts::of(3000).and_of("http://tunnel.example:8080").unwrap();
    assert_hosts(&own_port, &["tunnel.example:8080"], &["tunnel.example"]);
    for url in ["foo", "ftp://a.test", "//a.test", "https://u:p@a.test", ""] {
        assert!(Hosts::of(1).and_of(url).is_err(), "{url}");
    }
}

#[test]
fn private_addresses_are_names_where_containers_come_in() {
    let hosts = Hosts::of(3002).and_private_addresses();
    let right = ["172.17.0.1:40123", "10.0.0.7", "[fd00::1]:5"];
    assert_hosts(&hosts, &right, &["8.8.8.8:3002", "0.0.0.0:3002", "172.17.0.1.evil.example:3002"]);
}

#[test]
fn pages_of_other_sites_are_told_by_their_origin_or_by_the_browser() {
    let hosts = Hosts::of(3001).and_of("https://tunnel.example").unwrap();
    let from = |name: &'static str, value: &str| {
        let headers = HeaderMap::from_iter([(name.parse().unwrap(), value.parse().unwrap())]);
        hosts.check_page(&headers).is_ok()
    };
    for own in ["http://localhost:5173", "http://127.0.0.1:3000", "https://tunnel.example"] {
        assert!(from("origin", own), "{own}");
    }
    for other in ["https://evil.example", "null", "", "http://localhost.evil.example"] {
        assert!(!from("origin", other), "{other}");
    }
    assert!(from("sec-fetch-site", "same-origin") && from("sec-fetch-site", "none"));
    assert!(!from("sec-fetch-site", "cross-site"));
    assert!(hosts.check_page(&HeaderMap::new()).is_ok());
}
