//! A user id that was a person of its own turns out to be somebody's.

use futures::future::join3;
use sandbox::demo::DEMO;
use serde_json::{Value, json};
use shared::ids::TenantId;
use shared::records::{
    ContactActivity, Direction, Note, Stage, ThreadActivity, ThreadId, Timestamp, Write, contact_of,
};
use shared::store::{List, Outcome, PageRequest, Store, Written};
use twilio::phone::{Address, Channel, Party};
use twilio_simulator::Delivery;

use crate::{MINUTE, World};

const USER_ID: &str = "whatsapp:FI.2782";
const NUMBER: &str = "whatsapp:+15550190051";
const THREAD: &str = "whatsapp.15550100001.15550190051";

impl World {
    async fn receive(&self, (number, from, body): (u32, &str, &str), more: &[(&str, &str)]) {
        let sid = format!("SM{number:032}");
        let to = format!("whatsapp:{}", DEMO.numbers[0]);
        let fields =
            [&[("MessageSid", sid.as_str()), ("From", from), ("To", &to), ("Body", body)], more];
        let (fields, delivery) = (fields.concat(), Delivery::default());
        let answer = self.sandbox.deliver((&DEMO, "sms-webhook"), &fields, &delivery).await;
        assert_eq!(answer.unwrap().status, 200);
        self.pass(MINUTE / 60);
    }

    async fn records(&self, table: &str) -> Vec<Value> {
        self.sandbox.records(table).await.unwrap()
    }
}

#[tokio::test]
async fn its_conversation_and_wish_become_those_of_the_person() {
    let world = World::start().await;
    world.receive((1, USER_ID, "hi"), &[("ProfileName", "Ada")]).await;
    world.receive((2, USER_ID, "STOP"), &[]).await;
    world.receive((3, NUMBER, "me again"), &[("ExternalUserId", "FI.2782")]).await;
    assert_eq!(world.records("ThreadsTable").await.len(), 2);
    assert_eq!(world.sweep().await, 1);

    let thread = world.sandbox.only_record("ThreadsTable").await.unwrap();
    assert_eq!((&thread["thread_id"], &thread["unread_count"]), (&json!(THREAD), &json!(3)));
    assert_eq!(thread["last_message"], "me again");
    for message in world.records("MessagesTable").await {
        assert_eq!(message["thread_id"], THREAD, "{message}");
        assert_eq!(message["thread_key"], format!("demo#{THREAD}"), "{message}");
    }
    let consents = world.records("ConsentsTable").await;
    let [of_person] = consents.as_slice() else { panic!("{consents:?}") };
    assert_eq!(of_person["consent_id"], THREAD);
    assert!(of_person.get("opted_out_at").is_some(), "{consents:?}");
    let contacts = world.records("ContactsTable").await;
    let listed: Vec<_> = contacts.iter().filter(|one| one.get("created_at").is_some()).collect();
    let [person] = listed.as_slice() else { panic!("{contacts:?}") };
    assert_eq!(person["profile_name"], "Ada");
    assert!(person[&format!("address:{USER_ID}")].is_string());
    assert_eq!(world.records("JobsTable").await, Vec::<Value>::new());

    world.receive((4, USER_ID, "and once more"), &[]).await;
    let thread = world.sandbox.only_record("ThreadsTable").await.unwrap();
    assert_eq!(thread["unread_count"], 4);
}

/// The number has a conversation with later messages, and the job runs twice.
#[tokio::test]
async fn the_later_message_stays_the_last() {
    let world = World::start().await;
    world.receive((1, NUMBER, "first"), &[]).await;
    world.receive((2, USER_ID, "last"), &[]).await;
    let store = world.sandbox.app("SweeperFunction").unwrap().store;
    let [own, alias, party] =
        [DEMO.numbers[0], "FI.2782", "+15550190051"].map(|party| party.parse().unwrap());
    for _ in 0..2 {
        let tenant = "demo".parse().unwrap();
        store.contact_merge(&tenant, &own, (&alias, &party)).await.unwrap();
    }
    let thread = world.sandbox.only_record("ThreadsTable").await.unwrap();
    assert_eq!((&thread["last_message"], &thread["unread_count"]), (&json!("last"), &json!(2)));
    assert_eq!(thread["contact_number"], "FI.2782");
}

/// A user has merged the number's contact into another one before.
#[tokio::test]
async fn it_becomes_part_of_whom_the_number_was_merged_into() {
    const OTHER: &str = "+15550190052";
    let world = World::start().await;
    world.receive((1, NUMBER, "first"), &[]).await;
    world.receive((2, &format!("whatsapp:{OTHER}"), "second"), &[]).await;
    let store = world.sandbox.app("SweeperFunction").unwrap().store;
    let tenant: TenantId = "demo".parse().unwrap();
    let id = |party: &str| contact_of(&tenant, &party.parse().unwrap());
    let (stays, goes) = (id(OTHER), id("+15550190051"));
    store.contact_unite(&tenant, (&stays, &goes)).await.unwrap();
    world.receive((3, USER_ID, "hi"), &[("ProfileName", "Ada")]).await;
    world.receive((4, NUMBER, "me again"), &[("ExternalUserId", "FI.2782")]).await;
    assert_eq!(world.sweep().await, 1);

    let contacts = world.records("ContactsTable").await;
    let listed = contacts.iter().filter(|one| one.get("last_activity_at").is_some());
    let listed: Vec<_> = listed.collect();
    let [person] = listed.as_slice() else { panic!("{contacts:?}") };
    assert_eq!(person["contact_id"], stays.as_str());
    assert!(person[&format!("address:{USER_ID}")].is_string());
    assert_eq!(
        store.contact_get(&tenant, &id("FI.2782")).await.unwrap().unwrap().contact_id,
        stays
    );
    let threads = world.records("ThreadsTable").await;
    let mut ids: Vec<_> = threads.iter().map(|thread| thread["thread_id"].as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, [Some(THREAD), Some("whatsapp.15550100001.15550190052")]);
}

