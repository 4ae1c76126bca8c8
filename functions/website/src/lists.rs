//! Lists: which page is asked for, and how it is answered.

use serde::Serialize;
use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest, invalid};
use shared::store::{List, Page, PageRequest};

use crate::filters::Filters;

/// The page that `limit` and `cursor` ask for, of a list that can be narrowed by these parameters. A
/// cursor is for the same ones alone. Whatever ends in `_after` and `_before` is about the list's times.
pub(crate) fn page(
    list: impl FnOnce(&Filters) -> Result<List, ApiError>,
    request: &ApiRequest,
    filters: &[&'static str],
) -> Result<(PageRequest, Filters), ApiError> {
    let known = [&["limit", "cursor"], filters].concat();
    let query = Filters::of(request.query_of(&known)?, &known)?;
    let time = |suffix| {
        let name = filters.iter().find(|name| name.ends_with(suffix));
        name.map_or(Ok(None), |name| query.time(name))
    };
    let times = (time("_after")?, time("_before")?);
    let page = PageRequest::parse(list(&query)?, query.limit(), None);
    let page = page.and_then(|page| page.narrowed(query.cursor(), &query.named(), times));
    page.map(|page| (page, query)).or_else(refused)
}

/// That this parameter asks for no page.
pub(crate) fn refused<T>(field: &'static str) -> Result<T, ApiError> {
    match field {
        "limit" => invalid(field, "a number from 1 to 200"),
        _ => invalid(field, "the `next` of an earlier page of this list, with the same filters"),
    }
}

/// A list that is the same one whatever narrows it.
pub(crate) fn always(list: List) -> impl FnOnce(&Filters) -> Result<List, ApiError> {
    move |_| Ok(list)
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
