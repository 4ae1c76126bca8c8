//! The HTTP API: API Gateway v2 in front of functions, payload format 2.0.
//!
//! Differences to AWS: `requestContext.domainName` is the `Host` header as received, with its port;
//! the few headers that other AWS front ends use for identities are dropped from requests; and one machine does
//! not grow: where AWS would start more of a function, or throttle it, this answers 503 at once.

pub mod cors;
mod event;
mod percent;
mod refusal;
mod response;
mod routes;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response};
use axum::response::IntoResponse as _;
use serde_json::Value;
use tokio::sync::Semaphore;
use twilio_simulator::shown_path;
use ulid::Ulid;

use self::event::Call;
use self::refusal::Refusal;
use self::routes::{Entry, Routes};
use super::body;
use super::functions::{Functions, PAYLOAD_LIMIT, payload_size};
use super::jwt::Authorizer;
use crate::cors::Cors;
use crate::openapi::Watch;
use crate::template::Template;

/// Largest request body, in bytes.
const BODY_LIMIT: usize = 10 * 1024 * 1024;
/// Largest request line and headers together, in bytes.
const HEAD_LIMIT: usize = 10_240;
/// The longest that API Gateway waits for a function. The function itself goes on.
const INTEGRATION_TIMEOUT: Duration = Duration::from_secs(30);

/// Functions that run at the same time for this API. Beyond that each would only make the others late, until all
/// of them were.
pub(super) const CONCURRENCY: usize = 200;

struct Api {
    routes: Routes,
    functions: Functions,
    authorizer: Authorizer,
    cors: Option<Cors>,
    watch: Option<Watch>,
    integration_timeout: Duration,
    places: Semaphore,
}

/// The routes of the template as a service: one fallback that answers every request as API Gateway
/// would. Routes that are added to the router come first.
pub fn router(
    template: &Template,
    functions: Functions,
    watch: Option<Watch>,
) -> anyhow::Result<Router> {
    router_within(INTEGRATION_TIMEOUT, template, (functions, watch))
}

/// As `router`, with another limit to the time that a function may take.
pub(super) fn router_within(
    integration_timeout: Duration,
    template: &Template,
    (functions, watch): (Functions, Option<Watch>),
) -> anyhow::Result<Router> {
    let authorizer = Authorizer::new(&template.jwt_issuer, &template.jwt_audience)?;
    let routes = Routes::new(template);
    let cors = template.cors.clone();
    let places = Semaphore::new(CONCURRENCY);
    let api = Api { routes, functions, authorizer, cors, watch, integration_timeout, places };
    Ok(Router::new().fallback(answer).with_state(Arc::new(api)))
}

async fn answer(State(api): State<Arc<Api>>, request: Request) -> Response<Body> {
    let request_id = Ulid::generate().to_string();
    let started = Instant::now();
    let (parts, body) = request.into_parts();
    let preflight = api.cors.as_ref().and_then(|cors| cors::preflight(cors, &parts));
    let mut response = match preflight {
        Some(response) => response,
        None => match api.call(&parts, body, &request_id).await {
            Ok(response) => response,
            Err(refusal) => refused(&parts, api.route_key(&parts), refusal),
        },
    };
    if let (Some(watch), Some(route)) = (&api.watch, api.route_key(&parts)) {
        response = watch.answer(route, response).await;
    }
    if let Some(cors) = &api.cors {
        cors::mark(cors, &parts, response.headers_mut());
    }
    tracing::debug!(
        request_id,
        route = api.route_key(&parts),
        status = response.status().as_u16(),
        duration_ms = started.elapsed().as_millis(),
        "request"
    );
    if let Ok(id) = HeaderValue::try_from(request_id) {
        response.headers_mut().insert("apigw-requestid", id);
    }
    response
}

/// The gateway's own answer. No function's log tells of it.
fn refused(parts: &Parts, route: Option<&str>, refusal: Refusal) -> Response<Body> {
    let response = refusal.into_response();
    let (status, method) = (response.status().as_u16(), &parts.method);
    match route {
        Some(route) => tracing::warn!(status, route, "request refused"),
        None => {
            let path = shown_path(parts.uri.path());
            tracing::warn!(status, %method, path, "request refused");
        }
    }
    response
}

impl Api {
    /// For the log, in place of the path: that may hold phone numbers.
    fn route_key(&self, parts: &Parts) -> Option<&str> {
        let path = percent::decode(parts.uri.path())?;
        let (route, _) = self.routes.find(parts.method.as_str(), &path)?;
        Some(&route.key)
    }

    async fn call(&self, parts: &Parts, body: Body, id: &str) -> Result<Response<Body>, Refusal> {
        check_head(parts)?;
        let path = percent::decode(parts.uri.path()).ok_or(Refusal::BadRequest)?;
        let (route, path_parameters) =
            self.routes.find(parts.method.as_str(), &path).ok_or(Refusal::NotFound)?;
        let claims = if route.authorized {
            Some(self.authorizer.claims(&parts.headers).await?)
        } else {
            None
        };
        let body = body::read(body, BODY_LIMIT).await?;
        let call = Call {
            parts,
            body: &body,
            path: &path,
            route_key: &route.key,
            path_parameters: path_parameters.clone(),
            claims,
            source: source(parts),
            request_id: id,
        };
        let response = self.invoke(route, call.event()).await?;
        if let Some(watch) = self.watch.as_ref().filter(|_| response.status().is_success()) {
            watch.request((&route.key, &path_parameters), parts, &body);
        }
        Ok(response)
    }

    async fn invoke(&self, route: &Entry, event: Value) -> Result<Response<Body>, Refusal> {
        if payload_size(&event) > PAYLOAD_LIMIT {
            return Err(Refusal::TooLarge);
        }
        let _place = self.places.try_acquire().map_err(|_| Refusal::Unavailable)?;
        let call = self.functions.invoke(&route.function, event);
        let outcome = tokio::time::timeout(self.integration_timeout, call).await;
        let value = outcome.map_err(|_| Refusal::Unavailable)?.map_err(|_| Refusal::Internal)?;
        response::render(value).ok_or(Refusal::Internal)
    }
}

fn check_head(parts: &Parts) -> Result<(), Refusal> {
    let line = parts.uri.to_string().len();
    let size = parts.headers.iter().map(|(name, value)| name.as_str().len() + value.len());
    if size.sum::<usize>() + line > HEAD_LIMIT {
        return Err(Refusal::HeadTooLarge);
    }
    if parts.headers.contains_key(HOST) { Ok(()) } else { Err(Refusal::BadRequest) }
}

fn source(parts: &Parts) -> IpAddr {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(address)| address.ip())
}
