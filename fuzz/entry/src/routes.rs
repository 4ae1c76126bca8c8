//! The routes of the API that read JSON, and who answers them.

use serde_json::Value;
use shared::app::App;
use shared::lambda::{Error, api};
use tokio::runtime::Runtime;

/// Every route that reads a JSON body, as the template names it.
pub const ROUTES: [&str; 25] = [
    "PATCH /api/threads/{id}",
    "POST /api/threads/{id}/read",
    "POST /api/threads/{id}/notes",
    "PATCH /api/threads/{id}/notes/{note_id}",
    "PUT /api/tags",
    "POST /api/snippets",
    "PATCH /api/snippets/{id}",
    "POST /api/contacts",
    "PATCH /api/contacts/{id}",
    "POST /api/contacts/{id}/merge",
    "POST /api/webhooks",
    "PATCH /api/webhooks/{id}",
    "POST /api/webhooks/{id}/replay",
    "POST /api/consents",
    "POST /api/messages",
    "PATCH /api/messages/{id}",
    "POST /api/media",
    "POST /api/twilio/provision",
    "POST /api/twilio/purchase-number",
    "PATCH /api/numbers/{id}",
    "POST /api/twilio/calls/make",
    "PATCH /api/calls/{id}",
    "PATCH /api/voicemails/{id}",
    "PUT /api/preferences",
    "PATCH /api/preferences",
];

/// A part of a path that names something of this route.
pub(crate) fn id(path: &str, parameter: &str) -> &'static str {
    match path.split('/').nth(2) {
        Some("threads") if parameter == "id" => "sms.15550100001.15550190001",
        Some("calls") => "CA00000000000000000000000000000001",
        Some("voicemails") => "RE00000000000000000000000000000001",
        Some("numbers") => "+15550100001",
        Some("contacts") => "0123456789abcdef0123456789abcdef",
        _ => "01J9ZZZZZZZZZZZZZZZZZZZZZZ",
    }
}

/// What the function of this route answers to an event.
pub(crate) fn answer(runtime: &Runtime, app: &App, route: &str, event: Value) -> Value {
    let answered: Result<Value, Error> = runtime.block_on(async {
        match route.split_once('/').map(|(_, path)| path).unwrap_or_default() {
            path if path.starts_with("api/webhooks") => api::<webhooks::Webhooks>(app, event).await,
            "api/messages" | "api/messages/{id}" | "api/media" => {
                api::<messages::Messages>(app, event).await
            }
            "api/twilio/provision" => api::<accounts::Accounts>(app, event).await,
            "api/twilio/purchase-number" | "api/numbers/{id}" => {
                api::<numbers::Numbers>(app, event).await
            }
            "api/twilio/calls/make" => api::<outbound_call::OutboundCall>(app, event).await,
            _ => api::<website::Website>(app, event).await,
        }
    });
    answered.expect("an event as API Gateway writes them")
}
