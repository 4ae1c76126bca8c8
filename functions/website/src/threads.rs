//! Conversations.

use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest};
use shared::app::App;
use shared::records::ThreadId;
use shared::store::List;

use crate::lists::{page, plain};

pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let page = page(List::Threads, request)?;
    Ok(plain(&app.store.thread_list(&request.tenant, &page).await?))
}

pub(crate) async fn read(
    app: &App,
    request: &ApiRequest,
    thread: &ThreadId,
) -> Result<Value, ApiError> {
    let read = app.store.thread_read(&request.tenant, thread, app.now()).await?;
    read.map(|thread| json!(thread)).ok_or(ApiError::NotFound("thread"))
}
