//! Routes that exist in the local run alone: readiness, a bearer token, an account to sign with.
//!
//! Who gets a token is any tenant. So `/dev` is for this machine: where a tunnel leads to the API it
//! has a port of its own, since a tunnel's program may say that it comes from this machine. And pages
//! may ask that are named and come from this machine; a site elsewhere is not to be every tenant,
//! though its pages may call the API.

use std::sync::{Arc, OnceLock};

use axum::extract::{Query, Request, State};
use axum::http::header::ORIGIN;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use sandbox::gateway::http::cors;
use sandbox::{Cors, Sandbox};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use shared::api::{Role, is_user, tenant_named};
use tokio::net::TcpListener;
use twilio_simulator::{Hosts, shown_path};

use crate::receiver;

/// Why there is no token for a tenant.
const NOBODY: &str = "tenant: 1 to 128 letters, digits and ._@|:+=-, not with a dot first, and none of \
                      null, true, false and operator";

/// The sandbox, once it is ready. The routes are served before that.
pub type Ready = Arc<OnceLock<Sandbox>>;

/// Serves `/healthz`.
pub fn health(ready: Ready) -> Router {
    Router::new().route("/healthz", get(healthz)).with_state(ready)
}

/// Serves `/dev/token`, `/dev/account` and `/sim/website`, on this port of this machine and to nobody beyond it; also
/// to pages of those `origins` that are of this machine.
pub fn router(ready: Ready, port: u16, origins: &[String]) -> Router {
    let guard = middleware::from_fn_with_state(Arc::new(Door::of(port, origins)), guard);
    Router::new()
        .route("/dev/token", post(token))
        .route("/dev/account", get(account))
        .with_state(ready)
        .merge(receiver::router())
        .layer(guard)
}

/// Serves them alone, in the background, until the process ends.
pub fn serve(listener: TcpListener, ready: Ready, origins: &[String]) -> anyhow::Result<()> {
    let port = listener.local_addr()?.port();
    tokio::spawn(axum::serve(listener, router(ready, port, origins)).into_future());
    Ok(())
}

/// Who may ask.
struct Door {
    hosts: Hosts,
    /// The pages that may read the answers.
    pages: Cors,
}

impl Door {
    fn of(port: u16, origins: &[String]) -> Self {
        let hosts = Hosts::of(port);
        let own = origins.iter().filter(|origin| hosts.is_own_page(origin)).cloned().collect();
        let texts = |all: &[&str]| all.iter().copied().map(str::to_owned).collect();
        let pages = Cors {
            origins: own,
            methods: texts(&["GET", "POST"]),
            headers: texts(&["content-type"]),
            exposed: Vec::new(),
            max_age: None,
        };
        Self { hosts, pages }
    }

    /// Refuses requests for another host, from pages of other sites, and those that a proxy has carried.
    fn refused(&self, Parts { headers, uri, .. }: &Parts) -> Option<Response> {
        if let Err(sentence) = self.hosts.check(headers, uri) {
            return Some(refusal(StatusCode::MISDIRECTED_REQUEST, &sentence));
        }
        // To a browser localhost is another site than 127.0.0.1.
        let page = if self.is_named(headers) { Ok(()) } else { self.hosts.check_page(headers) };
        if let Err(sentence) = page {
            return Some(refusal(StatusCode::FORBIDDEN, sentence));
        }
        let sentence = "a proxy or tunnel has carried this; start with --public-url behind one";
        is_carried(headers).then(|| refusal(StatusCode::FORBIDDEN, sentence))
    }

    fn is_named(&self, headers: &HeaderMap) -> bool {
        let mut asking = headers.get_all(ORIGIN).iter().peekable();
        asking.peek().is_some()
            && asking.all(|asking| self.pages.origins.iter().any(|named| asking == named.as_str()))
    }
}

async fn guard(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (asked, path) = (parts.clone(), shown_path(parts.uri.path()));
    let granted = || cors::preflight(&door.pages, &asked).filter(|_| door.is_named(&asked.headers));
    let mut response = match door.refused(&asked).or_else(granted) {
        Some(response) => response,
        None => next.run(Request::from_parts(parts, body)).await,
    };
    cors::mark(&door.pages, &asked, response.headers_mut());
    let (status, method) = (response.status(), &asked.method);
    if status.is_client_error() {
        tracing::warn!(status = status.as_u16(), %method, path, "request refused");
    }
    response
}

fn is_carried(headers: &HeaderMap) -> bool {
    headers.keys().any(|name| name == "forwarded" || name.as_str().starts_with("x-forwarded-"))
}

fn refusal(status: StatusCode, message: &str) -> Response {
    (status, Json(json!({ "message": message }))).into_response()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tenant {
    tenant: String,
}

/// Who a token is for: without a user one of the tenant's name, without a role the owner.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whom {
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

async fn healthz(State(ready): State<Ready>) -> StatusCode {
    ready.get().map_or(StatusCode::SERVICE_UNAVAILABLE, |_| StatusCode::OK)
}

async fn token(State(ready): State<Ready>, Json(asked): Json<Whom>) -> Response {
    if tenant_named(&asked.tenant).is_none() {
        return refusal(StatusCode::BAD_REQUEST, NOBODY);
    }
    let role = asked.role.as_ref().map_or(Some(Role::Owner.as_str()), Value::as_str);
    let Some(role) = role.filter(|role| Role::named(role).is_some()) else {
        return refusal(StatusCode::BAD_REQUEST, "role: owner, agent or viewer");
    };
    let user = asked.user.as_ref().map_or(Some(asked.tenant.as_str()), Value::as_str);
    let Some(user) = user.filter(|user| is_user(user)) else {
        return refusal(
            StatusCode::BAD_REQUEST,
            "user: 1 to 128 characters, none of them a control",
        );
    };
    match ready.get() {
        Some(sandbox) => {
            let token = sandbox.issuer.token_of(&asked.tenant, user, role);
            Json(json!({ "token": token })).into_response()
        }
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

async fn account(State(ready): State<Ready>, Query(tenant): Query<Tenant>) -> Response {
    let Some(sandbox) = ready.get() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    match sandbox.simulated_account(&tenant.tenant).await {
        Ok(Some((account, numbers))) => Json(json!({
            "account_sid": account.sid,
            "auth_token": account.auth_token.reveal(),
            "numbers": numbers,
        }))
        .into_response(),
        Ok(None) => {
            let message = "the tenant has no account at the simulated Twilio: POST \
                           /api/twilio/provision gets it one";
            refusal(StatusCode::NOT_FOUND, message)
        }
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "the account could not be read");
            refusal(StatusCode::SERVICE_UNAVAILABLE, "the account could not be read")
        }
    }
}
