//! Turns a function's response into HTTP, as payload format 2.0 says.

use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, SET_COOKIE};
use axum::http::{HeaderMap, Response, StatusCode};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The structured form. Other fields, such as `multiValueHeaders`, are ignored, as by AWS.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Structured {
    status_code: u16,
    #[serde(default)]
    headers: Option<Map<String, Value>>,
    #[serde(default)]
    cookies: Option<Vec<String>>,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    is_base64_encoded: Option<bool>,
}

/// The HTTP response; `None` if API Gateway would find the function's response malformed.
///
/// Without a `statusCode` the response is the body itself: 200, `application/json`.
pub(super) fn render(response: Value) -> Option<Response<Body>> {
    if response.get("statusCode").is_some() {
        return structured(serde_json::from_value(response).ok()?);
    }
    let body = match response {
        Value::String(text) => text,
        other => other.to_string(),
    };
    let json = HeaderValue::from_static("application/json");
    Response::builder().header(CONTENT_TYPE, json).body(Body::from(body)).ok()
}

fn structured(parts: Structured) -> Option<Response<Body>> {
    let body = parts.body.unwrap_or_default();
    let body = match parts.is_base64_encoded {
        Some(true) => BASE64_STANDARD.decode(body).ok()?,
        _ => body.into_bytes(),
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() =
        StatusCode::from_u16(parts.status_code).ok().filter(|_| parts.status_code >= 200)?;
    *response.headers_mut() = headers(parts.headers.unwrap_or_default())?;
    for cookie in parts.cookies.unwrap_or_default() {
        response.headers_mut().append(SET_COOKIE, cookie.parse().ok()?);
    }
    Some(response)
}

fn headers(fields: Map<String, Value>) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    for (name, value) in fields {
        let name: HeaderName = name.parse().ok()?;
        if !is_own(&name) {
            headers.insert(name, value.as_str()?.parse().ok()?);
        }
    }
    Some(headers)
}

/// Headers that the gateway's own HTTP connection decides.
fn is_own(name: &HeaderName) -> bool {
    name == CONTENT_LENGTH
        || ["connection", "keep-alive", "transfer-encoding", "upgrade"].contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;
    use serde_json::json;

    use super::*;

    async fn rendered(response: Value) -> (u16, HeaderMap, Vec<u8>) {
        let (parts, body) = render(response).unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        (parts.status.as_u16(), parts.headers, body.to_vec())
    }

    #[tokio::test]
    async fn structured_responses_keep_status_headers_cookies_and_bytes() {
        let (status, headers, body) = rendered(json!({
            "statusCode": 201,
            "headers": {"Content-Type": "text/xml", "X-A": "1,2", "content-length": "999"},
            "multiValueHeaders": {"x-b": ["1"]},
            "cookies": ["a=1; Path=/", "b=2"],
            "body": "AP9h",
            "isBase64Encoded": true,
        }))
        .await;
        assert_eq!((status, body), (201, vec![0, 255, b'a']));
        assert_eq!(headers["content-type"], "text/xml");
        assert_eq!(headers["x-a"], "1,2");
        assert!(!headers.contains_key("x-b") && !headers.contains_key("content-length"));
        let cookies: Vec<_> = headers.get_all("set-cookie").iter().collect();
        assert_eq!(cookies, ["a=1; Path=/", "b=2"]);
    }

    #[tokio::test]
    async fn other_responses_are_inferred() {
        let (status, headers, body) = rendered(json!({"a": [1]})).await;
        assert_eq!((status, body.as_slice()), (200, br#"{"a":[1]}"#.as_slice()));
        assert_eq!(headers["content-type"], "application/json");
        assert_eq!(rendered(json!("hello")).await.2, b"hello");
        let (status, headers, body) = rendered(json!({"statusCode": 204})).await;
        assert_eq!((status, body.len()), (204, 0));
        assert_eq!(headers["content-type"], "text/plain; charset=utf-8");
    }

    #[test]
    fn malformed_responses_are_refused() {
        for response in [
            json!({"statusCode": "two hundred"}),
            json!({"statusCode": 99}),
            json!({"statusCode": 101}),
            json!({"statusCode": 200, "body": {"a": 1}}),
            json!({"statusCode": 200, "headers": {"bad name": "x"}}),
            json!({"statusCode": 200, "headers": {"x": "line\nbreak"}}),
            json!({"statusCode": 200, "headers": {"x": 1}}),
            json!({"statusCode": 200, "body": "%", "isBase64Encoded": true}),
        ] {
            assert!(render(response.clone()).is_none(), "{response}");
        }
    }
}
