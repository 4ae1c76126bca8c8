//! What events are signed with. It is shown when it is made, and never again.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::rand::{SecureRandom, SystemRandom};
use serde_json::json;
use shared::api::{Answer, ApiError, ApiRequest};
use shared::app::App;
use shared::ids::EndpointId;
use twilio::auth_token::AuthToken;

use crate::found::{endpoint, view};

/// How long the secret before signs as well.
const OVERLAP: Duration = Duration::from_hours(24);

/// Another one, as Standard Webhooks writes them.
pub(crate) fn new() -> AuthToken {
    let mut bytes = [0; 32];
    SystemRandom::new().fill(&mut bytes).expect("the system has random bytes");
    AuthToken::new(format!("whsec_{}", STANDARD.encode(bytes)))
}

pub(crate) async fn rotate(
    app: &App,
    request: &ApiRequest,
    id: &EndpointId,
) -> Result<Answer, ApiError> {
    let found = endpoint(app, request, id).await?;
    let (secret, now) = (new(), app.now());
    let sealed = app.secrets.encrypt_signing(id, &secret).await?;
    let times = (now.after(OVERLAP), now);
    let changed = app.store.endpoint_rotate(&found, &sealed, times).await?;
    let Some(changed) = changed else {
        let message = "its secret was changed at the same time";
        return Err(ApiError::Conflict { code: "changed_meanwhile", message });
    };
    let mut body = view(app, &changed);
    body["secret"] = json!(secret.reveal());
    Ok(body.into())
}
