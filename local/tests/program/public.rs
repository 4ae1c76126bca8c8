//! With `--public-url` strangers reach the API's port, by a tunnel that may rewrite `Host`.

use reqwest::Method;
use sandbox::demo::{DEMO, PARENT};
use serde_json::{Value, json};

use super::child::{API, DEV, Local, answered, program};

const PUBLIC: &str = "https://tunnel.example";
const TUNNEL: &str = "tunnel.example";

async fn public() -> Local {
    Local::start(&["--ephemeral", "--public-url", PUBLIC]).await
}

/// The status that a request for a token gets at a port.
async fn asks_for_a_token(local: &Local, port: u16, headers: &[(&str, &str)]) -> u16 {
    let mut request = local.ask(Method::POST, port, "/dev/token");
    for (name, value) in [("content-type", "application/json")].iter().chain(headers) {
        request = request.header(*name, *value);
    }
    answered(request.body(r#"{"tenant":"demo"}"#)).await.0
}

#[tokio::test]
async fn the_routes_for_developers_are_not_where_a_tunnel_leads() {
    let local = public().await;
    let (own, dev) =
        (format!("localhost:{}", local.port), format!("127.0.0.1:{}", local.port + DEV));
    // Rewritten by the tunnel's program, or not.
    for host in [TUNNEL, &own] {
        assert_eq!(asks_for_a_token(&local, API, &[("host", host)]).await, 404, "{host}");
        let account = local.ask(Method::GET, API, "/dev/account?tenant=demo").header("host", host);
        assert_eq!(answered(account).await.0, 404, "{host}");
    }
    assert_eq!(asks_for_a_token(&local, DEV, &[("host", &dev)]).await, 200);
    assert_eq!(asks_for_a_token(&local, DEV, &[("host", TUNNEL)]).await, 421);
    let greeting = local.logged(&["/dev", &dev]).await;
    assert!(greeting.contains("routes under /dev"), "{greeting}");
}

#[tokio::test]
async fn what_a_proxy_has_carried_gets_no_token() {
    let local = Local::start(&["--ephemeral"]).await;
    assert_eq!(asks_for_a_token(&local, API, &[]).await, 200);
    for header in [("x-forwarded-for", "203.0.113.7"), ("forwarded", "for=203.0.113.7")] {
        assert_eq!(asks_for_a_token(&local, API, &[header]).await, 403, "{header:?}");
    }
    assert_eq!(asks_for_a_token(&local, API, &[("x-forwarded-host", TUNNEL)]).await, 403);
}

async fn signs(local: &Local, account: (&str, &str)) -> u16 {
    local.webhook(PUBLIC, account, "hello").await
}

/// The demo account as the local run shows it to developers.
async fn demo_account(local: &Local) -> Value {
    answered(local.ask(Method::GET, DEV, "/dev/account?tenant=demo")).await.1
}

#[tokio::test]
async fn the_tokens_of_the_source_sign_nothing_in_public() {
    let local = public().await;
    for known in [DEMO, PARENT] {
        assert_eq!(signs(&local, (known.account_sid, known.auth_token)).await, 403);
    }
    let account = demo_account(&local).await;
    let token = account["auth_token"].as_str().unwrap();
    assert_eq!(signs(&local, (DEMO.account_sid, token)).await, 200);
    let threads = local.api(DEV, Method::GET, ("/api/threads", Value::Null)).await.1;
    assert_eq!(threads["items"][0]["last_message"], "hello");
}

#[tokio::test]
async fn a_directory_that_knew_the_tokens_of_the_source_forgets_them() {
    let data = tempfile::tempdir().unwrap();
    let data = ["--data", data.path().to_str().unwrap()];
    drop(Local::start(&data).await);
    let arguments = [&data[..], &["--public-url", PUBLIC]].concat();
    let local = Local::start(&arguments).await;
    for known in [DEMO, PARENT] {
        assert_eq!(signs(&local, (known.account_sid, known.auth_token)).await, 403);
    }
    let account = demo_account(&local).await;
    drop(local);

    // It keeps the one that it got, and works with it.
    let local = Local::run(&mut program(&arguments), super::child::own_ports()).await;
    assert_eq!(demo_account(&local).await, account);
    let body = json!({ "to": "+15550190001", "body": "hi" });
    assert_eq!(local.api(DEV, Method::POST, ("/api/messages", body)).await.0, 202);
    let thread = "sms.15550100001.15550190001";
    local.newest(DEV, thread, |message| !message["message_sid"].is_null()).await;
}

/// A page that comes by the tunnel hears of events by the tunnel: to it, this machine is its own.
#[tokio::test]
async fn pages_are_told_to_connect_where_they_have_come_from() {
    let local = public().await;
    let live = local.api(DEV, Method::GET, ("/api/live", Value::Null)).await.1;
    assert_eq!(live["url"], "wss://tunnel.example/event/realtime");
    assert_eq!(live["host"], TUNNEL);
}
