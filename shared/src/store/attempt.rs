//! An update as a call of its own. That its condition stood against it is an answer, not an error.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::update_item::{UpdateItemError, UpdateItemOutput};
use aws_sdk_dynamodb::types::ReturnValue;

use super::contention::contended;
use super::item::Item;
use super::update::Update;
use super::{Store, StoreError, contention};

type Answer = Result<UpdateItemOutput, SdkError<UpdateItemError>>;

impl Store {
    /// The item as the update left it, else the one whose condition stood against it.
    pub(super) async fn update_or_read(
        &self,
        update: impl Fn() -> Update,
    ) -> Result<Result<Item, Item>, StoreError> {
        let send = || update().request(&self.client).return_values(ReturnValue::AllNew).send();
        let made = made(contention::retry(send, contended).await)?;
        Ok(made.map(|output| output.attributes.unwrap_or_default()))
    }

    /// `None` when the update was made, else the item whose condition stood against it.
    pub(super) async fn try_update(
        &self,
        update: impl Fn() -> Update,
    ) -> Result<Option<Item>, StoreError> {
        let send = || update().request(&self.client).send();
        made(contention::retry(send, contended).await).map(Result::err)
    }

    /// The item as the update left it; `None` when its condition stood against it.
    pub(super) async fn update_and_read(
        &self,
        update: impl Fn() -> Update,
    ) -> Result<Option<Item>, StoreError> {
        Ok(self.update_or_read(update).await?.ok())
    }
}

fn made(answer: Answer) -> Result<Result<UpdateItemOutput, Item>, StoreError> {
    match answer {
        Ok(output) => Ok(Ok(output)),
        Err(error) => match error.as_service_error() {
            Some(UpdateItemError::ConditionalCheckFailedException(failed)) => {
                Ok(Err(failed.item().cloned().unwrap_or_default()))
            }
            _ => Err(error.into()),
        },
    }
}
