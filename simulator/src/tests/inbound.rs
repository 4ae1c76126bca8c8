//! Forms, headers and signatures of inbound messages.

use super::*;

const SMS_NAMES: &str = "ToCountry ToState SmsMessageSid NumMedia ToCity FromZip SmsSid FromState \
    SmsStatus FromCity Body FromCountry To ToZip NumSegments MessageSid AccountSid From ApiVersion";

#[tokio::test]
async fn a_text_arrives_as_twilio_sends_it() {
    let world = World::start().await;
    let delivered = world.text(" hello & goodbye é").await;
    let seen = world.receiver.last();
    let sid = &delivered.sid;
    assert_eq!(seen.names(), SMS_NAMES.split_whitespace().collect::<Vec<_>>());
    assert_eq!(
        seen.body,
        format!(
            "ToCountry=US&ToState=&SmsMessageSid={sid}&NumMedia=0&ToCity=&FromZip=&SmsSid={sid}\
             &FromState=&SmsStatus=received&FromCity=&Body=+hello+%26+goodbye+%C3%A9\
             &FromCountry=US&To=%2B15550100001&ToZip=&NumSegments=1&MessageSid={sid}\
             &AccountSid={}&From=%2B15550190001&ApiVersion=2010-04-01",
            world.account.sid
        )
    );
    assert!(sid.starts_with("SM") && sid.len() == 34);
    assert!(seen.is_signed());
    let answer = delivered.webhook.unwrap();
    assert_eq!((answer.status, answer.body.as_str()), (200, "<Response/>"));
    assert_eq!((answer.attempts, answer.error_code), (1, None));
}

#[tokio::test]
async fn headers_are_twilios() {
    let world = World::start().await;
    world.text("hello").await;
    let seen = world.receiver.last();
    let form = "application/x-www-form-urlencoded; charset=UTF-8";
    assert_eq!(seen.header("Content-Type"), Some(form));
    assert_eq!(seen.header("User-Agent"), Some("TwilioProxy/1.1"));
    assert_eq!(seen.header("X-Home-Region"), Some("us1"));
    assert_eq!(seen.header("Accept"), Some("*/*"));
    assert_eq!(seen.header("X-Twilio-Signature").unwrap().len(), 28);
    assert_eq!(seen.header("I-Twilio-Idempotency-Token").unwrap().len(), 36);
}

#[tokio::test]
async fn places_are_told_of_both_ends() {
    let world = World::start().await;
    let place = |city: &str| Geo { city: city.into(), zip: "94103".into(), ..Geo::default() };
    world.reconfigure(|number| number.geo = place("SAN FRANCISCO"));
    let message = InboundMessage { geo: place("NEW YORK"), ..message("hi") };
    world.twilio.send_message(message).await.unwrap();
    let seen = world.receiver.last();
    assert!(seen.body.contains("&ToCity=SAN+FRANCISCO&FromZip=94103&"));
    assert_eq!(seen.field("FromCity"), "NEW YORK");
    assert_eq!(seen.field("ToZip"), "94103");
}

#[tokio::test]
async fn attachments_follow_the_text() {
    let world = World::start().await;
    let mut odd = InboundMedia::of_bytes("image/png", b"png");
    odd.declared_content_type = Some("image/jpeg".into());
    let media = vec![InboundMedia::of_bytes("image/gif", b"gif"), odd];
    let message = InboundMessage { media, ..message("two") };
    let delivered = world.twilio.send_message(message).await.unwrap();
    let seen = world.receiver.last();
    let names = seen.names();
    let tail = ["MediaContentType0", "MediaUrl0", "MediaContentType1", "MediaUrl1"];
    assert_eq!(names[names.len() - 5..], [&["ApiVersion"][..], &tail].concat());
    assert!(delivered.sid.starts_with("MM"));
    assert_eq!((seen.field("NumMedia"), seen.field("NumSegments")), ("2".into(), "2".into()));
    assert_eq!(seen.field("MediaContentType1"), "image/jpeg");
    let url = format!(
        "{}/2010-04-01/Accounts/{}/Messages/{}/Media/{}",
        world.twilio.url(),
        world.account.sid,
        delivered.sid,
        delivered.media[1]
    );
    assert_eq!(seen.field("MediaUrl1"), url);
    assert!(seen.is_signed());
}

#[tokio::test]
async fn whatsapp_has_its_own_fields() {
    let world = World::start().await;
    let message = InboundMessage {
        channel: Channel::Whatsapp,
        profile_name: Some("Ann Other".into()),
        ..message("hi")
    };
    let sid = world.twilio.send_message(message).await.unwrap().sid;
    assert_eq!(
        world.receiver.last().body,
        format!(
            "SmsMessageSid={sid}&NumMedia=0&ProfileName=Ann+Other&MessageType=text&SmsSid={sid}\
             &WaId=15550190001&SmsStatus=received&Body=hi&To=whatsapp%3A%2B15550100001\
             &NumSegments=1&ReferralNumMedia=0&MessageSid={sid}&AccountSid={}\
             &From=whatsapp%3A%2B15550190001&ApiVersion=2010-04-01",
            world.account.sid
        )
    );
    assert!(world.receiver.last().is_signed());
}

#[tokio::test]
async fn a_whatsapp_address_chooses_the_channel_and_extras_come_first() {
    let world = World::start().await;
    let extra = [("Latitude", "51.5"), ("MessageType", "location")];
    let message = InboundMessage {
        from: format!("whatsapp:{PHONE}"),
        to: format!("whatsapp:{NUMBER}"),
        extra: extra.map(|(name, value)| (name.into(), value.into())).into(),
        ..message("")
    };
    world.twilio.send_message(message).await.unwrap();
    let seen = world.receiver.last();
    assert!(seen.body.starts_with("Latitude=51.5&MessageType=location&SmsMessageSid=SM"));
    assert_eq!(seen.names().iter().filter(|name| **name == "MessageType").count(), 1);
    assert_eq!(seen.field("From"), "whatsapp:+15550190001");
}

#[tokio::test]
async fn a_service_is_named_and_long_texts_are_counted() {
    let world = World::start().await;
    let service = "MG00000000000000000000000000000001";
    world.reconfigure(|number| number.messaging_service_sid = Some(service.into()));
    world.text(&"ж".repeat(71)).await;
    let seen = world.receiver.last();
    assert!(seen.body.contains(&format!("&MessagingServiceSid={service}&ToZip=&NumSegments=2&")));
}

#[tokio::test]
async fn a_number_without_url_keeps_the_message_to_itself() {
    let world = World::start().await;
    world.reconfigure(|number| number.sms_url = None);
    let delivered = world.text("hello").await;
    assert!(delivered.webhook.is_none() && world.receiver.seen().is_empty());
}
