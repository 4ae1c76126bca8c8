//! Takes a message back that has not left.

use shared::api::{Answer, ApiError, ApiRequest};
use shared::app::App;
use shared::ids::MessageId;
use shared::store::Cancelled;
use shared::views;

/// `DELETE /api/messages/{id}`. Cancelling twice is cancelling once.
pub(crate) async fn cancel(
    app: &App,
    request: &ApiRequest,
    id: &MessageId,
) -> Result<Answer, ApiError> {
    match app.store.message_cancel(&request.tenant, id, app.now()).await? {
        Cancelled::Cancelled(message) => Ok(views::message(app, &message).into()),
        Cancelled::TooLate(_) => Err(ApiError::Conflict {
            code: "already_sent",
            message: "the message has left, or is just leaving",
        }),
        Cancelled::Unknown => Err(ApiError::NotFound("message")),
    }
}
