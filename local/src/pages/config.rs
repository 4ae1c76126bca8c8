//! What the page is told at its start, in place of what a deployment's outputs would be.

use axum::http::header::CACHE_CONTROL;
use axum::routing::get;
use axum::{Json, Router};
use sandbox::gateway::ROLE_CLAIM;
use serde_json::json;

use crate::addresses::Addresses;
use crate::sign_in::CLIENT;

/// Serves `/config.json`.
pub(super) fn router(addresses: &Addresses) -> Router {
    let config = Json(json!({
        "api": addresses.api,
        "issuer": addresses.api,
        "client_id": CLIENT,
        "scope": "openid offline_access",
        "audience": null,
        "role_claim": ROLE_CLAIM,
        "local": true,
        "token": "access_token",
    }));
    let no_cache = [(CACHE_CONTROL, "no-cache")];
    Router::new().route("/config.json", get(async move || (no_cache, config)))
}
