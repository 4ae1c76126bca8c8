//! Looking for calls that may have been made, and what became of those that were (contract §5.2).

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use serde::Deserialize;
use serde::de::{self, Deserializer};

use super::paging::List;
use super::rest::Parameters;
use super::{Errand, PostError};
use crate::label::Label;
use crate::sid::CallSid;
use crate::status::CallStatus;

/// The direction of calls that were made through the REST API.
const OURS: &str = "outbound-api";

/// Which calls are looked for. `Debug` hides the numbers.
#[derive(Clone, PartialEq, Eq)]
pub struct CallSearch {
    /// The caller id: a number.
    pub from: String,
    /// Who was called: a number.
    pub to: String,
    /// The oldest that counts. Twilio's times are whole seconds, cut off.
    pub since: Timestamp,
}

/// A call as Twilio has it. `Debug` hides the numbers.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct FoundCall {
    /// Its id.
    pub sid: CallSid,
    /// Its status now.
    pub status: CallStatus,
    /// Who called.
    pub from: String,
    /// Who was called.
    pub to: String,
    /// `inbound`, `outbound-api`, `outbound-dial`, …
    pub direction: String,
    /// When it was made, to the second.
    #[serde(rename = "date_created", deserialize_with = "time")]
    pub created: Timestamp,
    /// When it ended, once it has.
    #[serde(rename = "end_time", default, deserialize_with = "time_if_any")]
    pub ended: Option<Timestamp>,
    /// Seconds, once it is over and was answered.
    #[serde(default, deserialize_with = "seconds_if_any")]
    pub duration: Option<u32>,
    /// Who has answered, where it was asked for.
    #[serde(default)]
    pub answered_by: Option<Label>,
}

impl Errand<'_> {
    /// A call.
    pub async fn call_get(self, sid: &CallSid) -> Result<FoundCall, PostError> {
        self.get(&self.twilio.resource(&format!("Accounts/{}/Calls/{sid}", self.credentials.0)))
            .await
    }

    /// The calls that a call has made with `<Dial>`.
    pub async fn call_children(self, parent: &CallSid) -> Result<Vec<FoundCall>, PostError> {
        let list = self.calls(vec![("ParentCallSid", parent.to_string())]);
        self.whole(&list).await
    }

    /// The calls that were made through the REST API from one number to another, newest first.
    ///
    /// Not by `StartTime`: that knows days only, and a call that still waits has none. So pages are read
    /// until all of one is too old.
    pub async fn call_find(self, search: &CallSearch) -> Result<Vec<FoundCall>, PostError> {
        let numbers = vec![("To", search.to.clone()), ("From", search.from.clone())];
        let list = self.calls(numbers);
        let recent = |call: &FoundCall| call.created >= search.since;
        let mut found: Vec<FoundCall> = self.list(&list, |page| page.iter().any(recent)).await?;
        found.retain(|call| recent(call) && call.direction == OURS);
        Ok(found)
    }

    fn calls(&self, mut query: Parameters) -> List {
        query.push(("PageSize", "100".to_owned()));
        List { url: self.twilio.resource(&format!("Accounts/{}/Calls", self.credentials.0)), query }
    }
}

fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    parsed(&String::deserialize(deserializer)?)
}

fn time_if_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?.filter(|text| !text.is_empty());
    text.map(|text| parsed(&text)).transpose()
}

fn parsed<E: de::Error>(text: &str) -> Result<Timestamp, E> {
    DateTimeParser::new().parse_timestamp(text).map_err(|_| de::Error::custom("not a time"))
}

/// Twilio writes counts as text.
fn seconds_if_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?.filter(|text| !text.is_empty());
    text.map(|text| text.parse().map_err(de::Error::custom)).transpose()
}

crate::debug_only!(CallSearch { since });

crate::debug_only!(FoundCall { sid, status, direction, created, ended, duration });
