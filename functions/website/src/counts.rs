//! How much there is to see to.

use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest};
use shared::app::App;

pub(crate) async fn get(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    request.query_of(&[])?;
    Ok(json!(app.store.counts_get(&request.tenant, request.user()).await?))
}
