//! A tenant's preferences as they stand, with the file that they name.

use serde_json::{Value, json};
use shared::api::ApiError;
use shared::app::App;
use shared::ids::TenantId;
use shared::media::LINK_LIFETIME;
use shared::records::Preferences;

/// How often a change starts again because somebody else has changed the greeting meanwhile.
pub(crate) const TRIES: usize = 4;

pub(crate) fn contended() -> ApiError {
    ApiError::Unavailable("the greeting changes all the time".into())
}

pub(crate) async fn stored(app: &App, tenant: &TenantId) -> Result<Preferences, ApiError> {
    let tenant = app.store.tenant_get(tenant).await?;
    Ok(tenant.map(|tenant| tenant.preferences).unwrap_or_default())
}

/// As the website reads them: the greeting that is kept has a link, and the voice its language.
pub(crate) fn view(app: &App, preferences: Preferences) -> Value {
    let greeting_url = app.media.greeting_url(&preferences, LINK_LIFETIME);
    let language = preferences.voice.language();
    let mut view = json!(Preferences { greeting_url, greeting_key: None, ..preferences });
    view["language"] = language.into();
    view
}

/// Deletes a file that nothing names any more. One that cannot be deleted is nobody's, and harmless.
pub(crate) async fn discard(app: &App, key: &str) {
    if let Err(error) = app.media.remove(key).await {
        tracing::warn!(%error, "left a greeting behind");
    }
}
