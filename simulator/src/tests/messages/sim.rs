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
        "time": all[0]["time"], "updated": all[0]["updated"], "other_recipients": [],
        "body": "hello", "media": [], "status": "delivered", "error_code": null,
        "direction": "outbound-api", "num_segments": 1,
    });
    assert!(all[0]["time"].as_str().is_some_and(|time| time.len() == 20 && time.ends_with('Z')));
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

#[tokio::test]
async fn a_phone_sees_its_own_messages_on_every_channel_and_in_groups() {
    let world = World::start().await;
    let tell = async |body: Value| {
        let (status, answer) = world.post_json("/sim/messages", &body.to_string()).await;
        assert_eq!(status, 200, "{answer}");
    };
    let to = |more: Value| {
        let mut message = json!({"from": PHONE, "to": NUMBER});
        message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        message
    };
    tell(to(json!({"body": "sms"}))).await;
    tell(to(json!({"body": "wa", "channel": "whatsapp"}))).await;
    tell(to(json!({"body": "group", "other_recipients": [OTHER_PHONE]}))).await;
    assert_eq!(world.receiver.last().field("OtherRecipients0"), OTHER_PHONE);
    tell(json!({"from": OTHER_PHONE, "to": NUMBER, "body": "other"})).await;
    let bodies = async |query: &str| {
        let all = items(&world, query).await;
        all.iter().map(|item| item["body"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(bodies("?phone=%2B15550190001").await, ["sms", "wa", "group"]);
    assert_eq!(bodies("?phone=%2B15550190002").await, ["group", "other"]);
    assert_eq!(bodies("?limit=2").await, ["group", "other"]);
    let group = &items(&world, "?phone=%2B15550190002").await[0];
    assert_eq!(group["other_recipients"], json!([OTHER_PHONE]));
    for wrong in [
        to(json!({"body": "x", "other_recipients": ["5550190002"]})),
        to(json!({"body": "x", "other_recipients": [OTHER_PHONE], "channel": "whatsapp"})),
    ] {
        let (status, answer) = world.post_json("/sim/messages", &wrong.to_string()).await;
        assert_eq!((status, &answer["error"]["field"]), (400, &json!("other_recipients")));
    }
}

#[tokio::test]
async fn pictures_are_shown_and_what_may_be_a_page_is_a_download() {
    let world = World::start().await;
    for (kind, shown) in [("image/png", "inline"), ("image/svg+xml", "attachment")] {
        let media = InboundMedia { cut_after: Some(1), ..InboundMedia::of_bytes(kind, b"<svg/>") };
        let (delivered, _) = world.picture(media).await;
        let item = items(&world, "").await.pop().unwrap();
        let path = item["media"][0]["path"].as_str().unwrap();
        assert_eq!(item["media"][0]["sid"], delivered.media[0]);
        let get = async |path: &str| {
            world.http.get(format!("{}{path}", world.twilio.url())).send().await.unwrap()
        };
        let response = get(path).await;
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(
            (header("content-type"), header("content-disposition")),
            (kind.into(), shown.into())
        );
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert!(header("content-security-policy").contains("sandbox"));
        assert_eq!(response.bytes().await.unwrap().as_ref(), b"<svg/>");
        let other = path.replace(&delivered.sid, "MM0");
        assert_eq!(get(&other).await.status(), 404);
    }
    // A look at the phone is none of the application's.
    assert!(world.twilio.media_requests().is_empty());
}
