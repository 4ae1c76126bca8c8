//! What is asked in the name of another host, or by another site's page.

use reqwest::Method;
use serde_json::json;

use super::child::{API, AWS, Local, TWILIO, answered};

const EVIL: &str = "evil.example";

#[tokio::test]
async fn each_port_answers_to_its_own_names_alone() {
    let local = Local::start(&["--ephemeral", "--public-url", "https://tunnel.example"]).await;
    for (port, path) in [
        (API, "/healthz"),
        (API, "/api/threads"),
        (API, "/.well-known/jwks.json"),
        (TWILIO, "/sim/accounts"),
        (TWILIO, "/2010-04-01/Accounts.json"),
        (AWS, "/mediabucket/k"),
    ] {
        let own = format!("localhost:{}", local.port + port);
        let other = format!("localhost:{}", local.port + port + 1);
        let get = |host: &str| {
            let request = local.ask(Method::GET, port, path).header("host", host);
            async move { request.send().await.unwrap() }
        };
        assert_ne!(get(&own).await.status(), 421, "{path}");
        for host in [EVIL, &other, "evil.example:80", "127.0.0.1.evil.example"] {
            let answer = get(host).await;
            assert_eq!(answer.status(), 421, "{host}{path}");
            let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
            assert_eq!(kind, if port == AWS { "application/xml" } else { "application/json" });
            assert!(answer.text().await.unwrap().contains("is for another host"));
        }
        let tunnel = if port == API { 200..=401 } else { 421..=421 };
        assert!(tunnel.contains(&get("tunnel.example").await.status().as_u16()), "{path}");
    }
}

#[tokio::test]
async fn the_json_services_say_it_in_json() {
    let local = Local::start(&["--ephemeral"]).await;
    for target in ["AmazonSQS.ListQueues", "DynamoDB_20120810.ListTables", "Other.Thing"] {
        let request = local.ask(Method::POST, AWS, "/").header("x-amz-target", target);
        let (status, answer) = answered(request.header("host", EVIL).body("{}")).await;
        assert_eq!(status, 421, "{target}");
        assert!(answer["message"].as_str().unwrap().contains("another host"), "{answer}");
    }
}

#[tokio::test]
async fn containers_come_by_a_private_address_or_an_allowed_name() {
    let arguments = ["--ephemeral", "--allow-host", "host.docker.internal"];
    let local = Local::start(&arguments).await;
    for (port, path) in [(TWILIO, "/sim/accounts"), (AWS, "/mediabucket/k")] {
        for host in ["172.17.0.1:40123", "host.docker.internal:9", "10.1.2.3"] {
            let request = local.ask(Method::GET, port, path).header("host", host);
            assert_ne!(request.send().await.unwrap().status(), 421, "{host}");
        }
    }
    let request = local.ask(Method::GET, API, "/healthz").header("host", "172.17.0.1:40123");
    assert_eq!(request.send().await.unwrap().status(), 421);
}

#[tokio::test]
async fn pages_of_other_sites_drive_nothing() {
    let local = Local::start(&["--ephemeral"]).await;
    let message = json!({ "from": "+15550190001", "to": "+15550100001", "body": "hi" });
    let post = |port, path: &str, body: &serde_json::Value| {
        local.ask(Method::POST, port, path).body(body.to_string())
    };
    let tenant = json!({ "tenant": "demo" });
    for (name, value) in
        [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")]
    {
        let simple = post(TWILIO, "/sim/messages", &message).header("content-type", "text/plain");
        let (status, answer) = answered(simple.header(name, value)).await;
        assert_eq!((status, &answer["error"]["code"]), (403, &json!("forbidden")), "{value}");
        let token = post(API, "/dev/token", &tenant).header("content-type", "application/json");
        assert_eq!(answered(token.header(name, value)).await.0, 403, "{value}");
    }
    let threads = local.api(API, Method::GET, ("/api/threads", serde_json::Value::Null)).await.1;
    assert_eq!(threads["items"], json!([]));
    let own = post(TWILIO, "/sim/messages", &message).header("origin", "http://localhost:5173");
    assert_eq!(answered(own).await.0, 200);
}

#[tokio::test]
async fn what_is_refused_leaves_a_line_without_numbers_or_tokens() {
    let local = Local::start(&["--ephemeral"]).await;
    let path = "/api/threads/sms.15550100001.15550190001/messages?cursor=secret";
    for (method, port, path, header, parts) in [
        (Method::GET, API, path, ("x", "y"), ["401", "GET /api/threads/{id}/messages"]),
        (
            Method::GET,
            API,
            "/api/threads",
            ("authorization", "Bearer secret"),
            ["401", "GET /api/threads"],
        ),
        (Method::GET, API, "/phones/%2B15550100001?secret", ("x", "y"), ["404", "/phones/+…"]),
        (Method::GET, API, "/eyJhbGciOiJub25lIn0.eyJzZWNyZXQiOjF9.", ("x", "y"), ["404", "/….…."]),
        (Method::GET, TWILIO, "/call/+1-555-019-0001", ("x", "y"), ["404", "/call/+…"]),
        (Method::GET, AWS, "/dec0dedec0dedec0", ("host", EVIL), ["421", "/…"]),
        (Method::GET, API, "/healthz", ("host", EVIL), ["421", "/healthz"]),
        (Method::GET, AWS, "/bucket/k", ("host", EVIL), ["421", "/bucket/k"]),
        (Method::POST, TWILIO, "/sim/messages", ("x", "y"), ["400", "/sim/messages"]),
        (Method::POST, TWILIO, "/sim/calls", ("origin", "null"), ["403", "/sim/calls"]),
        (
            Method::GET,
            TWILIO,
            "/2010-04-01/Accounts.json",
            ("x", "y"),
            ["401", "/2010-04-01/Accounts.json"],
        ),
        (Method::GET, API, "/dev/account?tenant=acme", ("x", "y"), ["404", "/dev/account"]),
    ] {
        answered(local.ask(method, port, path).header(header.0, header.1)).await;
        let line = local.logged(&["request refused", parts[0], parts[1]]).await;
        assert!(line.starts_with('{'), "{line}");
    }
    let log = local.log().join("\n");
    // The demo numbers are in the greeting.
    let log = log.lines().filter(|line| line.contains("request refused"));
    // Without the time, which may be any digits.
    let log: Vec<_> = log.map(|line| line.split_once(',').unwrap().1).collect();
    let held = ["secret", "1555", "019-0001", "eyJ", "dec0de"];
    assert!(!log.iter().any(|line| held.iter().any(|held| line.contains(held))), "{log:#?}");
}
