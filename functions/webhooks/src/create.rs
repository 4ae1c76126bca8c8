//! Another endpoint.

use http::StatusCode;
use serde_json::json;
use shared::api::{Answer, ApiError, ApiRequest, Fields, invalid};
use shared::app::App;
use shared::records::Endpoint;
use ulid::Ulid;

use crate::found::view;
use crate::{fields, secret};

pub(crate) async fn create(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
    let mut body = Fields::of(request.json()?)?;
    let Some(url) = fields::url(&mut body, app.config.aws.reach())? else {
        return invalid("url", "where events are posted to");
    };
    let kinds = fields::kinds(&mut body)?.unwrap_or_default();
    let description = fields::description(&mut body)?;
    body.finish()?;
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
    if !app.store.endpoint_put(&endpoint).await? {
        let message = "a tenant has 10 webhooks at most";
        return Err(ApiError::Conflict { code: "too_many_webhooks", message });
    }
    let mut body = view(app, &endpoint);
    body["secret"] = json!(secret.reveal());
    Ok(Answer { status: StatusCode::CREATED, body: body.into() })
}
