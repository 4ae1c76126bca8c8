//! Configuration: the only place that reads the environment.

mod tables;

use std::str::FromStr;
use std::time::Duration;

use url::Url;

use crate::destinations::Destinations;
use crate::public_url::{Reach, is_loopback};
use twilio::sid::AccountSid;

pub use tables::Tables;

/// A variable that is missing or cannot be read. Its value is never shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("environment variable {0} is missing or invalid")]
pub struct ConfigError(&'static str);

/// What `RUST_LOG` says is logged, if it says anything.
pub(crate) fn log_levels() -> Option<String> {
    std::env::var("RUST_LOG").ok().filter(|levels| !levels.is_empty())
}

/// What a function needs to know of its surroundings; set by `template.yaml`.
#[derive(Debug, Clone)]
pub struct Config {
    /// Table names.
    pub tables: Tables,
    /// Bucket for attachments and recordings.
    pub media_bucket: String,
    /// Queue of jobs that move media.
    pub media_queue_url: String,
    /// Queue of jobs that send messages.
    pub send_queue_url: String,
    /// Queue of jobs that tell the servers of tenants.
    pub deliver_queue_url: String,
    /// Queue of jobs that take files of contacts in.
    pub import_queue_url: String,
    /// Queue of requests that were answered before they could be written.
    pub spool_queue_url: String,
    /// The Twilio account under which tenants get theirs; `None` creates none.
    pub parent_account: Option<AccountSid>,
    /// KMS key that encrypts the tokens of accounts.
    pub token_key_id: String,
    /// Claim of the bearer token that names the tenant.
    pub tenant_claim: String,
    /// Claim that names the user's role inside the tenant; `None`: everybody is the owner.
    pub role_claim: Option<String>,
    /// Scheme, host and path prefix that Twilio calls, without a slash at the end; `None` means
    /// `https://` and the gateway's own domain.
    pub public_base_url: Option<String>,
    /// Where Twilio's REST API and media are.
    pub twilio_api_url: Url,
    /// Largest file that is stored, in bytes.
    pub media_max_bytes: u64,
    /// Receives after which the queue gives a job up.
    pub max_receives: u32,
    /// Where calls may go.
    pub destinations: Destinations,
    /// Where messages may go.
    pub message_destinations: Destinations,
    /// What calls a tenant may make, and how long any call lasts.
    pub calls: CallLimits,
    /// Messages that a tenant may ask for in a minute, and in a day.
    pub messages_per: (u32, u32),
    /// Numbers that a tenant may have.
    pub numbers_per_tenant: u32,
    /// Whether any tenant gets an account, or only one whose record is there.
    pub provisioning: Invitation,
    /// How long after closing its account a tenant waits for another one.
    pub provisioning_pause: Duration,
    /// Where pages hear of events at once; `None` has no such channel.
    pub live: Option<LiveDomains>,
    /// The bus of `EventBridge` that events are put on, too; `None` puts them on none.
    pub event_bus: Option<String>,
    /// How AWS is reached.
    pub aws: AwsConfig,
}

/// Domains of the channel by which pages hear of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveDomains {
    /// Where events are published.
    pub http: String,
    /// Where pages connect to.
    pub realtime: String,
    /// How: `ws` for an emulator that is not behind TLS.
    pub scheme: &'static str,
}

impl LiveDomains {
    fn read(optional: impl Fn(&'static str) -> Option<String>) -> Option<Self> {
        let is_public = optional("PUBLIC_BASE_URL").is_some_and(|url| url.starts_with("https:"));
        let is_plain = optional("AWS_ENDPOINT_URL").is_some() && !is_public;
        Some(Self {
            http: optional("LIVE_HTTP_DOMAIN")?,
            realtime: optional("LIVE_REALTIME_DOMAIN")?,
            scheme: if is_plain { "ws" } else { "wss" },
        })
    }
}

/// What calls may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallLimits {
    /// Calls that a tenant may begin in a minute.
    pub per_minute: u32,
    /// Calls of a tenant that may be open at the same time, at most 100.
    pub open: u32,
    /// Minutes of the calls that a tenant begins in a day.
    pub minutes_per_day: u32,
    /// Minutes that any call lasts at most.
    pub minutes_max: u32,
}

impl CallLimits {
    fn from_lookup(
        required: impl Fn(&'static str) -> Result<String, ConfigError>,
    ) -> Result<Self, ConfigError> {
        let number = |name| parsed(name, &required(name)?);
        Ok(Self {
            per_minute: number("CALLS_PER_MINUTE")?,
            open: number("OPEN_CALLS_PER_TENANT")?,
            minutes_per_day: number("CALL_MINUTES_PER_DAY")?,
            minutes_max: number("CALL_MINUTES_MAX")?,
        })
    }

    /// Seconds that any call lasts at most: Twilio's `TimeLimit`.
    pub fn time_limit(&self) -> u32 {
        self.minutes_max.saturating_mul(60)
    }
}

/// Who may have a Twilio account made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invitation {
    /// Every tenant that signs in.
    Open,
    /// Tenants whose record the operator has written.
    Invited,
}

impl FromStr for Invitation {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "open" => Ok(Self::Open),
            "invited" => Ok(Self::Invited),
            _ => Err(()),
        }
    }
}

/// Region, endpoint and credentials. Lambda sets them in the environment of a process, which gets no
/// others: it ends when they are over.
#[derive(Clone)]
pub struct AwsConfig {
    /// Region, such as `us-east-1`.
    pub region: String,
    /// Another endpoint than AWS: an emulator.
    pub endpoint: Option<String>,
    /// Access key id.
    pub access_key_id: String,
    /// Secret access key.
    pub secret_access_key: String,
    /// Session token of temporary credentials.
    pub session_token: Option<String>,
    /// Certificates, as PEM, that are trusted in place of Amazon's: of an emulator, or of a partition of AWS that
    /// others certify.
    pub ca_bundle: Option<String>,
}

