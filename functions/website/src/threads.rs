//! Conversations.

use serde_json::Value;
use shared::api::{ApiError, ApiRequest};
use shared::app::App;
use shared::records::{Thread, ThreadId};
use shared::store::List;
use shared::views;

use crate::lists::{listed, page};

pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let (page, _) = page(List::Threads, request, None)?;
    let found = app.store.thread_list(&request.tenant, &page).await?;
    let views = views::threads(&app.store, &request.tenant, &found.items).await?;
    Ok(listed(&views, found.next.as_deref()))
}

pub(crate) async fn get(
    app: &App,
    request: &ApiRequest,
    thread: &ThreadId,
) -> Result<Value, ApiError> {
    request.query_of(&[])?;
    view(app, request, app.store.thread_get(&request.tenant, thread).await?).await
}

pub(crate) async fn read(
    app: &App,
    request: &ApiRequest,
    thread: &ThreadId,
) -> Result<Value, ApiError> {
    view(app, request, app.store.thread_read(&request.tenant, thread, app.now()).await?).await
}

async fn view(app: &App, request: &ApiRequest, found: Option<Thread>) -> Result<Value, ApiError> {
    let thread = found.ok_or(ApiError::NotFound("thread"))?;
    let views = views::threads(&app.store, &request.tenant, &[thread]).await?;
    views.into_iter().next().ok_or(ApiError::NotFound("thread"))
}
