//! The routes of this function, as a closed set.

use std::str::FromStr;

use http::Method;
use shared::api::{ApiError, ApiRequest};
use shared::ids::{CallId, ContactId, ImportId, NoteId, SnippetId};
use shared::records::ThreadId;
use twilio::sid::RecordingSid;

pub(crate) enum Route {
    Threads,
    Thread(ThreadId),
    ChangeThread(ThreadId),
    Messages(ThreadId),
    Read(ThreadId),
    Unread(ThreadId),
    Notes(ThreadId),
    AddNote(ThreadId),
    ChangeNote(ThreadId, NoteId),
    DeleteNote(ThreadId, NoteId),
    Snippets,
    AddSnippet,
    ChangeSnippet(SnippetId),
    DeleteSnippet(SnippetId),
    Tags,
    ReplaceTags,
    Contacts,
    AddContact,
    Contact(ContactId),
    DescribeContact(ContactId),
    Timeline(ContactId),
    MergeContact(ContactId),
    Imports,
    AddImport,
    Import(ImportId),
    OptOuts,
    Consents,
    SetConsent,
    Events,
    Live,
    Calls,
    Call(CallId),
    SeeCall(CallId),
    Counts,
    SearchMessages,
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
            ["api", "threads", rest @ ..] => Route::of_threads(request, rest),
            ["api", "snippets", rest @ ..] => Route::of_snippets(request, rest),
            ["api", "tags"] if method == get => Ok(Route::Tags),
            ["api", "tags"] if method == put => Ok(Route::ReplaceTags),
            ["api", "counts"] if method == get => Ok(Route::Counts),
            ["api", "search", "messages"] if method == get => Ok(Route::SearchMessages),
            ["api", "contacts", rest @ ..] => Route::of_contacts(request, rest),
            ["api", "opt-outs"] if method == get => Ok(Route::OptOuts),
            ["api", "consents"] if method == get => Ok(Route::Consents),
            ["api", "consents"] if method == Method::POST => Ok(Route::SetConsent),
            ["api", "events"] if method == get => Ok(Route::Events),
            ["api", "live"] if method == get => Ok(Route::Live),
            ["api", "calls"] if method == get => Ok(Route::Calls),
            ["api", "calls", _] if method == get => id(request, "call").map(Route::Call),
            ["api", "calls", _] if method == Method::PATCH => {
                id(request, "call").map(Route::SeeCall)
            }
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
            _ => Err(UNKNOWN),
        }
    }

    fn of_threads(request: &ApiRequest, rest: &[&str]) -> Result<Self, ApiError> {
        let (method, thread) = (&request.method, || id(request, "thread"));
        let (get, post) = (Method::GET, Method::POST);
        match rest {
            [] if method == get => Ok(Route::Threads),
            [_] if method == get => thread().map(Route::Thread),
            [_] if method == Method::PATCH => thread().map(Route::ChangeThread),
            [_, "messages"] if method == get => thread().map(Route::Messages),
            [_, "read"] if method == post => thread().map(Route::Read),
            [_, "unread"] if method == post => thread().map(Route::Unread),
            [_, "notes"] if method == get => thread().map(Route::Notes),
            [_, "notes"] if method == post => thread().map(Route::AddNote),
            [_, "notes", _] if method == Method::PATCH => {
                Ok(Route::ChangeNote(thread()?, note(request)?))
            }
            [_, "notes", _] if method == Method::DELETE => {
                Ok(Route::DeleteNote(thread()?, note(request)?))
            }
            _ => Err(UNKNOWN),
        }
    }

    fn of_contacts(request: &ApiRequest, rest: &[&str]) -> Result<Self, ApiError> {
        let (method, contact) = (&request.method, || id(request, "contact"));
        match rest {
            [] if method == Method::GET => Ok(Route::Contacts),
            [] if method == Method::POST => Ok(Route::AddContact),
            ["imports"] if method == Method::GET => Ok(Route::Imports),
            ["imports"] if method == Method::POST => Ok(Route::AddImport),
            ["imports", _] if method == Method::GET => id(request, "import").map(Route::Import),
            [_] if method == Method::GET => contact().map(Route::Contact),
            [_] if method == Method::PATCH => contact().map(Route::DescribeContact),
            [_, "timeline"] if method == Method::GET => contact().map(Route::Timeline),
            [_, "merge"] if method == Method::POST => contact().map(Route::MergeContact),
            _ => Err(UNKNOWN),
        }
    }

    fn of_snippets(request: &ApiRequest, rest: &[&str]) -> Result<Self, ApiError> {
        let (method, snippet) = (&request.method, || id(request, "snippet"));
        match rest {
            [] if method == Method::GET => Ok(Route::Snippets),
            [] if method == Method::POST => Ok(Route::AddSnippet),
            [_] if method == Method::PATCH => snippet().map(Route::ChangeSnippet),
            [_] if method == Method::DELETE => snippet().map(Route::DeleteSnippet),
            _ => Err(UNKNOWN),
        }
    }
}

const UNKNOWN: ApiError = ApiError::NotFound("route");

fn note(request: &ApiRequest) -> Result<NoteId, ApiError> {
    named(request, "note_id", "note")
}

/// An id that cannot be one names nothing.
fn id<T: FromStr>(request: &ApiRequest, what: &'static str) -> Result<T, ApiError> {
    named(request, "id", what)
}

fn named<T: FromStr>(
    request: &ApiRequest,
    parameter: &str,
    what: &'static str,
) -> Result<T, ApiError> {
    let id = request.gateway.path_parameters.get(parameter);
    id.and_then(|id| id.parse().ok()).ok_or(ApiError::NotFound(what))
}
