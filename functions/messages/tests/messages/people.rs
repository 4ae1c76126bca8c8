//! Answers go to the person, at the address last written from.

use sandbox::demo::DEMO;
use serde_json::{Value, json};
use twilio_simulator::Delivery;

use crate::{CUSTOMER, OWN, World};

const USER_ID: &str = "US.13491208655302741918";

impl World {
    /// Somebody writes.
    async fn receive(&self, (number, from, body): (u32, &str, &str), more: &[(&str, &str)]) {
        let sid = format!("SM{number:032}");
        let channel = from.split_once(':').map_or("", |(channel, _)| channel);
        let to = if channel.is_empty() { OWN.to_owned() } else { format!("{channel}:{OWN}") };
        let fields =
            [&[("MessageSid", sid.as_str()), ("From", from), ("To", &to), ("Body", body)], more];
        let (fields, delivery) = (fields.concat(), Delivery::default());
        let answer = self.sandbox.deliver((&DEMO, "sms-webhook"), &fields, &delivery).await;
        assert_eq!(answer.unwrap().status, 200);
        self.pass(1_000);
    }

    async fn answer(&self, thread_id: &str) -> (u16, Value) {
        let got = self.send(&json!({ "thread_id": thread_id, "body": "hi" })).await;
        (got.status, got.body)
    }
}

#[tokio::test]
async fn who_hides_the_number_is_answered_at_the_user_id() {
    let world = World::start().await;
    world.receive((1, &format!("whatsapp:{USER_ID}"), "hi"), &[]).await;
    let thread = "whatsapp.15550100001.~US_2e13491208655302741918";
    let (status, answered) = world.answer(thread).await;
    assert_eq!((status, &answered["to_number"]), (202, &json!(USER_ID)), "{answered}");
    let asked = json!({ "to": USER_ID, "channel": "whatsapp", "body": "and again" });
    let got = world.send(&asked).await;
    assert_eq!((got.status, &got.body["thread_id"]), (202, &json!(thread)));
}

#[tokio::test]
async fn a_number_and_a_user_id_of_one_person_are_one_conversation() {
    let world = World::start().await;
    let number = format!("whatsapp:{CUSTOMER}");
    world.receive((1, &number, "hi"), &[("ExternalUserId", USER_ID)]).await;
    world.receive((2, &format!("whatsapp:{USER_ID}"), "again"), &[]).await;
    let thread = "whatsapp.15550100001.15550190001";
    for asked in [
        json!({ "to": CUSTOMER, "channel": "whatsapp", "body": "one" }),
        json!({ "to": USER_ID, "channel": "whatsapp", "body": "two" }),
    ] {
        let got = world.send(&asked).await;
        assert_eq!((got.status, &got.body["thread_id"]), (202, &json!(thread)), "{}", got.body);
        assert_eq!(got.body["to_number"], USER_ID, "the address last written from");
    }
    let only = world.sandbox.only_record("ThreadsTable").await.unwrap();
    assert_eq!((&only["unread_count"], &only["thread_id"]), (&json!(2), &json!(thread)));
    world.receive((3, &format!("whatsapp:{USER_ID}"), "STOP"), &[]).await;
    let refused = json!({ "to": CUSTOMER, "channel": "whatsapp", "body": "three" });
    assert_eq!(world.send(&refused).await.error(), (409, "opted_out", ""));
}

#[tokio::test]
async fn a_spelling_is_no_other_person() {
    let world = World::with(&[("DialCountries", "US,MX")]).await;
    let asked = json!({ "to": "+525512345678", "channel": "whatsapp", "body": "hola" });
    assert_eq!(world.send(&asked).await.status, 202);
    world.receive((1, "whatsapp:+5215512345678", "STOP"), &[("WaId", "5215512345678")]).await;
    assert_eq!(world.send(&asked).await.error(), (409, "opted_out", ""));
    world.receive((2, "whatsapp:+5215512345678", "START"), &[]).await;
    let got = world.send(&asked).await;
    assert_eq!((got.status, &got.body["to_number"]), (202, &json!("+5215512345678")));
    world.sandbox.only_record("ThreadsTable").await.unwrap();
}

