//! Transactions: all items or none, tried again while other transactions hold them.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::{
    TransactWriteItemsError, TransactWriteItemsOutput,
};
use aws_sdk_dynamodb::types::{CancellationReason, TransactWriteItem};

use super::item::Item;
use super::{Store, StoreError, contention};

/// How a transaction ended.
pub(super) enum Transacted {
    /// All items were written.
    Applied,
    /// A condition failed: nothing was written. The item is the one that stood against it.
    Refused(Item),
}

type Answer = Result<TransactWriteItemsOutput, SdkError<TransactWriteItemsError>>;

impl Store {
    /// Writes the items, or the `others` when a condition of the items fails.
    pub(super) async fn transact_or(
        &self,
        items: Vec<TransactWriteItem>,
        others: Vec<TransactWriteItem>,
    ) -> Result<(), StoreError> {
        match self.transact(items).await? {
            Transacted::Applied => Ok(()),
            Transacted::Refused(_) => self.transact(others).await.map(drop),
        }
    }

    pub(super) async fn transact(
        &self,
        items: Vec<TransactWriteItem>,
    ) -> Result<Transacted, StoreError> {
        let refused = self.refusals(items).await?.into_iter().next();
        Ok(refused.map_or(Transacted::Applied, |(_, item)| Transacted::Refused(item)))
    }

    /// Writes all items, or says whose conditions failed: which item, and what stood against it.
    pub(super) async fn refusals(
        &self,
        items: Vec<TransactWriteItem>,
    ) -> Result<Vec<(usize, Item)>, StoreError> {
        let send =
            || self.client.transact_write_items().set_transact_items(Some(items.clone())).send();
        let contended = |answer: &Answer| {
            refused(answer).is_empty() && codes(answer).any(contention::is_transient)
        };
        let answer = contention::retry(send, contended).await;
        match refused(&answer) {
            none if none.is_empty() => Ok(answer.map(|_| Vec::new())?),
            refused => Ok(refused),
        }
    }
}

fn reasons(answer: &Answer) -> &[CancellationReason] {
    match answer.as_ref().err().and_then(SdkError::as_service_error) {
        Some(TransactWriteItemsError::TransactionCanceledException(canceled)) => {
            canceled.cancellation_reasons()
        }
        _ => &[],
    }
}

fn codes(answer: &Answer) -> impl Iterator<Item = &str> {
    let code = answer.as_ref().err().and_then(SdkError::as_service_error);
    let code = code.and_then(aws_sdk_dynamodb::error::ProvideErrorMetadata::code);
    reasons(answer).iter().filter_map(CancellationReason::code).chain(code)
}

/// Any other reason than a failed condition is no verdict on the record.
fn refused(answer: &Answer) -> Vec<(usize, Item)> {
    let reasons = reasons(answer).iter().enumerate();
    let failed = reasons.filter(|(_, reason)| reason.code() == Some("ConditionalCheckFailed"));
    failed.map(|(at, reason)| (at, reason.item().cloned().unwrap_or_default())).collect()
}
