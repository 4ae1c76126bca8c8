//! Messages that are cancelled, emptied and deleted.

use super::*;

/// A message that stays queued, for its callback is not answered.
async fn stuck(world: &World) -> String {
    world.receiver.script([receiver::Scripted::Silence]);
    let status = world.receiver.url("/status#rt=300");
    let message = world.send(&[("StatusCallback", &status)]).await;
    world.told_at_least(1).await;
    message["sid"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_has_not_left_can_be_cancelled() {
    let world = World::start().await;
    let path = world.message(&stuck(&world).await);
    let canceled = json(world.post(&path, &[("Status", "canceled")])).await;
    assert_eq!((&canceled["status"], &canceled["date_sent"]), (&json!("canceled"), &Value::Null));
    assert_eq!(refusal(world.post(&path, &[("Status", "canceled")])).await, (400, 30409));
    world.twilio.settled().await;
    assert_eq!(world.told(), ["queued", "canceled"]);
    assert_eq!(json(world.get(&path)).await["status"], "canceled");
}

#[tokio::test]
async fn what_has_left_cannot() {
    let world = World::start().await;
    let message = world.deliver(&[]).await;
    let path = world.message(message["sid"].as_str().unwrap());
    assert_eq!(refusal(world.post(&path, &[("Status", "canceled")])).await, (400, 30409));
    assert_eq!(json(world.get(&path)).await["status"], "delivered");
}

#[tokio::test]
async fn a_text_can_be_emptied_and_nothing_else() {
    let world = World::start().await;
    let message = world.deliver(&[]).await;
    let path = world.message(message["sid"].as_str().unwrap());
    assert_eq!(refusal(world.post(&path, &[("Body", "other")])).await, (400, 20001));
    assert_eq!(refusal(world.post(&path, &[("Status", "sent")])).await, (400, 20001));
    assert_eq!(refusal(world.post(&path, &[("Colour", "red")])).await, (400, 20001));
    assert_eq!(json(world.get(&path)).await["body"], "hello");
    let emptied = json(world.post(&path, &[("Body", "")])).await;
    assert_eq!((&emptied["body"], &emptied["status"]), (&json!(""), &json!("delivered")));
    assert_eq!(json(world.get(&path)).await["body"], "");
}

#[tokio::test]
async fn a_message_is_deleted_with_its_media() {
    let world = World::start().await;
    let (delivered, url) = world.picture(InboundMedia::of_bytes("image/png", b"1")).await;
    let path = world.message(&delivered.sid);
    let delete = || {
        let url = format!("{}{path}", world.twilio.url());
        world.http.delete(url).basic_auth(&world.account.sid, Some(TOKEN))
    };
    assert_eq!(delete().send().await.unwrap().status(), 204);
    assert_eq!(refusal(world.get(&path)).await, (404, 20404));
    assert_eq!(refusal(delete()).await, (404, 20404));
    let media = world.get(url.strip_prefix(world.twilio.url()).unwrap());
    assert_eq!(refusal(media).await, (404, 20404));
}

#[tokio::test]
async fn a_message_under_way_can_neither_be_emptied_nor_deleted() {
    let world = World::start().await;
    let path = world.message(&stuck(&world).await);
    assert_eq!(refusal(world.post(&path, &[("Body", "")])).await, (409, 20009));
    let url = format!("{}{path}", world.twilio.url());
    let delete = world.http.delete(url).basic_auth(&world.account.sid, Some(TOKEN));
    assert_eq!(refusal(delete).await, (409, 20009));
    world.twilio.settled().await;
    assert_eq!(json(world.get(&path)).await["status"], "delivered");
}
