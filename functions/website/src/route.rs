//! The routes of this function, as a closed set.

use http::Method;
use shared::api::{ApiError, ApiRequest};
use shared::records::ThreadId;

pub(crate) enum Route {
    Threads,
    Messages(ThreadId),
    Read(ThreadId),
}

impl Route {
    pub(crate) fn of(request: &ApiRequest) -> Result<Self, ApiError> {
        match (&request.method, request.segments().as_slice()) {
            (&Method::GET, ["api", "threads"]) => Ok(Route::Threads),
            (&Method::GET, ["api", "threads", _, "messages"]) => {
                Ok(Route::Messages(thread(request)?))
            }
            (&Method::POST, ["api", "threads", _, "read"]) => Ok(Route::Read(thread(request)?)),
            _ => Err(ApiError::NotFound("route")),
        }
    }
}

/// An id that cannot be one names no thread.
fn thread(request: &ApiRequest) -> Result<ThreadId, ApiError> {
    let id = request.gateway.path_parameters.get("id");
    id.and_then(|id| id.parse().ok()).ok_or(ApiError::NotFound("thread"))
}
