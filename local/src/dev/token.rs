//! A bearer token for whoever asks.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use sandbox::gateway::Subject;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use super::refusal::refusal;
use crate::ready::Ready;
use crate::whom::Whom;

/// Who a token is for: without a user one of the tenant's name, without a role the owner.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    tenant: String,
    #[serde(default, deserialize_with = "named")]
    user: Option<Value>,
    #[serde(default, deserialize_with = "named")]
    role: Option<Value>,
}

/// What is named is there, even as `null`: only what is left out has a default.
fn named<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// Serves `/dev/token`.
pub(super) fn router(ready: Ready) -> Router {
    Router::new().route("/dev/token", post(token)).with_state(ready)
}

async fn token(State(ready): State<Ready>, Json(asked): Json<Asked>) -> Response {
    let user = asked.user.as_ref().map_or(Some(asked.tenant.as_str()), Value::as_str);
    let role = asked.role.as_ref().map_or(Some("owner"), Value::as_str);
    let whom = match Whom::of(&asked.tenant, user, role) {
        Ok(whom) => whom,
        Err(sentence) => return refusal(StatusCode::BAD_REQUEST, sentence),
    };
    match ready.get() {
        Some(sandbox) => {
            let Subject { tenant, user, role } = whom.subject();
            let token = sandbox.issuer.token_of(tenant, user, role);
            Json(json!({ "token": token })).into_response()
        }
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
