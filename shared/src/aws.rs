//! Clients of AWS's services, each built when it is first used: most functions need but one or two.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Region};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_types::SdkConfig;

use crate::config::AwsConfig;
use crate::credentials;

/// The authorities that certify AWS's endpoints: <https://www.amazontrust.com/repository/>. The system's store has some
/// 150, and reading them takes most of a cold start.
const AMAZON_ROOTS: &str = include_str!("aws/amazon_roots.pem");

/// The services. Clones share their clients.
#[derive(Debug, Clone)]
pub(crate) struct Aws(Arc<Services>);

#[derive(Debug)]
struct Services {
    config: SdkConfig,
    /// Emulators know buckets by path only.
    by_path: bool,
    kms: OnceLock<aws_sdk_kms::Client>,
    s3: OnceLock<aws_sdk_s3::Client>,
    sqs: OnceLock<aws_sdk_sqs::Client>,
}

impl Aws {
    pub(crate) fn new(aws: &AwsConfig) -> Self {
        Self(Arc::new(Services {
            config: sdk_config(aws),
            by_path: aws.endpoint.is_some(),
            kms: OnceLock::new(),
            s3: OnceLock::new(),
            sqs: OnceLock::new(),
        }))
    }

    /// Every function has records.
    pub(crate) fn dynamodb(&self) -> aws_sdk_dynamodb::Client {
        aws_sdk_dynamodb::Client::new(&self.0.config)
    }

    pub(crate) fn kms(&self) -> &aws_sdk_kms::Client {
        self.0.kms.get_or_init(|| aws_sdk_kms::Client::new(&self.0.config))
    }

    /// A part of 8 MiB may take its time.
    pub(crate) fn s3(&self) -> &aws_sdk_s3::Client {
        self.0.s3.get_or_init(|| {
            let config = aws_sdk_s3::config::Builder::from(&self.0.config)
                .timeout_config(timeouts(Duration::from_secs(30), Duration::from_secs(90)))
                .force_path_style(self.0.by_path);
            aws_sdk_s3::Client::from_conf(config.build())
        })
    }

    /// A job that the queue does not take at once is left to the sweeper.
    pub(crate) fn sqs(&self) -> &aws_sdk_sqs::Client {
        self.0.sqs.get_or_init(|| {
            let config = aws_sdk_sqs::config::Builder::from(&self.0.config)
                .timeout_config(timeouts(Duration::from_secs(2), Duration::from_secs(4)));
            aws_sdk_sqs::Client::from_conf(config.build())
        })
    }
}

/// Certificates, as PEM, of those whose word on AWS's endpoints is taken.
pub(crate) fn roots(aws: &AwsConfig) -> &str {
    aws.ca_bundle.as_deref().unwrap_or(AMAZON_ROOTS)
}

/// Where a service of a region is.
pub(crate) fn host(service: &str, region: &str) -> String {
    let suffix = if region.starts_with("cn-") { ".cn" } else { "" };
    format!("{service}.{region}.amazonaws.com{suffix}")
}

/// Twilio waits 15 s at most, so the slowest path through DynamoDB and SQS has to end before.
///
/// One HTTP client for all services, which share its certificates and its connections.
fn sdk_config(aws: &AwsConfig) -> SdkConfig {
    let roots = TrustStore::empty().with_pem_certificate(roots(aws).as_bytes());
    let tls = TlsContext::builder().with_trust_store(roots).build().expect("it is complete");
    let client = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).tls_context(tls);
    let mut config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(Region::new(aws.region.clone()))
        .credentials_provider(SharedCredentialsProvider::new(credentials::of(aws)))
        .http_client(client.build_https())
        .timeout_config(timeouts(Duration::from_secs(3), Duration::from_secs(7)));
    config.set_endpoint_url(aws.endpoint.clone());
    config.build()
}

fn timeouts(attempt: Duration, operation: Duration) -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(1))
        .operation_attempt_timeout(attempt)
        .operation_timeout(operation)
        .build()
}
