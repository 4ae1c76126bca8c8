//! A bus of `EventBridge` on which events are put, beside all else that tells of them.
//!
//! What the bus has not taken may not be lost: whoever puts events there has them brought again. Those
//! that it has taken are then there twice, with the same id.

use std::sync::OnceLock;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::aws;
use crate::config::AwsConfig;
use crate::records::Event;
use crate::signed::{Signed, Unanswered};

/// Where events come from, to rules of the bus.
pub const SOURCE: &str = "patchbay";
/// Entries of one request.
pub const MOST_ENTRIES: usize = 10;
/// Bytes of the entries of one request. (Newer limits are higher.)
pub const MOST_BYTES: usize = 256 * 1024;
/// Bytes of an entry beside its texts: its time.
pub const TIME_BYTES: usize = 14;

/// The longest that one batch of events keeps those after it waiting, before it is brought again.
const PATIENCE: Duration = Duration::from_secs(10);
/// Pauses before the second, third, … try of a request.
const PAUSES: [u64; 4] = [100, 500, 1_000, 3_000];
const HEADERS: [(&str, &str); 2] =
    [("content-type", "application/x-amz-json-1.1"), ("x-amz-target", "AWSEvents.PutEvents")];

/// Events that are not, or not all, on the bus. Never holds their content.
#[derive(Debug, thiserror::Error)]
pub enum BusError {
    /// There was no answer.
    #[error("the bus has not answered: {0}")]
    Unanswered(String),
    /// It refuses the request.
    #[error("the bus answers {0}")]
    Refused(u16),
    /// It has not taken some events, the first of them for this reason.
    #[error("the bus has not taken {0} of the events: {1}")]
    Partly(usize, String),
    /// It takes too long.
    #[error("the bus takes too long")]
    Late,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    #[serde(default)]
    entries: Vec<Taken>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Taken {
    error_code: Option<String>,
}

/// The bus.
#[derive(Debug)]
pub struct Bus {
    name: String,
    url: String,
    aws: AwsConfig,
    signed: OnceLock<Signed>,
}

impl Bus {
    /// Connects to nothing yet.
    pub fn new(name: String, aws: AwsConfig) -> Self {
        let on_aws = || format!("https://{}", aws::host("events", &aws.region));
        let url = aws.endpoint.clone().unwrap_or_else(on_aws);
        let url = format!("{}/", url.trim_end_matches('/'));
        Self { name, url, aws, signed: OnceLock::new() }
    }

    /// Puts events there in their order, and says how many. Ends within 10 s.
    pub async fn put(&self, events: &[Event]) -> Result<usize, BusError> {
        let entries: Vec<_> = events.iter().map(|event| self.entry(event)).collect();
        let fitting: Vec<_> =
            entries.into_iter().filter(|entry| size(entry) <= MOST_BYTES).collect();
        if fitting.len() < events.len() {
            let left_out = events.len() - fitting.len();
            tracing::error!(left_out, "events are too large for the bus");
        }
        let all = async {
            for entries in batches(&fitting) {
                self.put_some(entries.to_vec()).await?;
            }
            Ok(fitting.len())
        };
        tokio::time::timeout(PATIENCE, all).await.unwrap_or(Err(BusError::Late))
    }

    fn entry(&self, event: &Event) -> Value {
        let mut detail = event.told();
        detail["tenant_id"] = json!(event.tenant_id);
        json!({
            "EventBusName": self.name,
            "Source": SOURCE,
            "DetailType": event.kind,
            "Detail": detail.to_string(),
            "Time": event.timestamp.as_millis().div_euclid(1_000),
        })
    }

    /// Those that are not taken are put again, alone.
    async fn put_some(&self, mut entries: Vec<Value>) -> Result<(), BusError> {
        let mut pauses = PAUSES.into_iter();
        loop {
            let failed = match self.request(&entries).await {
                Ok(None) => return Ok(()),
                Ok(Some((left, failed))) => {
                    entries = left;
                    failed
                }
                Err(failed) => failed,
            };
            let Some(pause) = pauses.next().filter(|_| failed.is_passing()) else {
                return Err(failed);
            };
            tokio::time::sleep(Duration::from_millis(pause)).await;
        }
    }

    /// Which of them are not taken, and why.
    async fn request(&self, entries: &[Value]) -> Result<Option<(Vec<Value>, BusError)>, BusError> {
        let body = json!({ "Entries": entries }).to_string();
        let signed =
            self.signed.get_or_init(|| Signed::new((self.url.clone(), "events"), &self.aws));
        let answer = signed.post((body, &HEADERS)).await;
        let (status, answer) =
            answer.map_err(|error: Unanswered| BusError::Unanswered(error.to_string()))?;
        if status != 200 {
            return Err(BusError::Refused(status));
        }
        let answer: Answer = serde_json::from_slice(&answer)
            .map_err(|error| BusError::Unanswered(error.to_string()))?;
        let failed = answer.entries.iter().filter_map(|taken| taken.error_code.clone());
        let Some(reason) = failed.into_iter().next() else { return Ok(None) };
        let left = entries.iter().zip(&answer.entries);
        let left = left.filter(|(_, taken)| taken.error_code.is_some());
        let left: Vec<_> = left.map(|(entry, _)| entry.clone()).collect();
        let failed = BusError::Partly(left.len(), reason);
        Ok(Some((left, failed)))
    }
}

impl BusError {
    /// Whether another try may do better.
    fn is_passing(&self) -> bool {
        match self {
            Self::Unanswered(_) | Self::Partly(..) => true,
            Self::Refused(status) => *status == 429 || *status >= 500,
            Self::Late => false,
        }
    }
}

/// As AWS counts the bytes of an entry.
fn size(entry: &Value) -> usize {
    let text = |name: &str| entry[name].as_str().map_or(0, str::len);
    TIME_BYTES + text("Source") + text("DetailType") + text("Detail")
}

/// As many at a time as one request takes.
fn batches(mut entries: &[Value]) -> impl Iterator<Item = &[Value]> {
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = |entry: &&Value| {
            bytes += size(entry);
            bytes <= MOST_BYTES
        };
        let count = entries.iter().take(MOST_ENTRIES).take_while(fits).count().max(1);
        let (batch, rest) = entries.split_at_checked(count)?;
        entries = rest;
        Some(batch)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_has_ten_entries_or_as_many_as_fit() {
        let entries = |count, bytes| vec![json!({ "Detail": "x".repeat(bytes) }); count];
        let sizes = |entries: &[Value]| batches(entries).map(<[Value]>::len).collect::<Vec<_>>();
        assert_eq!(sizes(&entries(21, 10)), [10, 10, 1]);
        assert_eq!(sizes(&entries(5, 100 * 1024)), [2, 2, 1]);
        assert_eq!(sizes(&[]), [0; 0]);
    }
}
