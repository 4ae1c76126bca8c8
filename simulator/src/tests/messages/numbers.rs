//! Messages between two numbers of the simulator, and numbers that want none.

use super::*;

const NEIGHBOUR: &str = "+15550100002";

/// Another account with a number of its own.
fn neighbour(world: &World, url: &str) -> Account {
    let new = NewAccount { auth_token: Some(TOKEN.into()), ..NewAccount::default() };
    let account = world.twilio.create_account(new).unwrap();
    let sms_url = Some(world.receiver.url(url));
    let customer = Customer { account: account.clone(), ..world.customer.clone() };
    customer.set_up(NEIGHBOUR, NumberSettings { sms_url, ..NumberSettings::default() });
    account
}

#[tokio::test]
async fn what_is_sent_to_a_number_arrives_there() {
    let world = World::start().await;
    let account = neighbour(&world, "/neighbour");
    let sent = world.deliver(&[("To", NEIGHBOUR)]).await;
    let seen = world.receiver.last();
    assert!(seen.url.ends_with("/neighbour") && seen.is_signed());
    assert_eq!((seen.field("From"), seen.field("To")), (NUMBER.into(), NEIGHBOUR.into()));
    assert_eq!((seen.field("Body"), seen.field("AccountSid")), ("hello".into(), account.sid));
    assert_ne!(seen.field("MessageSid"), sent["sid"].as_str().unwrap());
    assert_eq!(world.told().last().unwrap(), "delivered");
}

#[tokio::test]
async fn a_picture_arrives_with_it() {
    let world = World::start().await;
    neighbour(&world, "/neighbour");
    let (_, url) = world.picture(InboundMedia::of_bytes("image/png", b"1")).await;
    let seen = world.twilio.sent_messages(&world.account.sid).unwrap();
    assert!(seen.is_empty() && url.starts_with(world.twilio.url()));
    let items = json(world.http.get(format!("{}/sim/messages", world.twilio.url()))).await;
    let picture = items["items"][0]["media"][0]["url"].as_str().unwrap();
    world.deliver(&[("To", NEIGHBOUR), ("MediaUrl", picture)]).await;
    let seen = world.receiver.last();
    assert_eq!(
        (seen.field("NumMedia"), seen.field("MediaContentType0")),
        ("1".into(), "image/png".into())
    );
    assert!(seen.field("MessageSid").starts_with("MM"));
}

#[tokio::test]
async fn nothing_arrives_that_is_not_delivered() {
    let world = World::start().await;
    neighbour(&world, "/neighbour");
    let phone = Phone { outcome: Outcome::Undelivered, error_code: None };
    world.twilio.set_phone(NEIGHBOUR, phone).unwrap();
    world.deliver(&[("To", NEIGHBOUR)]).await;
    assert!(world.receiver.seen().iter().all(|seen| seen.url.ends_with("/status")));
}

#[tokio::test]
async fn who_said_stop_gets_nothing_until_start() {
    let world = World::start().await;
    world.text("STOP").await;
    assert_eq!(refusal(world.sending(&[])).await, (400, 21610));
    world.deliver(&[("To", OTHER_PHONE)]).await;
    world.text("START").await;
    assert_eq!(world.deliver(&[]).await["status"], "delivered");
}

#[tokio::test]
async fn a_stop_stops_what_has_not_left() {
    let world = World::start().await;
    let sid = world.send_held(300).await;
    world.text("STOP").await;
    world.twilio.settled().await;
    let message = json(world.get(&world.message(&sid))).await;
    assert_eq!((&message["status"], &message["error_code"]), (&json!("failed"), &json!(21610)));
    assert_eq!(message["error_message"], "Attempt to send to unsubscribed recipient");
}
