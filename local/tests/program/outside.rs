//! The phones outside, at the API's own address.

use reqwest::Method;
use serde_json::json;
use twilio_simulator::{Clock, Options, Twilio};

use super::child::{API, DEV, Local, TWILIO, answered};

#[tokio::test]
async fn a_page_of_this_machine_plays_them_beside_the_api() {
    let local = Local::start(&["--ephemeral"]).await;
    let feed = local.ask(Method::GET, API, "/sim/feed").send().await.unwrap();
    assert_eq!(feed.headers()["content-type"], "text/event-stream");
    let text = json!({ "from": "+15550190001", "to": "+15550100001", "body": "hello" });
    let sent = local.ask(Method::POST, API, "/sim/messages").body(text.to_string());
    let (status, sent) = answered(sent).await;
    assert_eq!((status, &sent["webhook"]["status"]), (200, &json!(200)), "{sent}");
    let (_, here) = answered(local.ask(Method::GET, API, "/sim/messages")).await;
    assert_eq!(here["items"][0]["sid"], sent["sid"]);
    let (_, there) = answered(local.ask(Method::GET, TWILIO, "/sim/messages")).await;
    assert_eq!(there["items"][0]["sid"], sent["sid"]);
    let (_, webhooks) = answered(local.ask(Method::GET, API, "/sim/webhooks")).await;
    assert_eq!(webhooks["items"][0]["message_sid"], sent["sid"]);
    let call = json!({ "from": "+15550190001", "to": "+15550100001", "live": true });
    let call = local.ask(Method::POST, API, "/sim/calls").body(call.to_string());
    let (_, call) = answered(call).await;
    let path = format!("/sim/calls/{}", call["sid"].as_str().unwrap());
    let (status, shown) = answered(local.ask(Method::GET, API, &path)).await;
    assert_eq!((status, &shown["live"]), (200, &json!(true)), "{shown}");
    let unknown = local.ask(Method::GET, API, "/sim/nothing").send().await.unwrap();
    assert_eq!(unknown.status(), 404);
}

#[tokio::test]
async fn strangers_play_nobody() {
    let local = Local::start(&["--ephemeral"]).await;
    for (name, value, status) in [
        ("origin", "https://evil.example", 403),
        ("sec-fetch-site", "cross-site", 403),
        ("x-forwarded-for", "203.0.113.1", 403),
        ("host", "evil.example", 421),
    ] {
        let asked = local.ask(Method::GET, API, "/sim/messages").header(name, value);
        assert_eq!(asked.send().await.unwrap().status(), status, "{name}");
    }
    let tunnelled = Local::start(&["--ephemeral", "--public-url", "https://tunnel.example"]).await;
    let status = async |port| {
        tunnelled.ask(Method::GET, port, "/sim/messages").send().await.unwrap().status().as_u16()
    };
    assert_eq!((status(API).await, status(DEV).await), (404, 200));
}

#[tokio::test]
async fn beside_another_twilio_there_is_nobody() {
    let addr = ([127, 0, 0, 1], 0).into();
    let options = Options { addr, data: None, clock: Clock::System, hosts: Vec::new() };
    let other = Twilio::start(options).await.unwrap();
    let local = Local::start(&["--ephemeral", "--twilio-api", other.url()]).await;
    let asked = local.ask(Method::GET, API, "/sim/messages").send().await.unwrap();
    assert_eq!(asked.status(), 404);
    let website = local.ask(Method::GET, API, "/sim/website").send().await.unwrap();
    assert_eq!(website.status(), 200);
}
