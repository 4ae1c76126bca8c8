//! The one driver of the website API: the tenant comes from the verified token, errors become HTTP
//! in one place.

mod answer;
mod asked;
mod error;
mod fields;
mod limit;
mod party;
mod refused;
mod roles;

use std::future::Future;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response};
use serde_json::Value;

use crate::app::App;
use crate::deadline;
use crate::gateway::Gateway;
use crate::ids::{MAIN_TENANT, TenantId};
use twilio::form::Form;

pub use answer::{Answer, Body, File};
pub use error::ApiError;
pub use fields::{Fields, invalid};
pub use limit::Limit;
pub use refused::{Refusals, busy, sentence_on_account};
pub use roles::{ROLES, Role};

use asked::Asked;

/// A request of a signed-in tenant.
pub struct ApiRequest {
    /// HTTP method.
    pub method: Method,
    /// Who asks.
    pub tenant: TenantId,
    /// What the user may do inside the tenant.
    pub role: Role,
    /// Path, query and path parameters.
    pub gateway: Gateway,
    /// Headers as received, names in lower case.
    pub headers: HeaderMap,
    /// The body as received.
    pub body: Bytes,
}

impl ApiRequest {
    /// The parts of the path.
    pub fn segments(&self) -> Vec<&str> {
        self.gateway.raw_path.trim_matches('/').split('/').collect()
    }

    /// The query's parameters.
    pub fn query(&self) -> Form {
        Form::parse(self.gateway.raw_query.as_bytes())
    }

    /// The query's parameters, if there are no others than these: whoever misspells a filter shall not
    /// get everything.
    pub fn query_of(&self, known: &[&str]) -> Result<Form, ApiError> {
        let query = self.query();
        let unknown = query.fields().map(|(name, _)| name).find(|name| !known.contains(name));
        match unknown.map(str::to_owned) {
            Some(field) => Err(ApiError::Unknown { field }),
            None => Ok(query),
        }
    }

    /// The user inside the tenant (claim `sub`), if the token names one.
    pub fn user(&self) -> Option<&str> {
        self.gateway.claims.get("sub").map(String::as_str).filter(|user| !user.is_empty())
    }

    /// The body as JSON.
    pub fn json(&self) -> Result<Value, ApiError> {
        let invalid = ApiError::Invalid { field: "body", message: "JSON" };
        serde_json::from_slice(&self.body).map_err(|_| invalid)
    }
}

/// A part of the website API: one function, several routes.
pub trait Api: 'static {
    /// Its folder, binary and name in logs.
    const NAME: &'static str;

    /// Answers a request.
    fn handle(
        app: &App,
        request: &ApiRequest,
    ) -> impl Future<Output = Result<Answer, ApiError>> + Send;
}

/// Answers one request.
pub async fn respond<A: Api>(app: &App, request: Request<Bytes>) -> Response<Bytes> {
    let gateway = request.extensions().get::<Gateway>().cloned().unwrap_or_default();
    let tenant = match tenant(app, &gateway) {
        Ok(tenant) => tenant,
        Err(error) => return refused(&Asked::of(A::NAME, &gateway, None), error),
    };
    let role = match Role::of(&gateway, app.config.role_claim.as_deref()) {
        Ok(role) => role,
        Err(needed) => {
            let asked = Asked::of(A::NAME, &gateway, Some(&tenant));
            return refused(&asked, ApiError::Role { needed });
        }
    };
    let (parts, body) = request.into_parts();
    let (method, headers) = (parts.method, parts.headers);
    let request = ApiRequest { method, tenant, role, gateway, headers, body };
    match deadline::within(Box::pin(handle::<A>(app, &request))).await {
        Ok(answer) => {
            let Asked { function, route, tenant_id, user } =
                Asked::of(A::NAME, &request.gateway, Some(&request.tenant));
            let status = answer.status.as_u16();
            tracing::info!(function, route, tenant_id, user, status, "request");
            answer.into_response()
        }
        Err(error) => refused(&Asked::of(A::NAME, &request.gateway, Some(&request.tenant)), error),
    }
}

/// Only what reads has parameters in its query, and says which.
async fn handle<A: Api>(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
    if request.method != Method::GET {
        request.query_of(&[])?;
    }
    A::handle(app, request).await
}

fn refused(asked: &Asked<'_>, error: ApiError) -> Response<Bytes> {
    error.log(asked);
    error.into_response()
}

/// A route that lost its authorizer has no claims, and so answers 401.
fn tenant(app: &App, gateway: &Gateway) -> Result<TenantId, ApiError> {
    let claim = gateway.claims.get(&app.config.tenant_claim);
    claim.and_then(|name| tenant_named(name)).ok_or(ApiError::Unauthorized)
}

/// Whether this may be the id of a user: whatever an identity provider writes in `sub`.
pub fn is_user(id: &str) -> bool {
    (1..=MAX_USER).contains(&id.chars().count()) && !id.chars().any(char::is_control)
}

/// Longest id of a user, in characters.
const MAX_USER: usize = 128;

/// The tenant of this name; `None` if nobody signs in by it.
pub fn tenant_named(name: &str) -> Option<TenantId> {
    if NOBODY.contains(&name) { None } else { name.parse().ok() }
}

/// What the claims of users without a tenant may look like as text; and whose the main account is.
const NOBODY: [&str; 4] = ["null", "true", "false", MAIN_TENANT];
