//! The event that a request becomes, and the answer that a response becomes.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::{World, answer, echo, handler};

/// Sends bytes as they are; the JSON body of the answer.
async fn raw(world: &World, request: &str) -> Value {
    let mut stream = TcpStream::connect(world.gateway.address()).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    let (_, body) = response.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap()
}

#[tokio::test]
async fn a_form_arrives_base64_encoded() {
    let world = World::with(echo()).await;
    let form = "From=%2B15550190001&Body=a+b";
    let request = world.post("/open").header("user-agent", "TwilioProxy/1.1").body(form);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let (status, mut event) = answer(request).await;
    assert_eq!(status, 200);
    let context = event["requestContext"].take();
    let host = world.gateway.address().to_string();
    let trace = event["headers"].as_object_mut().unwrap().remove("x-amzn-trace-id").unwrap();
    assert!(trace.as_str().unwrap().starts_with("Root=1-"), "{trace}");
    let expected = json!({
        "version": "2.0",
        "routeKey": "POST /open",
        "rawPath": "/open",
        "rawQueryString": "",
        "headers": {
            "accept": "*/*",
            "content-length": "28",
            "content-type": "application/x-www-form-urlencoded",
            "host": host,
            "user-agent": "TwilioProxy/1.1",
            "x-forwarded-for": "127.0.0.1",
            "x-forwarded-port": world.gateway.address().port().to_string(),
            "x-forwarded-proto": "http",
        },
        "requestContext": null,
        "body": "RnJvbT0lMkIxNTU1MDE5MDAwMSZCb2R5PWErYg==",
        "isBase64Encoded": true,
    });
    assert_eq!(event, expected);
    let epoch = context["timeEpoch"].as_i64().unwrap();
    let time = jiff::Timestamp::from_millisecond(epoch).unwrap();
    let expected = json!({
        "accountId": "000000000000",
        "apiId": "local",
        "domainName": host,
        "domainPrefix": "127",
        "http": {
            "method": "POST",
            "path": "/open",
            "protocol": "HTTP/1.1",
            "sourceIp": "127.0.0.1",
            "userAgent": "TwilioProxy/1.1",
        },
        "requestId": context["requestId"],
        "routeKey": "POST /open",
        "stage": "$default",
        "time": time.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string(),
        "timeEpoch": epoch,
    });
    assert_eq!(context, expected);
}

#[tokio::test]
async fn a_query_stays_as_it_was_sent() {
    let world = World::with(echo()).await;
    let query = "b=2&a=%7e+x&b=%2B&'=%27%2f&flag&=&&%zz=%";
    let host = world.gateway.address();
    let request = format!(
        "GET /items/a+b%20c/parts/%C3%A9?{query} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
         X-Two: 1\r\nx-two: 2\r\nCookie: a=1; b=2\r\nCookie: c=3\r\n\r\n"
    );
    let event = raw(&world, &request).await;
    assert_eq!(event["rawQueryString"], query);
    let parameters = json!({"b": "2,+", "a": "~ x", "'": "'/", "flag": "", "": "", "%zz": "%"});
    assert_eq!(event["queryStringParameters"], parameters);
    assert_eq!(event["routeKey"], "GET /items/{id}/parts/{part}");
    assert_eq!(event["rawPath"], "/items/a+b c/parts/é");
    assert_eq!(event["requestContext"]["http"]["path"], "/items/a+b c/parts/é");
    assert_eq!(event["pathParameters"], json!({"id": "a+b c", "part": "é"}));
    assert_eq!(event["headers"]["x-two"], "1,2");
    assert_eq!(event["cookies"], json!(["a=1", "b=2", "c=3"]));
    assert_eq!(event["headers"].get("cookie"), None);
    assert_eq!(event["headers"].get("connection"), None);
    assert_eq!(event.get("body"), None);
    assert_eq!(event["isBase64Encoded"], false);
}

/// What API Gateway calls raw is decoded, and ends where the decoded path has a question mark.
#[tokio::test]
async fn the_path_ends_at_a_decoded_question_mark() {
    let world = World::with(echo()).await;
    let (status, event) = answer(world.get("/items/me%3Fadmin=true/parts/1?a=%3F")).await;
    assert_eq!(status, 200);
    assert_eq!(event["rawPath"], "/items/me");
    assert_eq!(event["requestContext"]["http"]["path"], "/items/me");
    assert_eq!(event["rawQueryString"], "a=%3F");
}

#[tokio::test]
async fn text_arrives_as_text_and_the_rest_as_base64() {
    let world = World::with(echo()).await;
    for (content_type, body, expected) in [
        (Some("application/json; charset=utf-8"), "{\"é\":1}".as_bytes(), ("{\"é\":1}", false)),
        (Some("Text/Plain"), b"hi", ("hi", false)),
        (Some("text/plain"), b"\xff\xfe", ("//4=", true)),
        (Some("application/octet-stream"), b"hi", ("aGk=", true)),
        (Some("multipart/form-data; boundary=x"), b"hi", ("aGk=", true)),
        (None, b"hi", ("aGk=", true)),
    ] {
        let request = world.post("/open").body(body.to_vec());
        let request = match content_type {
            Some(content_type) => request.header("content-type", content_type),
            None => request,
        };
        let event = answer(request).await.1;
        let found = (event["body"].as_str().unwrap(), event["isBase64Encoded"] == true);
        assert_eq!(found, expected, "{content_type:?}");
    }
}

#[tokio::test]
async fn unknown_paths_and_methods_are_not_found() {
    let world = World::with(echo()).await;
    let unknown = [
        world.get("/open"),
        world.post("/open/"),
        world.get("/items/1/parts"),
        world.get("/items/a%2Fb/parts/1"),
        world.client.put(format!("{}/open", world.gateway.url())),
        world.get("/"),
    ];
    for request in unknown {
        let found = answer(request).await;
        assert_eq!(found, (404, json!({"message": "Not Found"})));
    }
    let host = world.gateway.address();
    let broken = format!("POST /open%f HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    assert_eq!(raw(&world, &broken).await, json!({"message": "Bad Request"}));
}

#[tokio::test]
async fn a_response_becomes_http() {
    let world = World::with(handler(async |_| {
        Ok(json!({
            "statusCode": 202,
            "headers": {"content-type": "text/xml", "connection": "close"},
            "cookies": ["a=1", "b=2"],
            "body": "PC8+",
            "isBase64Encoded": true,
        }))
    }))
    .await;
    let response = world.post("/open").send().await.unwrap();
    assert_eq!(response.status(), 202);
    assert_eq!(response.headers()["content-type"], "text/xml");
    assert!(response.headers().contains_key("apigw-requestid"));
    assert_eq!(response.headers().get_all("set-cookie").iter().count(), 2);
    assert_eq!(response.headers().get("connection"), None);
    assert_eq!(response.text().await.unwrap(), "</>");
}
