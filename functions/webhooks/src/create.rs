//! Another endpoint.

use http::StatusCode;
use serde_json::json;
use shared::api::{Answer, ApiError, ApiRequest, Fields, invalid};
use shared::app::App;
use shared::records::Endpoint;
use ulid::Ulid;

use crate::found::view;
use crate::{fields, secret};

/// Endpoints that a tenant may have.
const MOST: usize = 10;

pub(crate) async fn create(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
    let mut body = Fields::of(request.json()?)?;
    let Some(url) = fields::url(&mut body, app.config.aws.reach())? else {
        return invalid("url", "where events are posted to");
    };
    let kinds = fields::kinds(&mut body)?.unwrap_or_default();
    let description = fields::description(&mut body)?;
    body.finish()?;
    if app.store.endpoint_list(&request.tenant).await?.len() >= MOST {
        return Err(too_many());
    }
    let (secret, now) = (secret::new(), app.now());
    let endpoint_id = Ulid::generate().to_string().parse().expect("a ULID is an id");
    let endpoint = Endpoint {
        tenant_id: request.tenant.clone(),
        secret: app.secrets.encrypt_signing(&endpoint_id, &secret).await?,
        endpoint_id,
        url,
        kinds,
        description,
        previous_secret: None,
        previous_until: None,
        switched_off: None,
        failing_since: None,
        failures: 0,
        rests_until: None,
        created_at: now,
        updated_at: now,
    };
    app.store.endpoint_put(&endpoint).await?;
    // Others may have been made at the same time.
    if app.store.endpoint_list(&request.tenant).await?.len() > MOST {
        app.store.endpoint_delete(&request.tenant, &endpoint.endpoint_id).await?;
        return Err(too_many());
    }
    let mut body = view(app, &endpoint);
    body["secret"] = json!(secret.reveal());
    Ok(Answer { status: StatusCode::CREATED, body: body.into() })
}

fn too_many() -> ApiError {
    let message = "a tenant has 10 webhooks at most";
    ApiError::Conflict { code: "too_many_webhooks", message }
}
