//! The routes of this function, as a closed set.

use std::str::FromStr;

use http::Method;
use shared::api::{ApiError, ApiRequest};
use shared::ids::{CallId, ContactId};
use shared::records::ThreadId;
use twilio::sid::RecordingSid;

pub(crate) enum Route {
    Threads,
    Thread(ThreadId),
    Messages(ThreadId),
    Read(ThreadId),
    Contacts,
    Contact(ContactId),
    DescribeContact(ContactId),
    OptOuts,
    Consents,
    SetConsent,
    Events,
    Live,
    Calls,
    Call(CallId),
    Voicemails,
    Voicemail(RecordingSid),
    MarkVoicemail(RecordingSid),
    Preferences,
    ReplacePreferences,
    ChangePreferences,
    ReplaceGreeting,
    RemoveGreeting,
}

impl Route {
    pub(crate) fn of(request: &ApiRequest) -> Result<Self, ApiError> {
        let (get, put) = (Method::GET, Method::PUT);
        let method = &request.method;
        match request.segments().as_slice() {
            ["api", "threads"] if method == get => Ok(Route::Threads),
            ["api", "threads", _] if method == get => id(request, "thread").map(Route::Thread),
            ["api", "threads", _, "messages"] if method == get => {
                id(request, "thread").map(Route::Messages)
            }
            ["api", "threads", _, "read"] if method == Method::POST => {
                id(request, "thread").map(Route::Read)
            }
            ["api", "contacts"] if method == get => Ok(Route::Contacts),
            ["api", "contacts", _] if method == get => id(request, "contact").map(Route::Contact),
            ["api", "contacts", _] if method == Method::PATCH => {
                id(request, "contact").map(Route::DescribeContact)
            }
            ["api", "opt-outs"] if method == get => Ok(Route::OptOuts),
            ["api", "consents"] if method == get => Ok(Route::Consents),
            ["api", "consents"] if method == Method::POST => Ok(Route::SetConsent),
            ["api", "events"] if method == get => Ok(Route::Events),
            ["api", "live"] if method == get => Ok(Route::Live),
            ["api", "calls"] if method == get => Ok(Route::Calls),
            ["api", "calls", _] if method == get => id(request, "call").map(Route::Call),
            ["api", "voicemails"] if method == get => Ok(Route::Voicemails),
            ["api", "voicemails", _] if method == get => {
                id(request, "voicemail").map(Route::Voicemail)
            }
            ["api", "voicemails", _] if method == Method::PATCH => {
                id(request, "voicemail").map(Route::MarkVoicemail)
            }
            ["api", "preferences"] if method == get => Ok(Route::Preferences),
            ["api", "preferences"] if method == put => Ok(Route::ReplacePreferences),
            ["api", "preferences"] if method == Method::PATCH => Ok(Route::ChangePreferences),
            ["api", "preferences", "greeting"] if method == put => Ok(Route::ReplaceGreeting),
            ["api", "preferences", "greeting"] if method == Method::DELETE => {
                Ok(Route::RemoveGreeting)
            }
            _ => Err(ApiError::NotFound("route")),
        }
    }
}

/// An id that cannot be one names nothing.
fn id<T: FromStr>(request: &ApiRequest, what: &'static str) -> Result<T, ApiError> {
    let id = request.gateway.path_parameters.get("id");
    id.and_then(|id| id.parse().ok()).ok_or(ApiError::NotFound(what))
}
