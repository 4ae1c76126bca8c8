//! API Gateway's HTTP API, payload format 2.0, between JSON and `http` types.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{Request, Response};
use serde::{Deserialize, Serialize};

use super::Error;
use crate::gateway::Gateway;

/// The parts of an event that we read.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct HttpEvent {
    raw_path: String,
    #[serde(default)]
    raw_query_string: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    path_parameters: Option<BTreeMap<String, String>>,
    request_context: RequestContext,
    body: Option<String>,
    #[serde(default)]
    is_base64_encoded: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RequestContext {
    domain_name: String,
    http: Http,
    #[serde(default)]
    authorizer: Authorizer,
}

#[derive(Deserialize)]
struct Http {
    method: String,
}

#[derive(Deserialize, Default)]
struct Authorizer {
    #[serde(default)]
    jwt: Jwt,
}

#[derive(Deserialize, Default)]
struct Jwt {
    #[serde(default)]
    claims: BTreeMap<String, String>,
}

impl HttpEvent {
    /// The request, with what the gateway says of it as an extension. The URI has the path alone:
    /// the raw path and query are the extension's.
    pub(super) fn into_request(self) -> Result<Request<Bytes>, Error> {
        let body = match (self.body, self.is_base64_encoded) {
            (Some(body), true) => Bytes::from(STANDARD.decode(body)?),
            (Some(body), false) => Bytes::from(body),
            (None, _) => Bytes::new(),
        };
        let mut request = Request::builder().method(self.request_context.http.method.as_str());
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let gateway = Gateway {
            domain_name: self.request_context.domain_name,
            raw_path: self.raw_path,
            raw_query: self.raw_query_string,
            path_parameters: self.path_parameters.unwrap_or_default(),
            claims: self.request_context.authorizer.jwt.claims,
        };
        Ok(request.extension(gateway).body(body)?)
    }
}

/// An answer in payload format 2.0. All our answers are text.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct HttpAnswer {
    status_code: u16,
    headers: BTreeMap<String, String>,
    body: String,
    is_base64_encoded: bool,
}

impl From<Response<Bytes>> for HttpAnswer {
    fn from(response: Response<Bytes>) -> Self {
        let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        let headers = response.headers();
        Self {
            status_code: response.status().as_u16(),
            headers: headers.iter().map(|(k, v)| (k.to_string(), text(v.as_bytes()))).collect(),
            body: text(response.body()),
            is_base64_encoded: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(json: serde_json::Value) -> Request<Bytes> {
        serde_json::from_value::<HttpEvent>(json).unwrap().into_request().unwrap()
    }

    #[test]
    fn a_form_arrives_base64_encoded() {
        let request = event(serde_json::json!({
            "version": "2.0",
            "rawPath": "/api/twilio/sms-webhook",
            "rawQueryString": "a=%2f&b=+",
            "headers": { "x-twilio-signature": "s", "content-type": "application/x-www-form-urlencoded" },
            "requestContext": {
                "domainName": "example.com", "requestId": "r1", "http": { "method": "POST" }
            },
            "body": "QT0x",
            "isBase64Encoded": true
        }));
        assert_eq!((request.method().as_str(), request.body().as_ref()), ("POST", &b"A=1"[..]));
        let gateway: &Gateway = request.extensions().get().unwrap();
        assert_eq!(
            gateway.url(&gateway.base_url(None)),
            "https://example.com/api/twilio/sms-webhook?a=%2f&b=+"
        );
        assert!(gateway.claims.is_empty());
    }

    #[test]
    fn claims_come_from_the_authorizer() {
        let request = event(serde_json::json!({
            "rawPath": "/api/threads",
            "requestContext": {
                "domainName": "example.com", "requestId": "r1", "http": { "method": "GET" },
                "authorizer": { "jwt": { "claims": { "sub": "demo" }, "scopes": null } }
            }
        }));
        let gateway: &Gateway = request.extensions().get().unwrap();
        assert_eq!(gateway.claims["sub"], "demo");
    }
}
