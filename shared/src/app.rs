//! What a function works with, built once per process.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Region};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_types::SdkConfig;

use crate::accounts::Accounts;
use crate::bus::Bus;
use crate::config::{AwsConfig, Config};
use crate::credentials;
use crate::live::Live;
use crate::media::MediaStore;
use crate::queue::Queue;
use crate::records::Timestamp;
use crate::secrets::Secrets;
use crate::store::Store;
use twilio::client::Twilio;

/// Tells the time.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The system's clock.
    System,
    /// Milliseconds since the Unix epoch that a test sets.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// The time now.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::Manual(millis) => Timestamp::from_millis(millis.load(Ordering::SeqCst)),
            Self::System => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
        }
    }
}

/// Configuration and clients of a function.
#[derive(Debug)]
pub struct App {
    /// Its configuration.
    pub config: Config,
    /// Records.
    pub store: Store,
    /// Accounts with their tokens.
    pub accounts: Accounts,
    /// Encrypts and decrypts tokens.
    pub secrets: Secrets,
    /// Jobs that move media.
    pub media_queue: Queue,
    /// Jobs that send messages.
    pub send_queue: Queue,
    /// Jobs that tell the servers of tenants.
    pub deliver_queue: Queue,
    /// Jobs that take files of contacts in.
    pub import_queue: Queue,
    /// Stored media.
    pub media: MediaStore,
    /// The channel by which pages hear of events, if there is one.
    pub live: Option<Live>,
    /// The bus that events are put on, if there is one.
    pub bus: Option<Bus>,
    twilio: OnceLock<Twilio>,
    clock: Clock,
}

impl App {
    /// Builds the clients. Connects to nothing yet.
    pub fn new(config: Config, clock: Clock) -> Self {
        let aws = sdk_config(&config.aws);
        let store = Store::new(aws_sdk_dynamodb::Client::new(&aws), config.tables.clone());
        let secrets = Secrets::new(aws_sdk_kms::Client::new(&aws), config.token_key_id.clone());
        Self {
            accounts: Accounts::new(store.clone(), secrets.clone()),
            media_queue: Queue::new(sqs(&aws), config.media_queue_url.clone()),
            send_queue: Queue::new(sqs(&aws), config.send_queue_url.clone()),
            deliver_queue: Queue::new(sqs(&aws), config.deliver_queue_url.clone()),
            import_queue: Queue::new(sqs(&aws), config.import_queue_url.clone()),
            media: MediaStore::new(s3(&aws, &config.aws), config.media_bucket.clone()),
            live: config.live.clone().map(|domains| Live::new(domains, config.aws.clone())),
            bus: config.event_bus.clone().map(|name| Bus::new(name, &config.aws)),
            twilio: OnceLock::new(),
            config,
            store,
            secrets,
            clock,
        }
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Fetches from Twilio. Set up on first use: webhooks never need it.
    pub fn twilio(&self) -> &Twilio {
        self.twilio.get_or_init(|| Twilio::new(&self.config.twilio_api_url))
    }
}

/// Twilio waits 15 s at most, so the slowest path through DynamoDB and SQS has to end before.
///
/// One HTTP client for all services: each would read the system's root certificates again, in the
/// first request after a cold start.
fn sdk_config(aws: &AwsConfig) -> SdkConfig {
    let credentials = credentials::of(aws);
    let mut config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(Region::new(aws.region.clone()))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(Builder::new().tls_provider(Provider::Rustls(CryptoMode::AwsLc)).build_https())
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

/// A job that the queue does not take at once is left to the sweeper.
fn sqs(aws: &SdkConfig) -> aws_sdk_sqs::Client {
    let config = aws_sdk_sqs::config::Builder::from(aws)
        .timeout_config(timeouts(Duration::from_secs(2), Duration::from_secs(4)));
    aws_sdk_sqs::Client::from_conf(config.build())
}

/// A part of 8 MiB may take its time; emulators know buckets by path only.
fn s3(aws: &SdkConfig, config: &AwsConfig) -> aws_sdk_s3::Client {
    let config = aws_sdk_s3::config::Builder::from(aws)
        .timeout_config(timeouts(Duration::from_secs(30), Duration::from_secs(90)))
        .force_path_style(config.endpoint.is_some());
    aws_sdk_s3::Client::from_conf(config.build())
}
