//! Reads of several records in one call.

use std::collections::HashMap;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::batch_get_item::{BatchGetItemError, BatchGetItemOutput};
use aws_sdk_dynamodb::types::KeysAndAttributes;

use super::item::Item;
use super::{Store, StoreError, contention};

type Answer = Result<BatchGetItemOutput, SdkError<BatchGetItemError>>;

impl Store {
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
