//! The routes of this function, as a closed set.

use std::str::FromStr;

use http::Method;
use shared::api::{ApiError, ApiRequest};
use shared::ids::{EndpointId, EventId};

pub(crate) enum Route {
    List,
    Create,
    Get(EndpointId),
    Change(EndpointId),
    Delete(EndpointId),
    Rotate(EndpointId),
    Test(EndpointId),
    Deliveries(EndpointId),
    Resend(EndpointId, EventId),
    Replay(EndpointId),
}

impl Route {
    pub(crate) fn of(request: &ApiRequest) -> Result<Self, ApiError> {
        let (get, post) = (Method::GET, Method::POST);
        let method = &request.method;
        let endpoint = || named(request, "id", "webhook");
        match request.segments().as_slice() {
            ["api", "webhooks"] if method == get => Ok(Route::List),
            ["api", "webhooks"] if method == post => Ok(Route::Create),
            ["api", "webhooks", _] if method == get => endpoint().map(Route::Get),
            ["api", "webhooks", _] if method == Method::PATCH => endpoint().map(Route::Change),
            ["api", "webhooks", _] if method == Method::DELETE => endpoint().map(Route::Delete),
            ["api", "webhooks", _, "secret"] if method == post => endpoint().map(Route::Rotate),
            ["api", "webhooks", _, "test"] if method == post => endpoint().map(Route::Test),
            ["api", "webhooks", _, "replay"] if method == post => endpoint().map(Route::Replay),
            ["api", "webhooks", _, "deliveries"] if method == get => {
                endpoint().map(Route::Deliveries)
            }
            ["api", "webhooks", _, "deliveries", _, "resend"] if method == post => {
                Ok(Route::Resend(endpoint()?, named(request, "event_id", "delivery")?))
            }
            _ => Err(ApiError::NotFound("route")),
        }
    }
}

/// An id that cannot be one names nothing.
fn named<T: FromStr>(request: &ApiRequest, name: &str, what: &'static str) -> Result<T, ApiError> {
    let id = request.gateway.path_parameters.get(name);
    id.and_then(|id| id.parse().ok()).ok_or(ApiError::NotFound(what))
}
