use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

/// An event with the least that API Gateway sends, and these fields.
fn event(fields: Value) -> Value {
    let mut event = json!({
        "version": "2.0",
        "rawPath": "/api/threads",
        "rawQueryString": "",
        "headers": {},
        "requestContext": {"domainName": "example.com", "http": {"method": "GET"}},
        "isBase64Encoded": false,
    });
    merge(&mut event, fields);
    event
}

fn merge(into: &mut Value, fields: Value) {
    match fields {
        Value::Object(fields) if into.is_object() => {
            fields.into_iter().for_each(|(name, value)| merge(&mut into[name], value));
        }
        value => *into = value,
    }
}

/// Read from text, as `lambda_runtime` does.
fn read(event: &Value) -> Result<Request<Bytes>, Error> {
    request(serde_json::from_str(&event.to_string())?, usize::MAX)
}

/// Whatever fits arrives whole, and what does not is still seen not to.
#[test]
fn a_body_that_is_too_long_is_not_decoded_to_its_end() {
    for longest in [0, 1, 3, 64 * 1024] {
        for length in (longest..longest + 12).chain([10 * longest]) {
            let body = STANDARD.encode(vec![b'a'; length]);
            let event = event(json!({ "body": body, "isBase64Encoded": true }));
            let read = request(serde_json::from_str(&event.to_string()).unwrap(), longest).unwrap();
            let decoded = read.body().len();
            assert!(decoded == length || (longest < decoded && decoded < longest + 8), "{length}");
        }
    }
}

fn gateway(fields: Value) -> Gateway {
    read(&event(fields)).unwrap().extensions().get::<Gateway>().unwrap().clone()
}

fn url(path: &str, query: &str) -> String {
    let gateway = gateway(json!({"rawPath": path, "rawQueryString": query}));
    gateway.url(&gateway.base_url(None))
}

fn claims(claims: &Value) -> Result<Vec<(String, String)>, Error> {
    let event = event(json!({"requestContext": {"authorizer": {"jwt": {"claims": claims}}}}));
    let request = read(&event)?;
    Ok(request.extensions().get::<Gateway>().unwrap().claims.clone().into_iter().collect())
}

