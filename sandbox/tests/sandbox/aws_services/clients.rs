//! The services with the repository's template, and clients that never try twice.

use std::collections::BTreeMap;
use std::path::Path;

use aws_smithy_http_client::Builder;
use sandbox::aws::{Aws, Options};

macro_rules! client {
    ($service:ident, $service_as:ident, $sdk:ident) => {
        pub(crate) fn $service(aws: &Aws) -> $sdk::Client {
            $service_as(aws, "test")
        }

        /// A client with the permissions of a function.
        pub(crate) fn $service_as(aws: &Aws, function: &str) -> $sdk::Client {
            use $sdk::config::{BehaviorVersion, Credentials, Region, retry::RetryConfig};

            let config = $sdk::Config::builder()
                .behavior_version(BehaviorVersion::latest())
                .region(Region::new("us-east-1"))
                .credentials_provider(Credentials::new(function, secret(aws, function), None, None, "tests"))
                .retry_config(RetryConfig::disabled())
                .http_client(Builder::new().build_http())
                .endpoint_url(aws.endpoint());
            $sdk::Client::from_conf(client!(@style $service config))
        }
    };
    (@style s3 $config:ident) => {
        $config.force_path_style(true).build()
    };
    (@style $service:ident $config:ident) => {
        $config.build()
    };
}

client!(dynamodb, dynamodb_as, aws_sdk_dynamodb);
client!(kms, kms_as, aws_sdk_kms);
client!(s3, s3_as, aws_sdk_s3);
client!(sqs, sqs_as, aws_sdk_sqs);

/// The secret key of an access key.
fn secret(aws: &Aws, function: &str) -> String {
    match function {
        "test" => function.to_owned(),
        function => aws.environment(function)["AWS_SECRET_ACCESS_KEY"].clone(),
    }
}

pub(crate) const BUCKET: &str = "mediabucket";
pub(crate) const QUEUE: &str = "MediaQueue";
pub(crate) const DEAD: &str = "MediaDeadLetterQueue";

pub(crate) async fn start() -> Aws {
    Aws::start(options(None)).await.unwrap()
}

pub(crate) async fn start_in(data: &Path) -> Aws {
    Aws::start(options(Some(data))).await.unwrap()
}

/// The services, with a client and the URL of [`QUEUE`].
pub(crate) async fn queue() -> (Aws, aws_sdk_sqs::Client, String) {
    let aws = start().await;
    let (client, url) = (sqs(&aws), queue_url(&aws, QUEUE));
    (aws, client, url)
}

pub(crate) fn options(data: Option<&Path>) -> Options {
    let parameter = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let parameters = [("JwtIssuer", "http://issuer"), ("JwtAudience", "website")];
    Options {
        addr: ([127, 0, 0, 1], 0).into(),
        data: data.map(Path::to_owned),
        template: include_str!("../../../../template.yaml").to_owned(),
        parameters: parameters.map(parameter).into_iter().collect::<BTreeMap<_, _>>(),
        hosts: Vec::new(),
    }
}

pub(crate) fn queue_url(aws: &Aws, queue: &str) -> String {
    format!("{}/000000000000/{queue}", aws.endpoint())
}
