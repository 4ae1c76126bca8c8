//! Queries that are read to their end.

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;

use super::StoreError;
use super::item::Item;

/// All items that a query finds, page after page.
pub(super) async fn whole(query: QueryFluentBuilder) -> Result<Vec<Item>, StoreError> {
    let (mut items, mut start) = (Vec::new(), None);
    loop {
        let answer = query.clone().set_exclusive_start_key(start).send().await?;
        items.extend(answer.items.unwrap_or_default());
        start = answer.last_evaluated_key;
        if start.is_none() {
            return Ok(items);
        }
    }
}
