//! A token hears the channel of its own tenant, and nothing is published with it.

use sandbox::Page;
use sandbox::demo::{DEMO, OTHER};
use serde_json::{Value, json};
use twilio_simulator::InboundMessage;

use super::event;
use crate::world::World;

/// What somebody may try who knows the other tenant's name and how channels are named.
pub(super) fn tries() -> Vec<String> {
    let other = shared::live::channel(OTHER.tenant_id).unwrap();
    let own = shared::live::channel(DEMO.tenant_id).unwrap();
    let code = other.rsplit('/').next().unwrap().to_owned();
    let mut tries: Vec<_> = [
        "/*",
        "/",
        "",
        "*",
        "/tenants",
        "/tenants/*",
        "/tenants/",
        "/default/*",
        "/tenants/other",
        "/tenants/demo",
        "/tenants/other/*",
        "/TENANTS/*",
        "tenants/*",
        "//tenants/*",
        "/tenants/**",
        "/tenants/+",
        "/tenants/#",
        "/tenants/../tenants/*",
        "/tenants/%2A",
        "/tenants/a/b/c/*",
        "/tenants/a/b/c/d",
        "/tenants/a/b/c/d/e",
    ]
    .map(str::to_owned)
    .into();
    tries.extend([
        format!("{other}/*"),
        format!("{own}/*"),
        format!("{own}/../{code}"),
        format!("{own}/{code}"),
        format!("{own},{other}"),
        format!("{own}\n{other}"),
        format!("{other}{own}"),
        format!("/default{other}"),
        format!("{other}="),
        other.to_lowercase(),
        other.trim_start_matches('/').to_owned(),
        format!("{other}/"),
        other,
    ]);
    tries
}

#[tokio::test]
async fn a_token_hears_no_other_tenant_by_any_name() {
    let world = World::in_real_time().await;
    world.sandbox().add(&OTHER).await.unwrap();
    let (live, token) = (world.live().await, world.own_token());
    let mut page = Page::connect(&live, &token).await.unwrap();
    let tries = tries();
    assert!(tries.len() >= 20);
    for (number, channel) in tries.iter().enumerate() {
        let answer = page.subscribe((&number.to_string(), channel), &token).await.unwrap();
        assert_eq!(answer["type"], "subscribe_error", "{channel}: {answer}");
    }
    // Its own one it hears, under either spelling, and the other tenant's texts are not there.
    let own = live["channel"].as_str().unwrap();
    let answer = page.subscribe(("own", own), &token).await.unwrap();
    assert_eq!(answer["type"], "subscribe_success", "{answer}");
    let token = world.sandbox().issuer.token(OTHER.tenant_id);
    let events = world.get_as("/api/events", &token).await;
    let path = format!("/api/events?after={}", events["next"].as_str().unwrap());
    let theirs = InboundMessage { to: OTHER.numbers[0].to_owned(), ..world.text("theirs") };
    world.receive(theirs).await;
    let told = async || {
        let page = world.get_as(&path, &token).await;
        let items = page["items"].as_array().cloned().unwrap_or_default();
        items.iter().any(|event| event["data"]["body"] == "theirs").then_some(())
    };
    crate::world::until("their text", told).await;
    world.receive(world.text("ours")).await;
    loop {
        let event = event(&mut page).await;
        assert!(!event.to_string().contains("theirs"), "{event}");
        if event["data"]["body"] == "ours" {
            break;
        }
    }
}

#[tokio::test]
async fn whoever_shows_no_token_of_ours_is_not_connected() {
    let world = World::in_real_time().await;
    let live = world.live().await;
    let token = world.own_token();
    let elsewhere = world.token_with(&json!({ "aud": "another website" }));
    let expired = world.token_with(&json!({ "exp": 1_700_000_000 }));
    let bearer = format!("Bearer {token}");
    for token in ["", "x", &bearer, &elsewhere, &expired] {
        assert!(Page::connect(&live, token).await.is_err());
    }
    let mut lost = live.clone();
    lost["host"] = json!("example.com");
    assert!(Page::connect(&lost, &token).await.is_err());
    let mut page = Page::connect(&live, &token).await.unwrap();
    let own = live["channel"].as_str().unwrap();
    for token in [&elsewhere, &expired, &world.token_with(&json!({ "sub": 12 }))] {
        let answer = page.subscribe(("1", own), token).await.unwrap();
        assert_eq!(answer["errors"][0]["errorType"], "UnauthorizedException", "{answer}");
    }
}

#[tokio::test]
async fn a_users_token_publishes_nothing() {
    let world = World::in_real_time().await;
    let (live, token) = (world.live().await, world.own_token());
    let mut page = Page::open(&live, &token).await.unwrap();
    let (channel, events) = (&live["channel"], ["{\"type\":\"message.received\"}"]);
    let authorization = json!({ "Authorization": token, "host": live["host"] });
    let mut message = json!({ "type": "publish", "id": "2", "channel": channel });
    message["events"] = json!(events);
    message["authorization"] = authorization;
    page.say(&message).await.unwrap();
    assert_eq!(page.next().await.unwrap()["type"], "publish_error");
    let url = format!("{}/event", world.sandbox().aws.endpoint());
    let body = json!({ "channel": channel, "events": events }).to_string();
    let signed = "AWS4-HMAC-SHA256 Credential=AnnounceFunction/20260101/us-east-1/appsync/aws4_request, \
         SignedHeaders=host;x-amz-date, Signature=00";
    for shown in ["", token.as_str(), &format!("Bearer {token}"), signed] {
        let request = world.client.post(&url).header("authorization", shown).body(body.clone());
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let answer: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        assert_eq!(
            (status, &answer["errors"][0]["errorType"]),
            (401, &json!("UnauthorizedException"))
        );
    }
}
