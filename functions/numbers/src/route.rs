//! The routes of this function, as a closed set.

use http::Method;
use shared::api::{ApiError, ApiRequest};
use twilio::phone::E164;

pub(crate) enum Route {
    Available,
    Purchase,
    List,
    Get(E164),
    Change(E164),
    Release(E164),
}

impl Route {
    pub(crate) fn of(request: &ApiRequest) -> Result<Self, ApiError> {
        match (&request.method, request.segments().as_slice()) {
            (&Method::GET, ["api", "twilio", "available-numbers"]) => Ok(Route::Available),
            (&Method::POST, ["api", "twilio", "purchase-number"]) => Ok(Route::Purchase),
            (&Method::GET, ["api", "numbers"]) => Ok(Route::List),
            (&Method::GET, ["api", "numbers", _]) => number(request).map(Route::Get),
            (&Method::PATCH, ["api", "numbers", _]) => number(request).map(Route::Change),
            (&Method::DELETE, ["api", "numbers", _]) => number(request).map(Route::Release),
            _ => Err(ApiError::NotFound("route")),
        }
    }
}

/// In E.164, with its `+` or without. What cannot be a number names none.
fn number(request: &ApiRequest) -> Result<E164, ApiError> {
    let id = request.gateway.path_parameters.get("id").map(String::as_str).unwrap_or_default();
    let digits = id.strip_prefix('+').unwrap_or(id);
    format!("+{digits}").parse().map_err(|_| ApiError::NotFound("number"))
}
