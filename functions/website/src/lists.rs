//! Lists: which page is asked for, and how it is answered.

use serde::Serialize;
use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest, invalid};
use shared::store::{List, Page, PageRequest};
use twilio::form::Form;

/// The page that `limit` and `cursor` ask for, and the query, which may have a `filter` beside them.
pub(crate) fn page(
    list: List,
    request: &ApiRequest,
    filter: Option<&str>,
) -> Result<(PageRequest, Form), ApiError> {
    let known: Vec<_> = ["limit", "cursor"].into_iter().chain(filter).collect();
    let query = request.query_of(&known)?;
    match PageRequest::parse(list, query.text("limit"), query.text("cursor")) {
        Ok(page) => Ok((page, query)),
        Err(field @ "limit") => invalid(field, "a number from 1 to 200"),
        Err(field) => invalid(field, "the `next` of an earlier page of this list"),
    }
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
