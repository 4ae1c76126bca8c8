//! `DynamoDB` streams, as Lambda gets them.

use serde::{Deserialize, Serialize};
use serde_dynamo::Item;

use crate::records::Timestamp;

/// Changes of one table, in order for each record.
#[derive(Debug, Deserialize)]
pub struct StreamBatch {
    /// The changes.
    #[serde(rename = "Records")]
    pub records: Vec<Change>,
}

/// One change of one record.
#[derive(Deserialize)]
pub struct Change {
    /// The same however often it comes.
    #[serde(rename = "eventID")]
    pub event_id: String,
    #[serde(rename = "eventSourceARN")]
    source: String,
    #[serde(rename = "dynamodb")]
    images: Images,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Images {
    sequence_number: String,
    #[serde(default)]
    new_image: Option<Item>,
    #[serde(default)]
    old_image: Option<Item>,
    #[serde(default)]
    approximate_creation_date_time: f64,
}

impl std::fmt::Debug for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.event_id)
    }
}

impl Change {
    /// The table's name.
    pub fn table(&self) -> &str {
        let rest = self.source.split_once(":table/").map_or("", |(_, rest)| rest);
        rest.split('/').next().unwrap_or_default()
    }

    /// Its place among the changes of its record: a later one is a higher text.
    pub fn sequence(&self) -> String {
        format!("{:0>40}", self.images.sequence_number)
    }

    /// When, to the second.
    pub fn at(&self) -> Timestamp {
        let seconds = self.images.approximate_creation_date_time;
        #[expect(clippy::cast_possible_truncation, reason = "times are far within it")]
        Timestamp::from_millis((seconds * 1_000.0) as i64)
    }

    /// The record before and after it.
    pub fn images(&self) -> (Option<&Item>, Option<&Item>) {
        (self.images.old_image.as_ref(), self.images.new_image.as_ref())
    }
}

/// Partial batch response: all is done. Whatever fails is an error, and brings the whole batch again.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct StreamAnswer {
    #[serde(rename = "batchItemFailures")]
    failures: [(); 0],
}
