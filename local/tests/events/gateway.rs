//! Requests as API Gateway's HTTP API hands them over: payload format 2.0, every field that AWS
//! sends.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use twilio::form::Form;

/// Account and region that the events name.
pub(crate) const ACCOUNT: &str = "123456789012";
pub(crate) const REGION: &str = "us-east-1";
/// Where the requests were sent.
pub(crate) const DOMAIN: &str = "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com";
/// When everything happens, in milliseconds since 1970.
pub(crate) const AT: i64 = 1_790_856_000_000;

/// A request, as far as requests differ.
pub(crate) struct Request {
    pub(crate) method: &'static str,
    /// Path of the route, such as `/api/threads/{id}/messages`.
    pub(crate) route: &'static str,
    pub(crate) path: String,
    /// As it is sent, without `?`.
    pub(crate) query: String,
    /// Address of the client.
    pub(crate) source: &'static str,
    /// What the client sent, names in lower case.
    pub(crate) headers: BTreeMap<&'static str, String>,
    /// `{name}` parts of the route; null if it has none.
    pub(crate) parameters: Value,
    /// The verified token's claims; null if the route has no authorizer.
    pub(crate) claims: Value,
    /// JSON arrives as text, everything else in Base64.
    pub(crate) body: Option<String>,
}

/// The event. Parts that a request does not have are left out.
pub(crate) fn event(request: &Request) -> Value {
    let is_json =
        request.headers.get("content-type").is_some_and(|kind| kind == "application/json");
    let encode = |body: &String| if is_json { body.clone() } else { BASE64_STANDARD.encode(body) };
    let route_key = format!("{} {}", request.method, request.route);
    let mut event = json!({
        "version": "2.0",
        "routeKey": route_key,
        "rawPath": request.path,
        "rawQueryString": request.query,
        "headers": headers(request),
        "queryStringParameters": query_parameters(&request.query),
        "requestContext": context(request, &route_key),
        "pathParameters": request.parameters,
        "body": request.body.as_ref().map(encode),
        "isBase64Encoded": request.body.is_some() && !is_json,
    });
    without_nulls(&mut event);
    event
}

fn context(request: &Request, route_key: &str) -> Value {
    let mut context = json!({
        "accountId": ACCOUNT,
        "apiId": "a1b2c3d4e5",
        "authorizer": authorizer(&request.claims),
        "domainName": DOMAIN,
        "domainPrefix": "a1b2c3d4e5",
        "http": {
            "method": request.method,
            "path": request.path,
            "protocol": "HTTP/1.1",
            "sourceIp": request.source,
            "userAgent": request.headers["user-agent"],
        },
        "requestId": "JKJaXmPLvHcESHA=",
        "routeKey": route_key,
        "stage": "$default",
        "time": "01/Oct/2026:12:00:00 +0000",
        "timeEpoch": AT,
    });
    without_nulls(&mut context);
    context
}

fn authorizer(claims: &Value) -> Value {
    match claims {
        Value::Null => Value::Null,
        claims => json!({ "jwt": { "claims": claims, "scopes": null } }),
    }
}

/// The client's headers and the gateway's own.
fn headers(request: &Request) -> BTreeMap<&'static str, String> {
    let mut headers = request.headers.clone();
    let own = [
        ("content-length", request.body.as_ref().map_or(0, String::len).to_string()),
        ("host", DOMAIN.to_owned()),
        ("x-amzn-trace-id", "Root=1-6abe4b40-3f2a1c0d9e8b7a6f5e4d3c2b".to_owned()),
        ("x-forwarded-for", request.source.to_owned()),
        ("x-forwarded-port", "443".to_owned()),
        ("x-forwarded-proto", "https".to_owned()),
    ];
    headers.extend(own);
    headers
}

fn query_parameters(query: &str) -> Value {
    let query = Form::parse(query.as_bytes());
    let parameters: BTreeMap<_, _> = query.fields().collect();
    if parameters.is_empty() { Value::Null } else { json!(parameters) }
}

fn without_nulls(object: &mut Value) {
    if let Value::Object(entries) = object {
        entries.retain(|_, value| !value.is_null());
    }
}
