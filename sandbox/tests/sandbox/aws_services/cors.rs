//! Pages of other origins at the bucket, by the rules of the template.

use std::time::Duration;

use aws_sdk_s3::presigning::{PresignedRequest, PresigningConfig};
use reqwest::{Method, Response};
use sandbox::aws::Aws;

use super::clients::{self, BUCKET};

const SITE: &str = "https://www.example.com";
const ORIGIN: &str = "access-control-allow-origin";
const KEY: &str = "uploads/t/1";

async fn links(aws: &Aws) -> [PresignedRequest; 2] {
    let client = clients::s3(aws);
    let lifetime = || PresigningConfig::expires_in(Duration::from_mins(1)).unwrap();
    let put = client.put_object().bucket(BUCKET).key(KEY).content_type("image/png");
    let get = client.get_object().bucket(BUCKET).key(KEY);
    [put.presigned(lifetime()).await.unwrap(), get.presigned(lifetime()).await.unwrap()]
}

async fn preflight(link: &PresignedRequest, method: &str, headers: &str) -> Response {
    let request = reqwest::Client::new().request(Method::OPTIONS, link.uri());
    let request = request.header("origin", SITE).header("access-control-request-method", method);
    request.header("access-control-request-headers", headers).send().await.unwrap()
}

#[tokio::test]
async fn a_page_uploads_and_fetches_by_links() {
    let aws = clients::start().await;
    let [put, get] = links(&aws).await;
    let asked = preflight(&put, "PUT", "content-type").await;
    assert_eq!(asked.status(), 200);
    assert_eq!(asked.headers()[ORIGIN], "*");
    assert_eq!(asked.headers()["access-control-allow-methods"], "GET,HEAD,PUT");
    let upload = reqwest::Client::new().put(put.uri()).header("origin", SITE);
    let upload = upload.header("content-type", "image/png").body("picture").send().await.unwrap();
    assert_eq!((upload.status().as_u16(), &upload.headers()[ORIGIN]), (200, &"*".parse().unwrap()));
    assert_eq!(preflight(&get, "GET", "range").await.status(), 200);
    let got = reqwest::Client::new().get(get.uri()).header("origin", SITE);
    let got = got.header("range", "bytes=0-2").send().await.unwrap();
    let exposed = &got.headers()["access-control-expose-headers"];
    assert!(exposed.to_str().unwrap().contains("content-range"));
    assert_eq!(got.text().await.unwrap(), "pic");
}

#[tokio::test]
async fn what_no_rule_allows_is_refused() {
    let aws = clients::start().await;
    let [put, _] = links(&aws).await;
    for (method, headers) in [("DELETE", ""), ("PUT", "x-amz-acl")] {
        let asked = preflight(&put, method, headers).await;
        assert_eq!(asked.status(), 403, "{method} {headers}");
        assert!(!asked.headers().contains_key(ORIGIN));
        assert!(asked.text().await.unwrap().contains("<Code>AccessForbidden</Code>"));
    }
}

/// The page is told that the link is over, not that the connection broke.
#[tokio::test]
async fn a_refused_link_can_be_read_too() {
    let aws = clients::start().await;
    let [_, get] = links(&aws).await;
    let (bare, _) = get.uri().split_once('?').unwrap();
    let got = reqwest::Client::new().get(bare).header("origin", SITE).send().await.unwrap();
    assert_eq!((got.status().as_u16(), &got.headers()[ORIGIN]), (403, &"*".parse().unwrap()));
}