#[tokio::test]
async fn what_twilio_does_not_send_is_refused_with_a_reason() {
    let world = World::start().await;
    world.receive((1, "12345", "your code"), &[]).await;
    world.receive((2, "rcs:+15550190007", "hi"), &[]).await;
    world.receive((3, "messenger:4711", "hi"), &[]).await;
    world.receive((4, CUSTOMER, "all"), &[("OtherRecipients0", "+15550190402")]).await;
    let threads = world.sandbox.records("ThreadsTable").await.unwrap();
    assert_eq!(threads.len(), 4);
    for thread in threads {
        let id = thread["thread_id"].as_str().unwrap();
        let (status, body) = world.answer(id).await;
        let code = if thread.get("members").is_some() { "group" } else { "not_answerable" };
        assert_eq!((status, &body["error"]["code"]), (409, &json!(code)), "{id}: {body}");
    }
    let (status, body) = world.answer("sms.15550100001.15550190999").await;
    assert_eq!((status, &body["error"]["field"]), (400, &json!("thread_id")));
}

/// Also of a message that came before the person had one.
#[tokio::test]
async fn a_message_has_its_persons_reference() {
    let world = World::start().await;
    world.receive((1, CUSTOMER, "hi"), &[]).await;
    let asked = json!({ "to": CUSTOMER, "body": "hello", "lead_id": "crm|7" });
    assert_eq!(world.send(&asked).await.status, 202);
    let messages = world.messages().await;
    let first = messages.iter().find(|message| message["direction"] == "inbound").unwrap();
    let path = format!("/api/messages/{}", first["message_id"].as_str().unwrap());
    let got = world.request(("GET", &path), &Value::Null, "demo").await;
    assert_eq!((got.status, &got.body["lead_id"]), (200, &json!("crm|7")), "{}", got.body);
}

#[tokio::test]
async fn an_answer_leaves_from_the_number_that_was_written_to() {
    let world = World::start().await;
    world.receive((1, CUSTOMER, "hi"), &[]).await;
    let (status, answered) = world.answer("sms.15550100001.15550190001").await;
    assert_eq!((status, &answered["from_number"]), (202, &json!(OWN)));
    let contact = world.sandbox.only_record("ContactsTable").await.unwrap();
    assert_eq!(contact["identity"], CUSTOMER);
    assert_eq!(contact["last_activity_at"], answered["created_at"]);
}

/// Whichever address has said it, and before anything is brought together.
#[tokio::test]
async fn a_wish_holds_for_all_addresses_of_a_person() {
    let world = World::start().await;
    let (user, number) = (format!("whatsapp:{USER_ID}"), format!("whatsapp:{CUSTOMER}"));
    world.receive((1, &user, "Stop"), &[]).await;
    world.receive((2, &number, "hi"), &[("ExternalUserId", USER_ID)]).await;
    let asked = [
        json!({ "to": USER_ID, "channel": "whatsapp", "body": "x" }),
        json!({ "to": CUSTOMER, "channel": "whatsapp", "body": "x" }),
    ];
    for asked in &asked {
        assert_eq!(world.send(asked).await.error(), (409, "opted_out", ""), "{asked}");
    }
    world.receive((3, &number, "START"), &[]).await;
    for asked in &asked {
        assert_eq!(world.send(asked).await.status, 202, "{asked}");
    }
}

#[tokio::test]
async fn a_user_id_is_no_way_round_the_countries() {
    let world = World::start().await;
    let more = [("ExternalUserId", USER_ID)];
    world.receive((1, "whatsapp:+5215599999999", "hola"), &more).await;
    let asked = json!({ "to": USER_ID, "channel": "whatsapp", "body": "x" });
    assert_eq!(world.send(&asked).await.error(), (403, "destination_not_allowed", "to"));
    let answer = json!({ "thread_id": "whatsapp.15550100001.525599999999", "body": "x" });
    assert_eq!(world.send(&answer).await.error(), (403, "destination_not_allowed", "thread_id"));
}
