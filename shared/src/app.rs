//! What a function works with, built once per process.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::accounts::Accounts;
use crate::aws::Aws;
use crate::bus::Bus;
use crate::config::Config;
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
    /// Requests that were answered before they could be written.
    pub spool_queue: Queue,
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
        let aws = Aws::new(&config.aws);
        let store = Store::new(aws.dynamodb(), config.tables.clone());
        let secrets = Secrets::new(aws.clone(), config.token_key_id.clone());
        Self {
            accounts: Accounts::new(store.clone(), secrets.clone()),
            media_queue: Queue::new(aws.clone(), config.media_queue_url.clone()),
            send_queue: Queue::new(aws.clone(), config.send_queue_url.clone()),
            deliver_queue: Queue::new(aws.clone(), config.deliver_queue_url.clone()),
            import_queue: Queue::new(aws.clone(), config.import_queue_url.clone()),
            spool_queue: Queue::new(aws.clone(), config.spool_queue_url.clone()),
            media: MediaStore::new(aws, config.media_bucket.clone(), &config.aws),
            live: config.live.clone().map(|domains| Live::new(domains, config.aws.clone())),
            bus: config.event_bus.clone().map(|name| Bus::new(name, config.aws.clone())),
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
