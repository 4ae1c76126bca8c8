//! Reads of several records in one call.

use std::collections::HashMap;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::batch_get_item::{BatchGetItemError, BatchGetItemOutput};
use aws_sdk_dynamodb::types::KeysAndAttributes;

use serde::Serialize;

use super::item::{Item, value};
use super::{Store, StoreError, contention};
use crate::ids::TenantId;

type Answer = Result<BatchGetItemOutput, SdkError<BatchGetItemError>>;

/// The most records that one call reads.
pub(super) const MOST_READ: usize = 100;

impl Store {
    /// Those of these records that are there, with all that has been written until now, in no order.
    pub(super) async fn read_latest_of(
        &self,
        table: &str,
        keys: Vec<Item>,
    ) -> Result<Vec<Item>, StoreError> {
        let mut found = Vec::new();
        for keys in keys.chunks(MOST_READ) {
            let keys = KeysAndAttributes::builder().set_keys(Some(keys.to_vec()));
            let keys = keys.consistent_read(true).build().expect("there are keys");
            let answer = self.read_batch([(table.to_owned(), keys)].into()).await?;
            found.extend(answer.into_values().flatten());
        }
        Ok(found)
    }

    /// Likewise, of a table whose partitions are tenants; `key` is its sort key.
    pub(super) async fn read_latest_some(
        &self,
        (table, key): (&str, &str),
        tenant: &TenantId,
        ids: &[impl Serialize + Sync],
    ) -> Result<Vec<Item>, StoreError> {
        let keys = ids.iter().map(|id| {
            let key = [("tenant_id", value(tenant)), (key, value(id))];
            key.map(|(name, value)| (name.to_owned(), value)).into()
        });
        self.read_latest_of(table, keys.collect()).await
    }

    /// The items that are there, by table. At most 100 keys.
    pub(super) async fn read_batch(
        &self,
        keys: HashMap<String, KeysAndAttributes>,
    ) -> Result<HashMap<String, Vec<Item>>, StoreError> {
        let send = || self.client.batch_get_item().set_request_items(Some(keys.clone())).send();
        let answer = contention::retry(send, unprocessed).await;
        if unprocessed(&answer) {
            return Err(StoreError::Unavailable("a batch was not read to its end".to_owned()));
        }
        Ok(answer?.responses.unwrap_or_default())
    }
}

/// Whether DynamoDB held something back, as it does when it is throttling.
fn unprocessed(answer: &Answer) -> bool {
    let left = answer.as_ref().ok().and_then(|answer| answer.unprocessed_keys.as_ref());
    left.is_some_and(|left| !left.is_empty())
}
