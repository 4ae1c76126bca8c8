//! Changes of an endpoint.

use serde_json::json;
use shared::api::{Answer, ApiError, ApiRequest, Fields, invalid};
use shared::app::App;
use shared::ids::EndpointId;
use shared::store::EndpointChange;

use crate::fields;
use crate::found::{endpoint, view};
use crate::tell::send;

/// What is not named stays; `null` removes a description. Switched on, a replay that waits goes on.
pub(crate) async fn change(
    app: &App,
    request: &ApiRequest,
    id: &EndpointId,
) -> Result<Answer, ApiError> {
    let body = request.json()?;
    let has = |field: &str| body.get(field).is_some();
    let described = has("description");
    if !["url", "kinds", "description", "enabled"].into_iter().any(has) {
        return invalid("body", "any of `url`, `kinds`, `description` and `enabled`");
    }
    let is_switched = has("enabled");
    let mut body = Fields::of(body)?;
    body.never_null(&["url", "kinds", "enabled"])?;
    let description = fields::description(&mut body)?;
    let change = EndpointChange {
        url: fields::url(&mut body, app.config.aws.reach())?,
        kinds: fields::kinds(&mut body)?,
        description: described.then_some(description),
        enabled: if is_switched { Some(body.flag("enabled")?) } else { None },
    };
    body.finish()?;
    let changed = app.store.endpoint_change((&request.tenant, id), &change, app.now()).await?;
    let changed = changed.ok_or(ApiError::NotFound("webhook"))?;
    if change.enabled == Some(true) {
        send(app, app.store.replay_due(id, app.now()).await?).await;
    }
    Ok(view(app, &changed).into())
}

pub(crate) async fn delete(
    app: &App,
    request: &ApiRequest,
    id: &EndpointId,
) -> Result<Answer, ApiError> {
    endpoint(app, request, id).await?;
    app.store.endpoint_delete(&request.tenant, id).await?;
    Ok(json!({ "endpoint_id": id, "deleted": true }).into())
}
