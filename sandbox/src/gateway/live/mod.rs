//! The WebSocket of `AppSync` Events, where pages hear of events at once.
//!
//! Differences to AWS: a connection lasts as long as the page and the sandbox like, and keep-alives are
//! all that an idle one costs.

mod realtime;
mod rule;
mod session;

use std::sync::Arc;

use axum::extract::{State, WebSocketUpgrade};
use axum::http::header::SEC_WEBSOCKET_PROTOCOL;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use shared::live::PROTOCOL;

use super::jwt::Authorizer;
use crate::aws::Hub;
use crate::template::Template;

use realtime::{Realtime, Shown};

pub use rule::may_hear;

/// Bytes of a page's message.
const MESSAGE_LIMIT: usize = 64 * 1024;

/// The realtime endpoint of the template's channel, if it has one, whose HTTP endpoint is at `host`.
pub(crate) fn router(template: &Template, hub: &Hub, host: &str) -> anyhow::Result<Router> {
    let Some(live) = &template.live else { return Ok(Router::new()) };
    let realtime = Realtime {
        authorizer: Authorizer::new(&template.jwt_issuer, &template.jwt_audience)?,
        tenant_claim: live.tenant_claim.clone(),
        host: host.to_owned(),
        hub: hub.clone(),
    };
    Ok(Router::new().route("/event/realtime", get(connect)).with_state(Arc::new(realtime)))
}

async fn connect(
    State(realtime): State<Arc<Realtime>>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    let known = match shown(&headers) {
        Some(shown) if shown.host.as_deref() == Some(realtime.host.as_str()) => {
            realtime.authorizer.all_claims(&shown.token).await.is_ok()
        }
        _ => false,
    };
    if !known {
        let error = json!({ "errorType": "UnauthorizedException", "message": "Permission denied" });
        return (StatusCode::UNAUTHORIZED, Json(json!({ "errors": [error] }))).into_response();
    }
    upgrade
        .protocols([PROTOCOL])
        .max_message_size(MESSAGE_LIMIT)
        .on_upgrade(move |socket| session::run(socket, realtime))
}

/// The subprotocol `header-…`, beside which the protocol itself must be asked for.
fn shown(headers: &HeaderMap) -> Option<Shown> {
    let values = headers.get_all(SEC_WEBSOCKET_PROTOCOL).iter();
    let asked = values.filter_map(|value| value.to_str().ok()).flat_map(|text| text.split(','));
    let asked: Vec<_> = asked.map(str::trim).collect();
    let header = asked.iter().find_map(|text| text.strip_prefix("header-"))?;
    let header = URL_SAFE_NO_PAD.decode(header).ok()?;
    serde_json::from_slice(&header).ok().filter(|_| asked.contains(&PROTOCOL))
}
