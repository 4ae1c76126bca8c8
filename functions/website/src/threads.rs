//! Conversations.

use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest};
use shared::app::App;
use shared::records::ThreadId;
use shared::store::List;

use crate::lists::{page, plain};

pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let (page, _) = page(List::Threads, request, None)?;
    Ok(plain(&app.store.thread_list(&request.tenant, &page).await?))
}

pub(crate) async fn get(
    app: &App,
    request: &ApiRequest,
    thread: &ThreadId,
) -> Result<Value, ApiError> {
    request.query_of(&[])?;
    let found = app.store.thread_get(&request.tenant, thread).await?;
    found.map(|thread| json!(thread)).ok_or(ApiError::NotFound("thread"))
}

pub(crate) async fn read(
    app: &App,
    request: &ApiRequest,
    thread: &ThreadId,
) -> Result<Value, ApiError> {
    let read = app.store.thread_read(&request.tenant, thread, app.now()).await?;
    read.map(|thread| json!(thread)).ok_or(ApiError::NotFound("thread"))
}
