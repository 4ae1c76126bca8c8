//! The website's own server that the local run has.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use super::child::{API, DEV, Local, answered};

async fn post(local: &Local, path: &str, token: &str, body: Value) -> (u16, Value) {
    let request = local.ask(Method::POST, API, path).bearer_auth(token);
    answered(request.header("content-type", "application/json").body(body.to_string())).await
}

async fn requests(local: &Local, port: u16) -> Vec<Value> {
    let (status, shown) = answered(local.ask(Method::GET, port, "/sim/website")).await;
    assert_eq!(status, 200);
    shown["requests"].as_array().unwrap().clone()
}

#[tokio::test]
async fn it_shows_what_it_is_told_and_fails_when_it_is_told_to() {
    let local = Local::start(&["--ephemeral"]).await;
    let token = local.token(API, "demo").await;
    let url = format!("http://127.0.0.1:{}/sim/website", local.port);
    let (status, webhook) = post(&local, "/api/webhooks", &token, json!({ "url": url })).await;
    assert_eq!(status, 201, "{webhook}");
    let settings = json!({ "secrets": [webhook["secret"]], "status": 503, "times": 1 });
    let set = local.ask(Method::POST, API, "/sim/website/settings");
    let set = set.header("content-type", "application/json").body(settings.to_string());
    assert_eq!(set.send().await.unwrap().status(), 204);
    let id = webhook["endpoint_id"].as_str().unwrap();
    let test = format!("/api/webhooks/{id}/test");
    assert_eq!(post(&local, &test, &token, Value::Null).await.0, 202);
    let started = Instant::now();
    let told = loop {
        let told = requests(&local, API).await;
        if told.len() == 2 {
            break told;
        }
        assert!(started.elapsed() < Duration::from_mins(1), "{told:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let answers = [&told[1]["answered"], &told[0]["answered"]];
    assert_eq!(answers, [&json!(503), &json!(200)], "it is told again, 5 seconds later");
    for one in &told {
        assert_eq!(
            (&one["verified"], &one["body"]["type"]),
            (&json!(true), &json!("webhook.test"))
        );
        assert_eq!(one["headers"]["webhook-id"], one["body"]["id"]);
    }
    let forged = local.ask(Method::POST, API, "/sim/website").body("{}");
    assert_eq!(forged.send().await.unwrap().status(), 200);
    assert_eq!(requests(&local, API).await[0]["verified"], false);
}

#[tokio::test]
async fn strangers_at_a_tunnel_do_not_see_it() {
    let local = Local::start(&["--ephemeral", "--public-url", "https://tunnel.example"]).await;
    let shown = local.ask(Method::GET, API, "/sim/website").send().await.unwrap();
    assert_eq!(shown.status(), 404);
    assert!(requests(&local, DEV).await.is_empty());
}