/// What was on its way to the user id when it was recognised goes to the person all the same.
#[tokio::test]
async fn what_comes_too_late_follows() {
    let world = World::start().await;
    world.receive((1, NUMBER, "me"), &[("ExternalUserId", "FI.2782")]).await;
    let store = world.sandbox.app("SmsFunction").unwrap().store;
    let at = Timestamp::from_millis(crate::START + 5_000);
    assert_eq!(store.commit(&late(at), &[]).await.unwrap(), Outcome::Applied);
    world.pass(MINUTE);
    assert_eq!(world.sweep().await, 1);
    let thread = world.sandbox.only_record("ThreadsTable").await.unwrap();
    assert_eq!((&thread["thread_id"], &thread["last_message"]), (&json!(THREAD), &json!("late")));
    let contacts = world.records("ContactsTable").await;
    let listed = contacts.iter().filter(|one| one.get("created_at").is_some());
    assert_eq!(listed.count(), 1, "{contacts:?}");
}

/// What the function has decided that did not know the person yet.
fn late(at: Timestamp) -> [Write; 2] {
    let (own, alias): (Party, Party) =
        (DEMO.numbers[0].parse().unwrap(), "FI.2782".parse().unwrap());
    let tenant: TenantId = "demo".parse().unwrap();
    let thread = ThreadActivity {
        tenant_id: tenant.clone(),
        thread_id: ThreadId::new(Channel::Whatsapp, &own, &alias),
        channel: Channel::Whatsapp,
        own,
        contact: alias.clone(),
        contact_id: Some(contact_of(&tenant, &alias)),
        members: Vec::new(),
        message_id: "m1".parse().unwrap(),
        stage: Stage::Passed,
        direction: Direction::Inbound,
        preview: "late".to_owned(),
        lead_id: None,
        at,
        late: false,
    };
    let contact = ContactActivity {
        tenant_id: tenant,
        party: alias.clone(),
        addresses: vec![Address { channel: Channel::Whatsapp, party: alias }],
        profile_name: None,
        lead_id: None,
        at,
        late: false,
        merged_into: None,
    };
    [Write::Thread(thread), Write::Contact(Box::new(contact))]
}

/// What a user has written about the conversation, and was told that it is kept, goes with it; and so does
/// what was changed.
#[tokio::test]
async fn notes_that_are_written_meanwhile_are_kept() {
    let world = World::start().await;
    let store = world.sandbox.app("SweeperFunction").unwrap().store;
    for round in 0..5 {
        let number = format!("+1555019006{round}");
        let [own, alias, party] =
            [DEMO.numbers[0], &format!("FI.{round}"), &number].map(|party| party.parse().unwrap());
        world.receive((round, &format!("whatsapp:FI.{round}"), "hi"), &[]).await;
        let [from, to] =
            [&alias, &party].map(|party| ThreadId::new(Channel::Whatsapp, &own, party));
        assert!(store.note_put(&note(&from, 0)).await.unwrap());
        let tenant = "demo".parse().unwrap();
        // As its job does, when notes are changed all the time.
        let merging =
            async { while store.contact_merge(&tenant, &own, (&alias, &party)).await.is_err() {} };
        let (written, changed, ()) =
            Box::pin(join3(write(&store, &from), change(&store, &from), merging)).await;
        let page = PageRequest::parse(List::Notes, Some("200"), None).unwrap();
        let kept = store.note_list(&tenant, &to, &page).await.unwrap().items;
        let ids: Vec<_> = kept.iter().map(|note| note.note_id.to_string()).collect();
        for written in 0..=written {
            assert!(ids.contains(&id(written)), "{written} of {round}: {ids:?}");
        }
        let first = kept.iter().find(|note| note.note_id.as_str() == id(0)).unwrap();
        assert_eq!(first.text, changed.to_string());
        let left = store.note_list(&tenant, &from, &page).await.unwrap().items;
        assert!(left.is_empty(), "{left:?}");
    }
}

fn id(number: i64) -> String {
    format!("01N{number:023}")
}

fn note(thread: &ThreadId, number: i64) -> Note {
    let at = Timestamp::from_millis(crate::START + number);
    Note {
        note_id: id(number).parse().unwrap(),
        tenant_id: "demo".parse().unwrap(),
        thread_id: thread.clone(),
        author: None,
        text: "0".to_owned(),
        mentions: Vec::new(),
        created_at: at,
        updated_at: at,
    }
}

/// Writes notes until the conversation is no longer there; how many.
async fn write(store: &Store, thread: &ThreadId) -> i64 {
    for number in 1..1_000 {
        if !store.note_put(&note(thread, number)).await.unwrap() {
            return number - 1;
        }
    }
    panic!("the conversation was never joined")
}

/// Changes the first note some times, unless it is no longer there; how often.
async fn change(store: &Store, thread: &ThreadId) -> i64 {
    let (tenant, first) = ("demo".parse().unwrap(), id(0).parse().unwrap());
    for number in 1..=20 {
        let at = Timestamp::from_millis(crate::START + number);
        let (place, text) = ((&tenant, thread, &first), number.to_string());
        let said = (Some(text.as_str()), None);
        let changed = store.note_change(place, said, (Written::ByAnybody, at)).await.unwrap();
        if changed.is_err() {
            return number - 1;
        }
    }
    20
}