twilio::debug_only!(AwsConfig { region, endpoint });

impl AwsConfig {
    /// How far servers of tenants may be: on this machine only if AWS is here, too.
    pub fn reach(&self) -> Reach {
        let endpoint = self.endpoint.as_deref().and_then(|url| url.parse::<Url>().ok());
        match endpoint.is_some_and(|url| is_loopback(&url)) {
            true => Reach::ThisMachineToo,
            false => Reach::Internet,
        }
    }
}

impl Config {
    /// Reads the process environment.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::from_lookup(|name| std::env::var(name).ok())
    }

    /// Reads variables from anywhere, so that several functions can share a process.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let optional = |name: &'static str| lookup(name).filter(|value| !value.is_empty());
        let required = |name: &'static str| optional(name).ok_or(ConfigError(name));
        Ok(Self {
            tables: Tables::read(required)?,
            media_bucket: required("MEDIA_BUCKET")?,
            media_queue_url: required("MEDIA_QUEUE_URL")?,
            send_queue_url: required("SEND_QUEUE_URL")?,
            deliver_queue_url: required("DELIVER_QUEUE_URL")?,
            import_queue_url: required("IMPORT_QUEUE_URL")?,
            spool_queue_url: required("SPOOL_QUEUE_URL")?,
            parent_account: optional("TWILIO_ACCOUNT_SID")
                .map(|sid| parsed("TWILIO_ACCOUNT_SID", &sid))
                .transpose()?,
            token_key_id: required("TOKEN_KEY_ID")?,
            tenant_claim: required("TENANT_CLAIM")?,
            role_claim: optional("ROLE_CLAIM"),
            public_base_url: optional("PUBLIC_BASE_URL")
                .map(|url| url.trim_end_matches('/').to_owned()),
            twilio_api_url: parsed("TWILIO_API_URL", &required("TWILIO_API_URL")?)?,
            media_max_bytes: parsed("MEDIA_MAX_BYTES", &required("MEDIA_MAX_BYTES")?)?,
            max_receives: parsed("MAX_RECEIVES", &required("MAX_RECEIVES")?)?,
            destinations: parsed("DIAL_COUNTRIES", &required("DIAL_COUNTRIES")?)?,
            message_destinations: match optional("MESSAGE_COUNTRIES") {
                Some(countries) => parsed("MESSAGE_COUNTRIES", &countries)?,
                None => parsed("DIAL_COUNTRIES", &required("DIAL_COUNTRIES")?)?,
            },
            calls: CallLimits::from_lookup(required)?,
            numbers_per_tenant: parsed("NUMBERS_PER_TENANT", &required("NUMBERS_PER_TENANT")?)?,
            messages_per: (
                parsed("MESSAGES_PER_MINUTE", &required("MESSAGES_PER_MINUTE")?)?,
                parsed("MESSAGES_PER_DAY", &required("MESSAGES_PER_DAY")?)?,
            ),
            provisioning: parsed("PROVISIONING", &required("PROVISIONING")?)?,
            provisioning_pause: Duration::from_hours(parsed(
                "PROVISIONING_PAUSE_HOURS",
                &required("PROVISIONING_PAUSE_HOURS")?,
            )?),
            live: LiveDomains::read(optional),
            event_bus: optional("EVENT_BUS_NAME"),
            aws: AwsConfig {
                region: required("AWS_REGION")?,
                endpoint: optional("AWS_ENDPOINT_URL"),
                access_key_id: required("AWS_ACCESS_KEY_ID")?,
                secret_access_key: required("AWS_SECRET_ACCESS_KEY")?,
                session_token: optional("AWS_SESSION_TOKEN"),
                ca_bundle: optional("AWS_CA_BUNDLE")
                    .map(|path| read("AWS_CA_BUNDLE", &path))
                    .transpose()?,
            },
        })
    }
}

fn read(name: &'static str, path: &str) -> Result<String, ConfigError> {
    std::fs::read_to_string(path).map_err(|_| ConfigError(name))
}

fn parsed<T: std::str::FromStr>(name: &'static str, value: &str) -> Result<T, ConfigError> {
    value.parse().map_err(|_| ConfigError(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_is_missing() {
        let error = Config::from_lookup(|_| None).unwrap_err();
        assert_eq!(error.to_string(), "environment variable ACCOUNTS_TABLE is missing or invalid");
    }

    #[test]
    fn debug_hides_the_keys() {
        let config = Config::from_lookup(|name| {
            Some(match name {
                "TWILIO_API_URL" => "https://api.twilio.com".to_owned(),
                "MEDIA_MAX_BYTES"
                | "MAX_RECEIVES"
                | "CALLS_PER_MINUTE"
                | "OPEN_CALLS_PER_TENANT"
                | "CALL_MINUTES_PER_DAY"
                | "CALL_MINUTES_MAX"
                | "NUMBERS_PER_TENANT"
                | "MESSAGES_PER_MINUTE"
                | "MESSAGES_PER_DAY"
                | "PROVISIONING_PAUSE_HOURS" => "6".to_owned(),
                "DIAL_COUNTRIES" | "MESSAGE_COUNTRIES" => "US,CA".to_owned(),
                "PROVISIONING" => "open".to_owned(),
                "TWILIO_ACCOUNT_SID" | "AWS_CA_BUNDLE" => String::new(),
                other => format!("value of {other}"),
            })
        })
        .unwrap();
        let shown = format!("{config:?}");
        assert!(shown.contains("value of AWS_REGION") && !shown.contains("value of AWS_SECRET"));
        assert!(!shown.contains("value of AWS_SESSION_TOKEN"));
    }
}
