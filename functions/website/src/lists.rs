//! Lists: which page is asked for, and how it is answered.

use serde::Serialize;
use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest};
use shared::store::{List, Page, PageRequest};

/// The page that `limit` and `cursor` ask for.
pub(crate) fn page(list: List, request: &ApiRequest) -> Result<PageRequest, ApiError> {
    let query = request.query();
    PageRequest::parse(list, query.get("limit"), query.get("cursor")).map_err(|field| {
        let message = match field {
            "limit" => "a number from 1 to 200",
            _ => "the `next` of an earlier page of this list",
        };
        ApiError::Invalid { field, message }
    })
}

/// A list as the API answers it.
pub(crate) fn listed(items: &[Value], next: Option<&str>) -> Value {
    json!({ "items": items, "next": next })
}

/// Records as they are.
pub(crate) fn plain<T: Serialize>(page: &Page<T>) -> Value {
    let items: Vec<_> = page.items.iter().map(|record| json!(record)).collect();
    listed(&items, page.next.as_deref())
}
