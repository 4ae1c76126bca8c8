//! STOP, START and HELP.

use super::*;

#[tokio::test]
async fn stop_and_start_keep_the_list() {
    let world = World::start().await;
    let opted_out = || world.twilio.is_opted_out(NUMBER, PHONE).unwrap();
    let reply = world.text("Stop").await.auto_reply.unwrap();
    assert!(reply.contains("unsubscribed") && opted_out());
    assert!(!world.twilio.is_opted_out(NUMBER, "+15550190002").unwrap());
    assert_eq!(world.text("stop").await.auto_reply, None);
    assert!(world.text("HELP").await.auto_reply.unwrap().contains("STOP"));
    assert!(world.text("unstop").await.auto_reply.unwrap().contains("re-subscribed"));
    assert!(!opted_out());
    assert_eq!(world.text("stop it").await.auto_reply, None);
    assert!(!opted_out());
}

#[tokio::test]
async fn the_webhook_comes_all_the_same_and_without_a_type() {
    let world = World::start().await;
    let delivered = world.text("STOP").await;
    assert_eq!(delivered.webhook.unwrap().status, 200);
    let seen = world.receiver.last();
    assert_eq!(seen.field("Body"), "STOP");
    assert!(!seen.names().contains(&"OptOutType"));
}

#[tokio::test]
async fn advanced_opt_out_names_the_type_and_a_service() {
    let world = World::start().await;
    let message = InboundMessage { opt_out_type: Some(OptOut::Stop), ..message("arrêt") };
    world.twilio.send_message(message).await.unwrap();
    assert!(world.twilio.is_opted_out(NUMBER, PHONE).unwrap());
    let seen = world.receiver.last();
    let names = seen.names();
    let position = |name| names.iter().position(|n| *n == name).unwrap();
    assert_eq!(seen.field("OptOutType"), "STOP");
    assert_eq!(position("OptOutType"), position("SmsSid") + 1);
    assert!(seen.field("MessagingServiceSid").starts_with("MG"));
    assert_eq!(position("MessagingServiceSid"), position("To") + 1);
}

#[tokio::test]
async fn whatsapp_has_no_keywords_of_its_own() {
    let world = World::start().await;
    let message = InboundMessage { channel: Channel::Whatsapp, ..message("STOP") };
    let delivered = world.twilio.send_message(message).await.unwrap();
    assert_eq!(delivered.auto_reply, None);
    assert!(!world.twilio.is_opted_out("whatsapp:+15550100001", PHONE).unwrap());
}
