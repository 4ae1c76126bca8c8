//! The channel by which a tenant's pages hear of events at once: AWS `AppSync` Events.
//!
//! A page that was cut off asks `GET /api/events`, so what is published late would only be told twice:
//! nothing here holds anything up for longer than 15 s.

mod post;

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use futures::StreamExt as _;

use crate::config::{AwsConfig, LiveDomains};
use crate::ids::TenantId;
use crate::records::{Event, Timestamp};

use post::{PostError, Poster};

/// The subprotocol of the WebSocket.
pub const PROTOCOL: &str = "aws-appsync-event-ws";
/// The namespace of all channels, and the first segment of each.
pub const NAMESPACE: &str = "tenants";
/// Characters of a segment.
pub const SEGMENT: usize = 50;
/// Segments of a channel, the namespace included.
pub const MOST_SEGMENTS: usize = 5;
/// Events of one request.
pub const MOST_EVENTS: usize = 5;
/// Bytes of the events of one request.
pub const MOST_BYTES: usize = 240 * 1024;

/// What happened longer ago is left out: whoever waits for it has been cut off, and catches up.
const YOUNG: Duration = Duration::from_mins(5);
/// The longest that one batch of events keeps those after it waiting.
const PATIENCE: Duration = Duration::from_secs(15);
/// Tenants whose events are published at the same time.
const AT_ONCE: usize = 8;
/// Pauses before the second, third, … try of a request.
const PAUSES: [u64; 6] = [100, 200, 500, 1_000, 2_000, 4_000];

/// The channel of a tenant. `None` for what is no tenant id, and would need characters that segments do
/// not have.
///
/// `template.yaml` does the same in JavaScript, to see whether a token may hear a channel. The Base64 of
/// a [`TenantId`] has neither `+` nor `/`: only bytes such as `>`, `?` and `~` make those.
pub fn channel(tenant: &str) -> Option<String> {
    let code = STANDARD_NO_PAD.encode(tenant);
    if code.is_empty() || code.len() > (MOST_SEGMENTS - 1) * SEGMENT || code.contains(['+', '/']) {
        return None;
    }
    let mut channel = format!("/{NAMESPACE}");
    for (at, letter) in code.chars().enumerate() {
        if at % SEGMENT == 0 {
            channel.push('/');
        }
        channel.push(letter);
    }
    Some(channel)
}

/// Publishes to the channels, and knows where pages hear them.
#[derive(Debug)]
pub struct Live {
    domains: LiveDomains,
    aws: AwsConfig,
    poster: OnceLock<Poster>,
}

/// What became of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// Those that are on their channels.
    pub published: usize,
    /// Those that happened too long ago.
    pub old: usize,
    /// Those that should be there and are not.
    pub left_out: usize,
}

impl Live {
    /// Publishes to the API at these domains. Connects to nothing yet.
    pub fn new(domains: LiveDomains, aws: AwsConfig) -> Self {
        Self { domains, aws, poster: OnceLock::new() }
    }

    /// Where pages connect to.
    pub fn url(&self) -> String {
        format!("{}://{}/event/realtime", self.domains.scheme, self.domains.realtime)
    }

    /// What pages name as `host` when they show their token. An emulator's may be of this machine alone,
    /// where pages elsewhere know nothing of it.
    pub fn host(&self) -> &str {
        match self.aws.endpoint {
            Some(_) => &self.domains.realtime,
            None => &self.domains.http,
        }
    }

    /// Publishes events, those of a tenant in their order. Ends within 15 s, whatever is down.
    pub async fn publish(&self, events: &[Event], now: Timestamp) -> Published {
        let mut tenants: BTreeMap<&TenantId, Vec<String>> = BTreeMap::new();
        let young = |event: &&Event| event.timestamp.after(YOUNG) > now;
        for event in events.iter().filter(young) {
            tenants.entry(&event.tenant_id).or_default().push(event.told().to_string());
        }
        let due: usize = tenants.values().map(Vec::len).sum();
        let done = AtomicUsize::new(0);
        let publishing = futures::stream::iter(&tenants)
            .for_each_concurrent(AT_ONCE, |(tenant, events)| self.tell(tenant, events, &done));
        if tokio::time::timeout(PATIENCE, publishing).await.is_err() {
            tracing::warn!(seconds = PATIENCE.as_secs(), "the channel takes too long");
        }
        let published = done.load(Ordering::Relaxed);
        Published { published, old: events.len() - due, left_out: due - published }
    }

