//! Looking for messages that may have been sent (contract §5.1).

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use serde::Deserialize;
use serde::de::{self, Deserializer};

use super::paging::List;
use super::{Errand, PostError};
use crate::sid::MessageSid;
use crate::status::MessageStatus;

/// The direction of messages that were sent through the REST API.
const OURS: &str = "outbound-api";

/// Which sent messages are looked for. `Debug` hides the addresses.
#[derive(Clone, PartialEq, Eq)]
pub struct MessageSearch {
    /// Who sent: a Twilio address.
    pub from: String,
    /// Who should get it: a Twilio address.
    pub to: String,
    /// The oldest that counts. Twilio's times are whole seconds, cut off.
    pub since: Timestamp,
}

/// A message that was sent through the REST API. `Debug` hides its text.
#[derive(Clone, PartialEq, Eq)]
pub struct FoundMessage {
    /// Its id.
    pub sid: MessageSid,
    /// Its status now.
    pub status: MessageStatus,
    /// Its text; empty if it has none.
    pub body: String,
    /// How many media it has.
    pub num_media: usize,
    /// When it was made, to the second.
    pub created: Timestamp,
    /// Why it failed, if it did.
    pub error_code: Option<u32>,
}

/// A message of the list, in any direction.
#[derive(Deserialize)]
struct Listed {
    sid: MessageSid,
    status: MessageStatus,
    direction: String,
    body: Option<String>,
    #[serde(deserialize_with = "count")]
    num_media: usize,
    #[serde(deserialize_with = "time")]
    date_created: Timestamp,
    error_code: Option<u32>,
}

impl Errand<'_> {
    /// The messages that were sent through the REST API from one address to another, newest first.
    ///
    /// Twilio sorts by when they were sent, which is nearly when they were made. So pages are read
    /// until all of one is too old.
    pub async fn message_find(
        self,
        search: &MessageSearch,
    ) -> Result<Vec<FoundMessage>, PostError> {
        let url = self.twilio.resource(&format!("Accounts/{}/Messages", self.credentials.0));
        let (to, from) = (search.to.clone(), search.from.clone());
        let query = vec![("To", to), ("From", from), ("PageSize", "100".to_owned())];
        let recent = |message: &Listed| message.date_created >= search.since;
        let errand = self;
        let listed: Vec<Listed> =
            errand.list(&List { url, query }, |page| page.iter().any(recent)).await?;
        let sent =
            listed.into_iter().filter(|message| recent(message) && message.direction == OURS);
        Ok(sent.map(FoundMessage::from).collect())
    }
}

impl From<Listed> for FoundMessage {
    fn from(listed: Listed) -> Self {
        Self {
            sid: listed.sid,
            status: listed.status,
            body: listed.body.unwrap_or_default(),
            num_media: listed.num_media,
            created: listed.date_created,
            error_code: listed.error_code,
        }
    }
}

/// Twilio writes counts as text.
fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<usize, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
}

fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    let text = String::deserialize(deserializer)?;
    DateTimeParser::new().parse_timestamp(text).map_err(|_| de::Error::custom("not a time"))
}

crate::debug_only!(MessageSearch { since });

crate::debug_only!(FoundMessage { sid, status, num_media, created, error_code });
