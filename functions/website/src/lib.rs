//! A5: the website's view of conversations.
//!
//! - `GET /api/threads`: conversations, latest activity first
//! - `GET /api/threads/{id}/messages`: a conversation's messages, newest first
//! - `POST /api/threads/{id}/read`: sets its unread count to zero

mod messages;
mod route;
mod threads;

use serde_json::Value;
use shared::api::{Api, ApiError, ApiRequest};
use shared::app::App;
use shared::store::{List, Page, PageRequest};

use route::Route;

/// This part of the website API.
#[derive(Debug)]
pub enum Website {}

impl Api for Website {
    const NAME: &'static str = "website";

    async fn handle(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
        match Route::of(request)? {
            Route::Threads => threads::list(app, request).await,
            Route::Messages(thread) => messages::list(app, request, &thread).await,
            Route::Read(thread) => threads::read(app, request, &thread).await,
        }
    }
}

/// The page that `limit` and `cursor` ask for.
fn page(list: List, request: &ApiRequest) -> Result<PageRequest, ApiError> {
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
fn listed(items: &[Value], next: Option<&str>) -> Value {
    serde_json::json!({ "items": items, "next": next })
}

/// Records as they are.
fn plain<T: serde::Serialize>(page: &Page<T>) -> Value {
    let items: Vec<_> = page.items.iter().map(|record| serde_json::json!(record)).collect();
    listed(&items, page.next.as_deref())
}
