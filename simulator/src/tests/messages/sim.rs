//! What phones see, and how they behave, by HTTP.

use super::*;

async fn items(world: &World, query: &str) -> Vec<Value> {
    let url = format!("{}/sim/messages{query}", world.twilio.url());
    json(world.http.get(url)).await["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn phones_see_what_they_got_and_sent() {
    let world = World::start().await;
    let sent = world.deliver(&[]).await;
    world.text("back").await;
    world.deliver(&[("To", OTHER_PHONE), ("Body", "other")]).await;
    let all = items(&world, "").await;
    let bodies: Vec<_> = all.iter().map(|item| item["body"].as_str().unwrap()).collect();
    assert_eq!(bodies, ["hello", "back", "other"]);
    let expected = json!({
        "sid": sent["sid"], "account_sid": world.account.sid, "from": NUMBER, "to": PHONE,
        "body": "hello", "media": [], "status": "delivered", "error_code": null,
        "direction": "outbound-api", "num_segments": 1,
    });
    assert_eq!(items(&world, "?to=%2B15550190001").await, [expected]);
    assert_eq!(items(&world, "?from=%2B15550190001").await[0]["direction"], "inbound");
    assert_eq!(items(&world, &format!("?account={}", world.account.sid)).await.len(), 3);
    assert!(items(&world, "?account=AC9").await.is_empty());
    let url = format!("{}/sim/messages?too=1", world.twilio.url());
    assert_eq!(world.http.get(url).send().await.unwrap().status(), 400);
    let sent = world.twilio.sent_messages(&world.account.sid).unwrap();
    let bodies: Vec<_> = sent.iter().map(|message| message.body.as_str()).collect();
    assert_eq!(bodies, ["hello", "other"]);
}

#[tokio::test]
async fn a_phone_is_told_how_to_behave() {
    let world = World::start().await;
    let tell = async |body: Value| world.tell("/sim/phones", &body).await;
    let phone = json!({"number": PHONE, "outcome": "undelivered", "error_code": 30005});
    assert_eq!(tell(phone).await, 204);
    assert_eq!(world.deliver(&[]).await["error_code"], 30005);
    assert_eq!(tell(json!({"number": PHONE, "outcome": "delivered"})).await, 204);
    assert_eq!(world.deliver(&[]).await["status"], "delivered");
    assert_eq!(tell(json!({"number": "555", "outcome": "delivered"})).await, 400);
    assert_eq!(tell(json!({"number": PHONE, "outcome": "eaten"})).await, 400);
}