    async fn tell(&self, tenant: &TenantId, events: &[String], done: &AtomicUsize) {
        let Some(channel) = channel(tenant.as_str()) else { return };
        for batch in batches(events) {
            match self.post(&channel, batch).await {
                Ok(()) => drop(done.fetch_add(batch.len(), Ordering::Relaxed)),
                Err(error) => tracing::warn!(tenant_id = %tenant, %error, "events not published"),
            }
        }
    }

    async fn post(&self, channel: &str, events: &[String]) -> Result<(), PostError> {
        let poster = self.poster.get_or_init(|| Poster::new(&self.domains.http, &self.aws));
        let mut pauses = PAUSES.into_iter();
        loop {
            let Err(error) = poster.post(channel, events).await else { return Ok(()) };
            let Some(pause) = pauses.next().filter(|_| error.is_passing()) else {
                return Err(error);
            };
            tokio::time::sleep(Duration::from_millis(pause)).await;
        }
    }
}

/// As many at a time as one request takes. One that is larger by itself is refused by the channel.
fn batches(mut events: &[String]) -> impl Iterator<Item = &[String]> {
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fit = |event: &&String| {
            bytes += event.len();
            bytes <= MOST_BYTES
        };
        let count = events.iter().take(MOST_EVENTS).take_while(fit).count().max(1);
        let (batch, rest) = events.split_at_checked(count)?;
        events = rest;
        Some(batch)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_segment(text: &str) -> bool {
        (1..=SEGMENT).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
    }

    proptest! {
        #[test]
        fn every_tenant_has_a_channel_of_its_own(
            one in "[A-Za-z0-9_@|:+=-][A-Za-z0-9._@|:+=-]{0,127}",
            other in "[A-Za-z0-9_@|:+=-][A-Za-z0-9._@|:+=-]{0,127}",
        ) {
            prop_assert!(one.parse::<TenantId>().is_ok());
            let channel_of = |tenant: &str| channel(tenant).unwrap();
            let parts: Vec<_> = channel_of(&one).split('/').skip(1).map(str::to_owned).collect();
            prop_assert!(parts[0] == NAMESPACE && (2..=5).contains(&parts.len()));
            prop_assert!(parts[1..].iter().all(|part| is_segment(part)), "{parts:?}");
            prop_assert_eq!(one == other, channel_of(&one) == channel_of(&other));
            prop_assert_eq!(STANDARD_NO_PAD.decode(parts[1..].concat()).unwrap(), one.as_bytes());
        }
    }

    #[test]
    fn what_is_no_tenant_may_have_none() {
        for text in ["", "ab?", ">>>", "~~~", &"x".repeat(151)] {
            assert_eq!(channel(text), None, "{text}");
        }
        assert_eq!(channel("demo").as_deref(), Some("/tenants/ZGVtbw"));
    }

    #[test]
    fn a_request_has_five_events_or_as_many_as_fit() {
        let events: Vec<_> = (0..12).map(|number| number.to_string()).collect();
        let sizes: Vec<_> = batches(&events).map(<[String]>::len).collect();
        assert_eq!((sizes, batches(&events).flatten().count()), (vec![5, 5, 2], 12));
        let large = vec!["x".repeat(100 * 1024); 3];
        assert_eq!(batches(&large).map(<[String]>::len).collect::<Vec<_>>(), [2, 1]);
        let too_large = vec!["x".repeat(MOST_BYTES + 1), "y".to_owned()];
        assert_eq!(batches(&too_large).map(<[String]>::len).collect::<Vec<_>>(), [1, 1]);
        assert_eq!(batches(&[]).count(), 0);
    }
}
