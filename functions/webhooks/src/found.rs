//! An endpoint as it is, and as it is shown.

use serde_json::{Value, json};
use shared::api::{Answer, ApiError, ApiRequest};
use shared::app::App;
use shared::ids::EndpointId;
use shared::records::{Endpoint, EndpointView};

pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
    request.query_of(&[])?;
    let endpoints = app.store.endpoint_list(&request.tenant).await?;
    let items: Vec<_> = endpoints.iter().map(|endpoint| view(app, endpoint)).collect();
    Ok(json!({ "items": items }).into())
}

pub(crate) async fn get(
    app: &App,
    request: &ApiRequest,
    id: &EndpointId,
) -> Result<Answer, ApiError> {
    request.query_of(&[])?;
    Ok(view(app, &endpoint(app, request, id).await?).into())
}

/// Another tenant's is none.
pub(crate) async fn endpoint(
    app: &App,
    request: &ApiRequest,
    id: &EndpointId,
) -> Result<Endpoint, ApiError> {
    let found = app.store.endpoint_get(&request.tenant, id).await?;
    found.ok_or(ApiError::NotFound("webhook"))
}

pub(crate) fn view(app: &App, endpoint: &Endpoint) -> Value {
    json!(EndpointView::of(endpoint, app.now()))
}
