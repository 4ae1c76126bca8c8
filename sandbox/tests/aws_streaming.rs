//! A large object passes through without being held in memory. Alone in its process, so that the
//! peak is its own.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_s3::primitives::ByteStream;
use aws_smithy_http_client::Builder;
use sandbox::aws::{Aws, Options};

const SIZE: u64 = 300 * 1024 * 1024;
const MOST_GROWTH: u64 = 64 * 1024 * 1024;
const TEMPLATE: &str = "Resources: {Files: {Type: 'AWS::S3::Bucket'}}";

/// Most bytes that this process has had resident.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.unwrap().split_whitespace().nth(1).unwrap();
    kilobytes.parse::<u64>().unwrap() * 1024
}

fn client(aws: &Aws) -> aws_sdk_s3::Client {
    let config = aws_sdk_s3::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("test", "test", None, None, "tests"))
        .http_client(Builder::new().build_http())
        .endpoint_url(aws.endpoint())
        .force_path_style(true);
    aws_sdk_s3::Client::from_conf(config.build())
}

#[tokio::test]
async fn a_large_object_is_streamed_in_and_out() {
    let options = Options {
        addr: ([127, 0, 0, 1], 0).into(),
        data: None,
        template: TEMPLATE.to_owned(),
        parameters: BTreeMap::new(),
        hosts: Vec::new(),
    };
    let aws = Aws::start(options).await.unwrap();
    let client = client(&aws);
    let file = tempfile::NamedTempFile::new().unwrap();
    file.as_file().set_len(SIZE).unwrap();
    let before = peak();
    let body = ByteStream::from_path(file.path()).await.unwrap();
    let put = client.put_object().bucket("files").key("large").body(body);
    put.send().await.unwrap();
    let got = client.get_object().bucket("files").key("large").send().await.unwrap();
    let mut body = got.body;
    let mut size = 0;
    while let Some(bytes) = body.try_next().await.unwrap() {
        size += bytes.len() as u64;
    }
    assert_eq!(size, SIZE);
    let growth = peak() - before;
    assert!(growth < MOST_GROWTH, "grew by {growth} bytes");
}
