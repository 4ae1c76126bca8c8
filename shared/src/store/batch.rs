//! Reads and writes of several records in one call.

use std::collections::HashMap;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::batch_get_item::{BatchGetItemError, BatchGetItemOutput};
use aws_sdk_dynamodb::types::{KeysAndAttributes, WriteRequest};
use futures::future::try_join_all;
use futures::{StreamExt, TryStreamExt, stream};
use serde::Serialize;

use super::item::{Item, value};
use super::{Store, StoreError, contention};
use crate::ids::TenantId;

type Answer = Result<BatchGetItemOutput, SdkError<BatchGetItemError>>;

/// The most records that one call reads.
pub(super) const MOST_READ: usize = 100;
/// The most records that one call writes.
const MOST_WRITTEN: usize = 25;
/// Calls that write at the same time.
const AT_ONCE: usize = 8;

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

    /// The items that are there, by table, with all that has been written until now: one call, or several
    /// at once when there are more than 100 keys. No key may be there twice.
    pub(super) async fn read_several(
        &self,
        keys: &[(&String, Item)],
    ) -> Result<HashMap<String, Vec<Item>>, StoreError> {
        let reads = keys.chunks(MOST_READ).map(|keys| self.read_batch(request(keys)));
        let mut found: HashMap<String, Vec<Item>> = HashMap::new();
        for (table, items) in try_join_all(reads).await?.into_iter().flatten() {
            found.entry(table).or_default().extend(items);
        }
        Ok(found)
    }

    /// Writes items of any tables, each with its table's name. No key may be there twice.
    pub(super) async fn write_batches(
        &self,
        writes: Vec<(String, WriteRequest)>,
    ) -> Result<(), StoreError> {
        let batches = writes.chunks(MOST_WRITTEN).map(|batch| {
            let mut tables: HashMap<String, Vec<WriteRequest>> = HashMap::new();
            for (table, write) in batch {
                tables.entry(table.clone()).or_default().push(write.clone());
            }
            self.write_batch(tables)
        });
        let batches: Vec<_> = batches.collect();
        stream::iter(batches).buffer_unordered(AT_ONCE).try_collect().await
    }

    /// What is written twice is the same.
    async fn write_batch(
        &self,
        writes: HashMap<String, Vec<WriteRequest>>,
    ) -> Result<(), StoreError> {
        let send = || self.client.batch_write_item().set_request_items(Some(writes.clone())).send();
        let answer = contention::retry(send, |answer| {
            let left = answer.as_ref().ok().and_then(|it| it.unprocessed_items.as_ref());
            left.is_some_and(|left| !left.is_empty())
        })
        .await?;
        match answer.unprocessed_items.is_some_and(|left| !left.is_empty()) {
            true => Err(StoreError::Unavailable("a batch was not written to its end".to_owned())),
            false => Ok(()),
        }
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

fn request(keys: &[(&String, Item)]) -> HashMap<String, KeysAndAttributes> {
    let mut tables: HashMap<String, Vec<Item>> = HashMap::new();
    for (table, key) in keys {
        tables.entry((*table).clone()).or_default().push(key.clone());
    }
    let latest = |(table, keys)| {
        let keys = KeysAndAttributes::builder().set_keys(Some(keys)).consistent_read(true);
        (table, keys.build().expect("there are keys"))
    };
    tables.into_iter().map(latest).collect()
}

/// Whether DynamoDB held something back, as it does when it is throttling.
fn unprocessed(answer: &Answer) -> bool {
    let left = answer.as_ref().ok().and_then(|answer| answer.unprocessed_keys.as_ref());
    left.is_some_and(|left| !left.is_empty())
}
