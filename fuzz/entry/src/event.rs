//! Target `event`: an event of API Gateway as JSON, payload 2.0. Whatever is read of it is what it says.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::Request;
use serde_json::Value;
use shared::gateway::Gateway;
use shared::lambda;

/// The longest body that is read to its end.
const LONGEST: usize = 1_024;

pub(crate) fn run(input: &[u8]) {
    let read = lambda::request(input, LONGEST);
    let event: Option<Value> = serde_json::from_slice(input).ok();
    match (read, event) {
        (Ok(request), Some(event)) if is_plain(&event) => check(&request, &event),
        // What is not read is not looked at: it may be no JSON.
        (Ok(_), _) => {}
        (Err(refused), _) => assert!(!refused.to_string().is_empty()),
    }
}

/// Whether its parts have names. Lists of them are read, too, but nobody sends them.
fn is_plain(event: &Value) -> bool {
    let context = "/requestContext";
    let parts = ["", context, "/requestContext/http", "/requestContext/authorizer"];
    let jwt = format!("{context}/authorizer/jwt");
    let parts = parts.into_iter().chain([jwt.as_str()]).filter_map(|at| event.pointer(at));
    parts.into_iter().all(|part| !part.is_array())
}

fn check(request: &Request<Bytes>, event: &Value) {
    let gateway: &Gateway = request.extensions().get().expect("what the gateway says");
    let text = |pointer: &str| event.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    assert_eq!(gateway.domain_name, text("/requestContext/domainName"));
    assert_eq!(gateway.raw_path, text("/rawPath"));
    assert_eq!(gateway.raw_query, text("/rawQueryString"));
    assert_eq!(gateway.route, text("/routeKey"));
    assert_eq!(request.method().as_str(), text("/requestContext/http/method"));
    let query = if gateway.raw_query.is_empty() {
        String::new()
    } else {
        format!("?{}", gateway.raw_query)
    };
    let url = format!("https://{}{}{query}", gateway.domain_name, gateway.raw_path);
    assert_eq!(gateway.url(&gateway.base_url(None)), url, "what was signed");
    let jwt = "/requestContext/authorizer/jwt/claims";
    for (pointer, read) in [(jwt, &gateway.claims), ("/pathParameters", &gateway.path_parameters)] {
        let said = event.pointer(pointer).and_then(Value::as_object);
        assert_eq!(read.len(), said.map_or(0, serde_json::Map::len), "{pointer}");
        for (name, value) in said.into_iter().flatten() {
            assert_eq!(Some(read[name].as_str()), value.as_str(), "{pointer}/{name}");
        }
    }
    headers(request, event);
    body(request.body(), event);
}

fn headers(request: &Request<Bytes>, event: &Value) {
    let said = event.get("headers").and_then(Value::as_object);
    for (name, value) in request.headers() {
        let of_name = |(said, _): &(&String, &Value)| said.eq_ignore_ascii_case(name.as_str());
        let mut said = said.into_iter().flatten().filter(of_name);
        let is_said =
            said.any(|(_, said)| said.as_str().map(str::as_bytes) == Some(value.as_bytes()));
        assert!(is_said, "{name}: {value:?}");
    }
    for (name, _) in said.into_iter().flatten() {
        assert!(request.headers().contains_key(name), "{name} is lost");
    }
}

fn body(read: &Bytes, event: &Value) {
    let said = event.get("body").and_then(Value::as_str).unwrap_or_default();
    if event.get("isBase64Encoded") != Some(&Value::Bool(true)) {
        assert_eq!(read, said.as_bytes());
        return;
    }
    match STANDARD.decode(said) {
        Ok(whole) if whole.len() <= LONGEST => assert_eq!(read, &whole),
        Ok(whole) => assert!(read.len() > LONGEST && whole.starts_with(read)),
        Err(_) => assert!(read.len() > LONGEST, "it is no Base64, and was read"),
    }
}
