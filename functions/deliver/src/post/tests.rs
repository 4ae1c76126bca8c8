use std::io;
use std::net::{IpAddr, SocketAddr};

use tokio::net::TcpListener;
use tokio::time::timeout;

use super::*;

/// Every name has this address.
struct Always(SocketAddr);

impl Lookup for Always {
    async fn look_up(&self, _name: &str) -> io::Result<Vec<SocketAddr>> {
        Ok(vec![SocketAddr::from(([93, 184, 216, 34], 0)), self.0])
    }
}

fn delivery() -> EventDelivery {
    let (tenant, endpoint) =
        ("demo".parse().unwrap(), "01J00000000000000000000000".parse().unwrap());
    let event = "0".repeat(32).parse().unwrap();
    EventDelivery::test((&tenant, &endpoint), &event, Timestamp::from_millis(0))
}

fn secret() -> AuthToken {
    AuthToken::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned())
}

async fn error_of(poster: &Poster, url: &str) -> String {
    let now = Timestamp::from_millis(0);
    match poster.post(url, (&delivery(), &[secret()]), now).await {
        Answer::Refused(Heard { status: None, body: None, error: Some(error) }) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_name_that_leads_into_a_private_network_is_not_connected_to() {
    let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = server.local_addr().unwrap().port();
    let private: [IpAddr; 6] = [
        [127, 0, 0, 1].into(),
        [169, 254, 169, 254].into(),
        [10, 0, 0, 5].into(),
        [0, 0, 0, 0].into(),
        "::1".parse().unwrap(),
        "fd00:ec2::254".parse().unwrap(),
    ];
    for address in private {
        for reach in [Reach::Internet, Reach::ThisMachineToo] {
            let poster = Poster::new(Always(SocketAddr::new(address, 0)), reach);
            let error = error_of(&poster, &format!("https://rebound.example.com:{port}/x")).await;
            assert_eq!(error, "the name of the server leads to a private address", "{address}");
        }
    }
    let connected = timeout(Duration::from_millis(100), server.accept()).await;
    assert!(connected.is_err(), "nobody has connected");
    // The same server is reached where it may be: so it is the guard that keeps it apart.
    let here = Poster::new(System, Reach::ThisMachineToo);
    let asked =
        tokio::spawn(async move { error_of(&here, &format!("http://localhost:{port}/x")).await });
    assert!(timeout(Duration::from_secs(10), server.accept()).await.unwrap().is_ok());
    assert_eq!(asked.await.unwrap(), "the connection broke off before an answer");
}

#[tokio::test]
async fn an_address_in_a_private_network_is_not_connected_to() {
    let poster = Poster::new(System, Reach::Internet);
    for url in ["http://127.0.0.1/", "https://169.254.169.254/latest", "https://[::1]/", "x"] {
        assert_eq!(error_of(&poster, url).await, "the URL is not one of the internet", "{url}");
    }
}
