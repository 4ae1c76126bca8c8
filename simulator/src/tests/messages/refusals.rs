//! What `POST …/Messages.json` refuses, and with which code.

use super::*;

async fn expect(cases: &[(Pairs<'_>, u64)]) {
    let world = World::start().await;
    for (form, code) in cases {
        assert_eq!(refusal(world.sending(form)).await, (400, *code), "{form:?}");
    }
    world.twilio.settled().await;
    assert!(world.twilio.sent_messages(&world.account.sid).unwrap().is_empty());
    assert!(world.receiver.seen().is_empty());
}

#[tokio::test]
async fn ends_must_be_addresses_of_one_channel() {
    let whatsapp = [("To", "whatsapp:+15550190001"), ("From", "whatsapp:+15550199999")];
    expect(&[
        (&[("To", "")], 21604),
        (&[("To", "555")], 21211),
        (&[("To", "whatsapp:555")], 21211),
        (&[("From", "")], 21603),
        (&[("From", "555")], 21212),
        (&[("From", "+15550199999")], 21606),
        (&[("From", "ACME")], 21606),
        (&[("To", NUMBER)], 21266),
        (&[("To", "whatsapp:+15550190001")], 21910),
        (&[("From", "whatsapp:+15550100001")], 21910),
        (&whatsapp, 63007),
    ])
    .await;
}

#[tokio::test]
async fn there_must_be_something_to_send() {
    let (long, url) = ("x".repeat(1_601), "https://a.test/a.png");
    let eleven = [("MediaUrl", url); 11];
    expect(&[
        (&[("Body", "")], 21602),
        (&[("Body", &long)], 21617),
        (&eleven, 21623),
        (&[("MediaUrl", "a.png")], 21620),
        (&[("MediaUrl", "ftp://a.test/a.png")], 21620),
        (&[("ContentSid", "HX00000000000000000000000000000001")], 21655),
        (&[("ContentVariables", "{}")], 21654),
        (&[("ApplicationSid", "AP00000000000000000000000000000001")], 21218),
    ])
    .await;
}

#[tokio::test]
async fn parameters_are_held_to_their_values() {
    expect(&[
        (&[("Colour", "red")], 20001),
        (&[("StatusCallback", "nowhere")], 21609),
        (&[("StatusCallback", "https://a_b.test/")], 21609),
        (&[("MaxPrice", "cheap")], 20001),
        (&[("Attempt", "0")], 20001),
        (&[("ValidityPeriod", "36001")], 20001),
        (&[("ProvideFeedback", "yes")], 20001),
        (&[("ForceDelivery", "1")], 20001),
        (&[("SmartEncoded", "1")], 20001),
        (&[("ShortenUrls", "true")], 20001),
        (&[("SendAsMms", "1")], 20001),
        (&[("ContentRetention", "keep")], 20001),
        (&[("AddressRetention", "keep")], 20001),
        (&[("TrafficType", "paid")], 20001),
        (&[("RiskCheck", "on")], 20001),
        (&[("ScheduleType", "daily")], 20001),
    ])
    .await;
}

#[tokio::test]
async fn every_parameter_of_the_api_is_accepted() {
    let world = World::start().await;
    world.reconfigure(|number| number.messaging_service_sid = Some(SERVICE.into()));
    let message = world
        .deliver(&[
            ("MessagingServiceSid", SERVICE),
            ("MaxPrice", "0.05"),
            ("Attempt", "1"),
            ("ValidityPeriod", "3600"),
            ("ProvideFeedback", "false"),
            ("ForceDelivery", "false"),
            ("SmartEncoded", "true"),
            ("ShortenUrls", "true"),
            ("SendAsMms", "true"),
            ("ContentRetention", "retain"),
            ("AddressRetention", "retain"),
            ("TrafficType", "free"),
            ("RiskCheck", "enable"),
            ("PersistentAction", "geo:1,2|here"),
            ("FallbackFrom", NUMBER),
        ])
        .await;
    assert_eq!(message["status"], "delivered");
    assert!(message["sid"].as_str().unwrap().starts_with("MM"));
}

#[tokio::test]
async fn an_inactive_account_sends_nothing() {
    let world = World::start().await;
    let owner_sid = Some(world.account.sid.clone());
    let sub = world.twilio.create_account(NewAccount { owner_sid, ..NewAccount::default() });
    let sub = sub.unwrap();
    world.twilio.set_account_status(&sub.sid, AccountStatus::Suspended).unwrap();
    let path = world.messages().replace(&world.account.sid, &sub.sid);
    let form = [("To", PHONE), ("From", NUMBER), ("Body", "hello")];
    assert_eq!(refusal(world.post(&path, &form)).await, (401, 20005));
    world.twilio.set_account_status(&world.account.sid, AccountStatus::Suspended).unwrap();
    assert_eq!(refusal(world.sending(&[])).await, (401, 20005));
    world.twilio.set_account_status(&world.account.sid, AccountStatus::Active).unwrap();
    world.twilio.set_account_status(&sub.sid, AccountStatus::Active).unwrap();
    // The number belongs to the parent.
    assert_eq!(refusal(world.post(&path, &form)).await, (400, 21606));
}
