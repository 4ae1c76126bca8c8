//! Builds the event of a request: API Gateway's payload format 2.0.

use std::net::IpAddr;
use std::time::SystemTime;

use axum::http::HeaderMap;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, HeaderName, HeaderValue, USER_AGENT};
use axum::http::request::Parts;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::percent;
use crate::place::ACCOUNT;

/// Content types besides `text/*` whose bodies arrive as text. Forms are not among them.
const TEXT_TYPES: [&str; 3] = ["application/json", "application/xml", "application/javascript"];

/// Headers that end at the gateway, or that it sets itself.
const OWN_HEADERS: [&str; 13] = [
    "connection",
    "content-length",
    "cookie",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "x-amzn-trace-id",
    "x-forwarded-port",
    "x-forwarded-proto",
];

/// Headers by which other AWS front ends and adapters hand over who the caller is. The local
/// gateway is stricter than AWS here: it never lets a client set them.
const IDENTITY_HEADERS: [&str; 3] =
    ["x-amzn-oidc-", "x-amzn-request-context", "x-amzn-lambda-context"];

/// What is known of a request once it is routed and authorized.
pub(super) struct Call<'a> {
    pub(super) parts: &'a Parts,
    pub(super) body: &'a Bytes,
    /// Percent-decoded path.
    pub(super) path: &'a str,
    pub(super) route_key: &'a str,
    pub(super) path_parameters: Map<String, Value>,
    /// Claims of the verified token, as strings.
    pub(super) claims: Option<Map<String, Value>>,
    pub(super) source: IpAddr,
    pub(super) request_id: &'a str,
}

impl Call<'_> {
    /// The event. Parts that a request does not have are left out, as API Gateway does.
    pub(super) fn event(self) -> Value {
        let query = self.parts.uri.query().unwrap_or_default();
        let mut event = json!({
            "version": "2.0",
            "routeKey": self.route_key,
            "rawPath": self.raw_path(),
            "rawQueryString": query,
        });
        let mut set = |name: &str, value: Value| event[name] = value;
        let cookies = cookies(&self.parts.headers);
        if !cookies.is_empty() {
            set("cookies", cookies.into());
        }
        set("headers", self.headers().into());
        let parameters = query_parameters(query);
        if !parameters.is_empty() {
            set("queryStringParameters", parameters.into());
        }
        set("requestContext", self.context());
        let (body, encoded) = body(self.body, self.parts.headers.get(CONTENT_TYPE));
        if !self.path_parameters.is_empty() {
            set("pathParameters", self.path_parameters.into());
        }
        if let Some(body) = body {
            set("body", body.into());
        }
        set("isBase64Encoded", encoded.into());
        event
    }

    /// Decoded, whatever its name says, and cut at what could be taken for a query.
    fn raw_path(&self) -> &str {
        self.path.split('?').next().unwrap_or(self.path)
    }

    fn headers(&self) -> Map<String, Value> {
        let received = &self.parts.headers;
        let names = received.keys().filter(|name| passes(name));
        let mut headers: Map<_, _> =
            names.map(|name| (name.to_string(), joined(received, name).into())).collect();
        let mut set = |name: &str, value: String| headers.insert(name.to_owned(), value.into());
        if !self.body.is_empty() {
            set("content-length", self.body.len().to_string());
        }
        let before = joined(received, &HeaderName::from_static("x-forwarded-for"));
        let comma = if before.is_empty() { "" } else { ", " };
        set("x-forwarded-for", format!("{before}{comma}{}", self.source));
        set("x-forwarded-port", port(self.host()).to_owned());
        set("x-forwarded-proto", "http".to_owned());
        set("x-amzn-trace-id", trace_id());
        headers
    }

    fn host(&self) -> &str {
        self.parts.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default()
    }

    fn context(&self) -> Value {
        let now = Timestamp::now();
        let mut context = json!({"accountId": ACCOUNT, "apiId": "local"});
        if let Some(claims) = &self.claims {
            context["authorizer"] = json!({"jwt": {"claims": claims, "scopes": null}});
        }
        // The one difference to AWS: there, the domain name never has a port.
        context["domainName"] = self.host().into();
        context["domainPrefix"] = self.host().split(['.', ':']).next().into();
        context["http"] = json!({
            "method": self.parts.method.as_str(),
            "path": self.raw_path(),
            "protocol": format!("{:?}", self.parts.version),
            "sourceIp": self.source.to_string(),
            "userAgent": joined(&self.parts.headers, &USER_AGENT),
        });
        context["requestId"] = self.request_id.into();
        context["routeKey"] = self.route_key.into();
        context["stage"] = "$default".into();
        context["time"] = now.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string().into();
        context["timeEpoch"] = now.as_millisecond().into();
        context
    }
}

fn passes(name: &HeaderName) -> bool {
    let name = name.as_str();
    !OWN_HEADERS.contains(&name) && !IDENTITY_HEADERS.iter().any(|start| name.starts_with(start))
}

fn joined(headers: &HeaderMap, name: &HeaderName) -> String {
    let values = headers.get_all(name).iter();
    values.map(|v| String::from_utf8_lossy(v.as_bytes())).collect::<Vec<_>>().join(",")
}

fn cookies(headers: &HeaderMap) -> Vec<String> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let cookies = lines.flat_map(|line| line.split(';')).map(str::trim);
    cookies.filter(|cookie| !cookie.is_empty()).map(str::to_owned).collect()
}

fn query_parameters(query: &str) -> Map<String, Value> {
    let mut parameters: Map<String, Value> = Map::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = percent::decode_query(value);
        let slot = parameters.entry(percent::decode_query(name)).or_insert(Value::Null);
        *slot = match slot.as_str() {
            Some(before) => format!("{before},{value}").into(),
            None => value.into(),
        };
    }
    parameters
}

fn body(body: &Bytes, content_type: Option<&HeaderValue>) -> (Option<String>, bool) {
    if body.is_empty() {
        return (None, false);
    }
    let text = std::str::from_utf8(body).ok().filter(|_| content_type.is_some_and(is_text));
    match text {
        Some(text) => (Some(text.to_owned()), false),
        None => (Some(BASE64_STANDARD.encode(body)), true),
    }
}

fn is_text(content_type: &HeaderValue) -> bool {
    let content_type = content_type.to_str().unwrap_or_default().to_ascii_lowercase();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    essence.starts_with("text/") || TEXT_TYPES.contains(&essence)
}

fn port(host: &str) -> &str {
    host.rsplit_once(':').map_or("80", |(_, port)| port)
}

fn trace_id() -> String {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let unique = format!("{:032x}", ulid::Ulid::generate().0);
    format!("Root=1-{:08x}-{}", seconds.as_secs(), &unique[8..])
}
