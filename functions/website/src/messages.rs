//! A conversation's messages.

use futures::future::try_join_all;
use serde_json::Value;
use shared::api::{ApiError, ApiRequest};
use shared::app::App;
use shared::records::ThreadId;
use shared::store::List;
use shared::views;

use crate::lists::{listed, page};

pub(crate) async fn list(
    app: &App,
    request: &ApiRequest,
    thread: &ThreadId,
) -> Result<Value, ApiError> {
    let (page, _) = page(List::Messages, request, None)?;
    let found = app.store.message_list(&request.tenant, thread, &page).await?;
    if found.items.is_empty() && app.store.thread_get(&request.tenant, thread).await?.is_none() {
        return Err(ApiError::NotFound("thread"));
    }
    let views = found.items.iter().map(|message| views::message(app, message));
    Ok(listed(&try_join_all(views).await?, found.next.as_deref()))
}