#[test]
fn a_form_arrives_base64_encoded() {
    let request = read(&json!({
        "version": "2.0",
        "rawPath": "/api/twilio/sms-webhook",
        "rawQueryString": "a=%2f&b=+",
        "headers": { "x-twilio-signature": "s", "content-type": "application/x-www-form-urlencoded" },
        "requestContext": {
            "domainName": "example.com", "requestId": "r1", "http": { "method": "POST" }
        },
        "body": "QT0x",
        "isBase64Encoded": true
    }))
    .unwrap();
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
    let claims = claims(&json!({"sub": "demo", "cognito:groups": "[a b]", "exp": "1790859600"}));
    let expected = [("cognito:groups", "[a b]"), ("exp", "1790859600"), ("sub", "demo")];
    assert_eq!(claims.unwrap(), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

/// API Gateway makes a string of each claim.
#[test]
fn claims_that_are_no_strings_are_refused() {
    for value in [json!(null), json!(["a", "b"]), json!(12), json!(true), json!({"a": "b"})] {
        assert!(claims(&json!({"sub": "demo", "other": value})).is_err(), "{value}");
    }
}

#[test]
fn without_an_authorizer_there_are_no_claims() {
    for authorizer in [
        json!(null),
        json!({}),
        json!({"jwt": null}),
        json!({"jwt": {"scopes": null}}),
        json!({"jwt": {"claims": null, "scopes": ["a"]}}),
        json!({"lambda": {"sub": "demo"}}),
        json!({"claims": {"sub": "demo"}}),
    ] {
        let gateway = gateway(json!({"requestContext": {"authorizer": authorizer}}));
        assert!(gateway.claims.is_empty(), "{authorizer}");
    }
}

#[test]
fn path_and_query_stay_as_delivered() {
    for (path, query) in [
        ("/api/twilio/status-callback", "message=01J&x=%2f+y"),
        ("/a%2fb/%7E/~/a+b c/é", "a=%7E&b=~&c=%2F"),
        ("/a//b/../c/.", "a=b c&d=\"e\"&f='g'"),
        ("/A/%C3%A9", "a=<b>&c={d}|e\\f^g`h#i"),
        ("/", "a&&b=&=c&a=1&a=2"),
        ("/\u{7f}", "%"),
    ] {
        assert_eq!(url(path, query), format!("https://example.com{path}?{query}"));
    }
    assert_eq!(url("/a?b", ""), "https://example.com/a?b");
}

#[test]
fn the_host_is_the_gateways() {
    let headers = json!({"host": "evil.example.org", "x-forwarded-proto": "http"});
    let gateway = gateway(json!({"headers": headers}));
    assert_eq!(gateway.url(&gateway.base_url(None)), "https://example.com/api/threads");
}

proptest! {
    #[test]
    fn every_path_and_query_survives(path in any::<String>(), query in any::<String>()) {
        let question_mark = if query.is_empty() { "" } else { "?" };
        prop_assert_eq!(
            url(&path, &query),
            format!("https://example.com{path}{question_mark}{query}")
        );
    }

    #[test]
    fn every_body_survives(body in any::<Vec<u8>>(), text in any::<String>()) {
        let encoded = json!({"body": STANDARD.encode(&body), "isBase64Encoded": true});
        prop_assert_eq!(read(&event(encoded)).unwrap().into_body(), body);
        let plain = read(&event(json!({"body": text}))).unwrap();
        prop_assert_eq!(plain.into_body(), text);
    }
}

#[test]
fn bodies_may_be_missing() {
    for (method, body) in [("GET", json!(null)), ("HEAD", json!(null)), ("POST", json!(""))] {
        let context = json!({"http": {"method": method}});
        let request = read(&event(json!({"requestContext": context, "body": body}))).unwrap();
        assert_eq!((request.method().as_str(), request.body().len()), (method, 0));
    }
    let mut bare = event(json!({}));
    bare.as_object_mut().unwrap().remove("isBase64Encoded");
    assert!(read(&bare).unwrap().body().is_empty());
}

#[test]
fn bodies_that_are_not_base64_are_refused() {
    for body in ["QT0", "QT0x\n", "QT0_", "%"] {
        let event = event(json!({"body": body, "isBase64Encoded": true}));
        assert!(read(&event).is_err(), "{body:?}");
    }
}

#[test]
fn headers_arrive_as_they_are() {
    let headers = json!({
        "X-Twilio-Signature": "a,b", "authorization": "Bearer a.b", "x-name": "é", "x-empty": "",
    });
    let request = read(&event(json!({"headers": headers}))).unwrap();
    let all = |name: &str| request.headers().get_all(name).into_iter().collect::<Vec<_>>();
    // API Gateway joins what is repeated.
    assert_eq!(all("x-twilio-signature"), ["a,b"]);
    assert_eq!(all("authorization"), ["Bearer a.b"]);
    assert_eq!(all("x-name"), [HeaderValue::from_bytes("é".as_bytes()).unwrap()]);
    assert_eq!(all("x-empty"), [""]);
}

#[test]
fn what_is_no_header_is_refused() {
    for header in [json!({"x-é": "e"}), json!({"x-name": "line\nbreak"}), json!({"x-name": null})]
    {
        assert!(read(&event(json!({"headers": header}))).is_err(), "{header}");
    }
}

#[test]
fn cookies_are_read_by_nobody() {
    let request = read(&event(json!({"cookies": ["sub=demo", "b=2"]}))).unwrap();
    assert!(request.headers().is_empty());
}

/// A URL of less would be another URL.
#[test]
fn events_without_a_url_are_refused() {
    let mut other = event(json!({}));
    other["requestContext"].as_object_mut().unwrap().remove("http");
    assert!(read(&other).is_err());
    assert!(read(&event(json!({"rawPath": null}))).is_err());
    assert!(read(&event(json!({"requestContext": {"domainName": null}}))).is_err());
    assert!(read(&event(json!({"requestContext": {"http": {"method": "a b"}}}))).is_err());
    // Payload 1.0.
    let path = json!({"path": "/a", "httpMethod": "GET", "requestContext": {"domainName": "a"}});
    assert!(read(&path).is_err());
}

/// `sam local start-api`: every field is there, what a request does not have is null.
#[test]
fn events_of_sam_local_are_read() {
    let request = read(&event(json!({
        "routeKey": "GET /api/calls/{id}",
        "rawPath": "/api/calls/a b",
        "cookies": [],
        "headers": {"Host": "127.0.0.1:3000", "X-Forwarded-Proto": "http"},
        "requestContext": {
            "accountId": "123456789012",
            "http": {"path": "/api/calls/a b", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "Custom User Agent String"},
            "routeKey": "GET /api/calls/{id}",
            "stage": "$default",
            "timeEpoch": 1_790_856_000,
            "domainName": "localhost",
        },
        "body": "",
        "pathParameters": {"id": "a b"},
        "stageVariables": null,
    })))
    .unwrap();
    let gateway: &Gateway = request.extensions().get().unwrap();
    assert_eq!(gateway.path_parameters["id"], "a b");
    assert_eq!(gateway.url(&gateway.base_url(None)), "https://localhost/api/calls/a b");
}

/// An emulator of AWS leaves out what API Gateway leaves out, but for the path's parameters.
#[test]
fn parts_that_are_not_there_may_be_null_or_missing() {
    for absent in ["queryStringParameters", "pathParameters", "stageVariables", "cookies"] {
        read(&event(json!({ absent: null }))).unwrap();
    }
    let scopes = json!({"authorizer": {"jwt": {"claims": {"sub": "demo"}, "scopes": []}}});
    let gateway = gateway(json!({"requestContext": scopes, "pathParameters": null}));
    assert_eq!(gateway.claims["sub"], "demo");
    let mut bare = event(json!({}));
    bare.as_object_mut()
        .unwrap()
        .retain(|name, _| ["rawPath", "requestContext"].contains(&name.as_str()));
    assert!(read(&bare).unwrap().headers().is_empty());
}

fn answered(status: StatusCode, body: &'static [u8]) -> Value {
    let mut response = Response::new(Bytes::from_static(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/xml"));
    serde_json::to_value(answer(response)).unwrap()
}

#[test]
fn answers_are_text() {
    let expected = json!({
        "statusCode": 200,
        "headers": {"content-type": "text/xml"},
        "multiValueHeaders": {},
        "body": "<a>é\"</a>",
        "isBase64Encoded": false,
        "cookies": [],
    });
    assert_eq!(answered(StatusCode::OK, "<a>é\"</a>".as_bytes()), expected);
    let bytes = answered(StatusCode::OK, &[b'a', 0xff]);
    assert_eq!((&bytes["body"], &bytes["isBase64Encoded"]), (&json!("a\u{fffd}"), &json!(false)));
    let empty = answered(StatusCode::NO_CONTENT, b"");
    assert_eq!((&empty["statusCode"], &empty["body"]), (&json!(204), &json!("")));
}
