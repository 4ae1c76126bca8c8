use std::time::{Duration, SystemTime};

use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;
use sandbox::aws::Aws;

use super::clients::{self, BUCKET};

const KEY: &str = "mms/t/MM1_0.png";
const DISPOSITION: &str = "attachment; filename=\"picture.png\"";

/// Stores an object and signs a link to it that was made `age` ago and holds for a minute.
async fn link(aws: &Aws, age: Duration) -> String {
    let client = clients::s3(aws);
    let put = client.put_object().bucket(BUCKET).key(KEY).content_type("image/png");
    put.body(ByteStream::from_static(b"picture")).send().await.unwrap();
    let validity = PresigningConfig::builder()
        .start_time(SystemTime::now() - age)
        .expires_in(Duration::from_mins(1))
        .build()
        .unwrap();
    let get = client.get_object().bucket(BUCKET).key(KEY);
    let get = get.response_content_disposition(DISPOSITION);
    get.presigned(validity).await.unwrap().uri().to_owned()
}

fn browser() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

#[tokio::test]
async fn a_link_gives_the_object_with_its_type_and_a_file_name() {
    let aws = clients::start().await;
    let link = link(&aws, Duration::ZERO).await;
    let got = browser().get(&link).send().await.unwrap();
    assert_eq!(got.status(), 200);
    assert_eq!(got.headers()["content-type"], "image/png");
    assert_eq!(got.headers()["content-disposition"], DISPOSITION);
    assert_eq!(got.bytes().await.unwrap(), "picture");
    let part = browser().get(&link).header("range", "bytes=0-2").send();
    let part = part.await.unwrap();
    assert_eq!(part.status(), 206);
    assert_eq!(part.headers()["content-range"], "bytes 0-2/7");
    assert_eq!(part.bytes().await.unwrap(), "pic");
}

#[tokio::test]
async fn forged_unsigned_and_expired_links_are_refused() {
    let aws = clients::start().await;
    let good = link(&aws, Duration::ZERO).await;
    let (rest, signature) = good.split_once("X-Amz-Signature=").unwrap();
    let digits = signature.split('&').next().unwrap();
    let turned: String = digits.chars().rev().collect();
    let cases = [
        (format!("{rest}X-Amz-Signature={turned}"), "SignatureDoesNotMatch"),
        (good.replace(KEY, "mms/other/MM2_0.png"), "SignatureDoesNotMatch"),
        (good.split('?').next().unwrap().to_owned(), "AccessDenied"),
        (link(&aws, Duration::from_mins(2)).await, "AccessDenied"),
    ];
    for (link, code) in cases {
        let got = browser().get(&link).send().await.unwrap();
        assert_eq!(got.status(), 403, "{link}");
        let body = got.text().await.unwrap();
        assert!(body.contains(&format!("<Code>{code}</Code>")), "{link}: {body}");
    }
}
