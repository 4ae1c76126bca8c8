//! A2: messages that a tenant sends.
//!
//! - `POST /api/messages`: sends a message, now or at a time
//! - `GET /api/messages/{id}`: a message and how far it has come
//! - `GET /api/messages?status=scheduled`: those that wait for their time
//! - `PATCH /api/messages/{id}`: another text or time for one of them
//! - `DELETE /api/messages/{id}`: cancels one that has not left
//! - `POST /api/media`: where to upload a file for one
//!
//! Nothing here waits for Twilio: message, conversation and job are written together, and `sender`
//! does the rest.

mod ask;
mod attach;
mod cancel;
mod create;
mod facts;
mod limits;
mod media_url;
mod plan;
mod reschedule;
mod target;
mod upload;

use http::Method;
use shared::api::{Answer, Api, ApiError, ApiRequest};
use shared::app::App;
use shared::ids::MessageId;
use shared::records::MessageContent;
use shared::store::StoreError;

/// This part of the website API.
#[derive(Debug)]
pub enum Messages {}

impl Api for Messages {
    const NAME: &'static str = "messages";

    async fn handle(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
        match (&request.method, request.segments().as_slice()) {
            (&Method::POST, ["api", "messages"]) => create::create(app, request).await,
            (&Method::GET, ["api", "messages"]) => reschedule::list(app, request).await,
            (&Method::PATCH, ["api", "messages", id]) => {
                reschedule::change(app, request, &message_id(id)?).await
            }
            (&Method::GET, ["api", "messages", id]) => get(app, request, id).await,
            (&Method::DELETE, ["api", "messages", id]) => {
                cancel::cancel(app, request, &message_id(id)?).await
            }
            (&Method::POST, ["api", "media"]) => upload::begin(app, request),
            _ => Err(ApiError::NotFound("route")),
        }
    }
}

async fn get(app: &App, request: &ApiRequest, id: &str) -> Result<Answer, ApiError> {
    request.query_of(&[])?;
    let message = app.store.message_get(&request.tenant, &message_id(id)?).await?;
    let mut message = message.ok_or(ApiError::NotFound("message"))?;
    if message.content.lead_id.is_none() {
        message.content.lead_id = lead(app, &message.content).await?;
    }
    Ok(shared::views::message(app, &message).into())
}

/// The website's reference of the person, also of a message that came before it was given.
async fn lead(app: &App, message: &MessageContent) -> Result<Option<String>, StoreError> {
    let tenant = &message.tenant_id;
    let thread = app.store.thread_get(tenant, &message.thread_id).await?;
    app.store.lead_of(tenant, thread.and_then(|thread| thread.contact_id)).await
}

/// An id that cannot be one names nothing.
fn message_id(id: &str) -> Result<MessageId, ApiError> {
    id.parse().map_err(|_| ApiError::NotFound("message"))
}
