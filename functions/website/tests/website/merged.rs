//! A user says that two contacts are one person.

use reqwest::Method;
use sandbox::Sandbox;
use sandbox::demo::{self, DEMO, OTHER};
use serde_json::{Value, json};
use shared::records::{CallContent, Direction, Timestamp, contact_of};
use twilio::status::CallStatus;

use crate::filters::past;
use crate::{ask, each, get, receive, sandbox, send};

const ADA: &str = "+15550190001";
const HER_OTHER: &str = "+15550190002";
const BOB: &str = "+15550190003";

pub(crate) fn id(number: &str) -> String {
    contact_of(&"demo".parse().unwrap(), &number.parse().unwrap()).to_string()
}

pub(crate) async fn merge(sandbox: &Sandbox, one: &str, other: &str) -> (u16, Value) {
    let path = format!("/api/contacts/{one}/merge");
    send(sandbox, (Method::POST, &path), &json!({ "contact_id": other })).await
}

async fn describe(sandbox: &Sandbox, number: &str, body: Value) {
    let path = format!("/api/contacts/{}", id(number));
    assert_eq!(send(sandbox, (Method::PATCH, &path), &body).await.0, 200);
}

/// The values of a field in a list, sorted.
async fn found(sandbox: &Sandbox, path: &str, field: &str) -> Vec<String> {
    let page = get(sandbox, path).await;
    let mut found: Vec<_> = each(&page, field)
        .into_iter()
        .map(|one| one.as_str().unwrap_or("null").to_owned())
        .collect();
    found.sort();
    found
}

#[tokio::test]
async fn two_become_one_and_keep_their_conversations() {
    let sandbox = sandbox().await;
    receive(&sandbox, ADA, "one").await;
    receive(&sandbox, HER_OTHER, "two").await;
    receive(&sandbox, BOB, "three").await;
    let mut past = past(&sandbox, &DEMO);
    past.call((Direction::Inbound, ADA), 0, (None, CallStatus::Completed)).await;
    past.call((Direction::Inbound, HER_OTHER), 0, (None, CallStatus::Completed)).await;
    past.voicemail(HER_OTHER, 0).await;
    describe(&sandbox, ADA, json!({ "name": "Ada" })).await;
    describe(&sandbox, HER_OTHER, json!({ "name": "A. L.", "lead_id": "crm-1" })).await;

    let (status, one) = merge(&sandbox, &id(ADA), &id(HER_OTHER)).await;
    assert_eq!((status, &one["contact_id"]), (200, &json!(id(ADA))), "{one}");
    assert_eq!((&one["name"], &one["lead_id"]), (&json!("Ada"), &json!("crm-1")), "what it lacked");
    let numbers: Vec<_> =
        one["addresses"].as_array().unwrap().iter().map(|one| &one["address"]).collect();
    assert_eq!(numbers, [ADA, HER_OTHER]);
    let threads = one["threads"].as_array().unwrap();
    let of: Vec<_> = threads.iter().map(|thread| &thread["contact_number"]).collect();
    assert_eq!(of, [HER_OTHER, ADA], "two conversations of one person");

    let contacts = found(&sandbox, "/api/contacts", "contact_id").await;
    let mut expected = vec![id(ADA), id(BOB)];
    expected.sort();
    assert_eq!(contacts, expected);
    let by_old_id = get(&sandbox, &format!("/api/contacts/{}", id(HER_OTHER))).await;
    assert_eq!(by_old_id["contact_id"], id(ADA));
    for thread in get(&sandbox, "/api/threads?channel=sms").await["items"].as_array().unwrap() {
        if thread["contact_number"] != BOB {
            assert_eq!(
                (&thread["contact_id"], &thread["contact_name"], &thread["lead_id"]),
                (&json!(id(ADA)), &json!("Ada"), &json!("crm-1"))
            );
        }
    }
    filters_find_both(&sandbox).await;
    let calls = get(&sandbox, "/api/calls").await;
    assert_eq!(each(&calls, "lead_id"), ["crm-1", "crm-1"]);
    let path = format!("/api/calls/{}", calls["items"][0]["call_id"].as_str().unwrap());
    let call = get(&sandbox, &path).await;
    assert_eq!((&call["contact_id"], &call["lead_id"]), (&json!(id(ADA)), &json!("crm-1")));
    assert_eq!(call["contact_name"], "Ada");
    assert_eq!(each(&calls, "contact_name"), ["Ada", "Ada"]);
    let messages = get(&sandbox, "/api/threads/sms.15550100001.15550190002/messages").await;
    assert_eq!(each(&messages, "lead_id"), ["crm-1"]);
}

async fn filters_find_both(sandbox: &Sandbox) {
    for filter in [
        format!("contact_id={}", id(ADA)),
        format!("contact_id={}", id(HER_OTHER)),
        "lead_id=crm-1".to_owned(),
        "number=%2B15550190001".to_owned(),
        "number=%2B15550190002".to_owned(),
        format!("contact_id={}&number=%2B15550190002&lead_id=crm-1", id(ADA)),
    ] {
        let with = found(sandbox, &format!("/api/threads?{filter}"), "contact_number").await;
        assert_eq!(with, [ADA, HER_OTHER], "{filter}");
        let calls = found(sandbox, &format!("/api/calls?{filter}"), "from_number").await;
        assert_eq!(calls, [ADA, HER_OTHER], "{filter}");
        let whose = found(sandbox, &format!("/api/calls?{filter}"), "contact_id").await;
        assert_eq!(whose, [id(ADA), id(ADA)], "{filter}");
        let whose = found(sandbox, &format!("/api/voicemails?{filter}"), "contact_id").await;
        assert_eq!(whose, [id(ADA)], "{filter}");
    }
}

#[tokio::test]
async fn what_comes_later_is_of_the_one_that_stayed() {
    let sandbox = sandbox().await;
    receive(&sandbox, ADA, "one").await;
    receive(&sandbox, HER_OTHER, "two").await;
    receive(&sandbox, BOB, "three").await;
    let (_, before) = merge(&sandbox, &id(ADA), &id(HER_OTHER)).await;
    sandbox.aws.clear_calls();
    receive(&sandbox, BOB, "four").await;
    let of_others = writes(&sandbox);
    sandbox.aws.clear_calls();
    receive(&sandbox, HER_OTHER, "five").await;
    assert_eq!((of_others, writes(&sandbox)), (1, 2), "one call, one more for who was merged");
    let page = get(&sandbox, "/api/contacts").await;
    assert_eq!(each(&page, "contact_id"), [&id(ADA), &id(BOB)], "heard of last");
    let ada = &page["items"][0];
    let used = |contact: &Value, index: usize| contact["addresses"][index]["last_used_at"].clone();
    assert_eq!(used(ada, 0), used(&before, 0));
    assert!(used(ada, 1).as_str() > used(&before, 1).as_str());

    // A call from it, then one of before.
    let mut past = past(&sandbox, &DEMO);
    past.call((Direction::Inbound, HER_OTHER), 0, (None, CallStatus::Completed)).await;
    let page = get(&sandbox, "/api/contacts").await;
    assert_eq!(page["items"].as_array().unwrap().len(), 2);
    let calls = get(&sandbox, "/api/calls").await;
    assert_eq!(each(&calls, "contact_id"), [&id(ADA)]);

    // A call to it.
    let content = CallContent {
        to_number: HER_OTHER.to_owned(),
        created_at: shared::app::Clock::System.now(),
        ..demo::call(&DEMO, Direction::Outbound, "c1".parse().unwrap(), Timestamp::from_millis(0))
    };
    let store = sandbox.app("WebsiteFunction").unwrap().store;
    store.call_begin(&content).await.unwrap();
    let ada = &get(&sandbox, "/api/contacts").await["items"][0];
    assert_eq!(ada["contact_id"], id(ADA));
    assert_eq!(
        (&used(ada, 1), &ada["last_activity_at"]),
        (&json!(content.created_at), &json!(content.created_at))
    );
}

fn writes(sandbox: &Sandbox) -> usize {
    let calls = sandbox.aws.calls();
    calls.iter().filter(|call| call.operation == "TransactWriteItems").count()
}

#[tokio::test]
async fn a_wish_stays_with_its_number() {
    let sandbox = sandbox().await;
    receive(&sandbox, ADA, "STOP").await;
    receive(&sandbox, HER_OTHER, "two").await;
    merge(&sandbox, &id(ADA), &id(HER_OTHER)).await;
    let threads = get(&sandbox, "/api/threads").await;
    let wishes: Vec<_> = each(&threads, "opted_out_at").into_iter().map(Value::is_null).collect();
    assert_eq!(each(&threads, "contact_number"), [HER_OTHER, ADA]);
    assert_eq!(wishes, [true, false]);
}

#[tokio::test]
async fn whatever_was_merged_before_follows() {
    let sandbox = sandbox().await;
    for number in [ADA, HER_OTHER, BOB] {
        receive(&sandbox, number, "hi").await;
    }
    assert_eq!(merge(&sandbox, &id(HER_OTHER), &id(BOB)).await.0, 200);
    assert_eq!(merge(&sandbox, &id(ADA), &id(HER_OTHER)).await.0, 200);
    let records = sandbox.records("ContactsTable").await.unwrap();
    let merged: Vec<_> = records.iter().filter_map(|one| one["merged_into"].as_str()).collect();
    assert_eq!(merged, [id(ADA), id(ADA)], "no chain");
    for number in [ADA, HER_OTHER, BOB] {
        let one = get(&sandbox, &format!("/api/contacts/{}", id(number))).await;
        assert_eq!(one["contact_id"], id(ADA));
        assert_eq!(one["threads"].as_array().unwrap().len(), 3);
    }
    receive(&sandbox, BOB, "more").await;
    let contacts = found(&sandbox, "/api/contacts", "contact_id").await;
    assert_eq!(contacts, [id(ADA)]);
    // Either way round, they are one.
    for (one, other) in [(ADA, BOB), (BOB, ADA), (BOB, HER_OTHER)] {
        let (status, same) = merge(&sandbox, &id(one), &id(other)).await;
        assert_eq!((status, &same["contact_id"]), (200, &json!(id(ADA))));
    }
}

#[tokio::test]
async fn a_user_id_leads_to_the_one_that_stayed() {
    let sandbox = sandbox().await;
    receive(&sandbox, ADA, "one").await;
    let whatsapp = format!("whatsapp:{HER_OTHER}");
    with_user_id(&sandbox, &whatsapp, 1).await;
    assert_eq!(merge(&sandbox, &id(ADA), &id(HER_OTHER)).await.0, 200);
    let page = get(&sandbox, "/api/contacts").await;
    assert_eq!(each(&page, "contact_id"), [&id(ADA)]);
    let one = get(&sandbox, &format!("/api/contacts/{}", id("US.1349"))).await;
    assert_eq!(one["contact_id"], id(ADA));

    // Seen beside the number again, and then without it.
    with_user_id(&sandbox, &whatsapp, 2).await;
    with_user_id(&sandbox, "whatsapp:US.1349", 3).await;
    let threads = get(&sandbox, &format!("/api/threads?contact_id={}", id(ADA))).await;
    let ids = ["whatsapp.15550100001.15550190002", "sms.15550100001.15550190001"];
    assert_eq!(each(&threads, "thread_id"), ids, "of the number, not of its own nor of the other");
    let store = sandbox.app("WebsiteFunction").unwrap().store;
    let (tenant, channel) = ("demo".parse().unwrap(), twilio::phone::Channel::Whatsapp);
    for (asked, expected) in [
        (ADA, vec![ADA]),
        (HER_OTHER, vec![HER_OTHER, "US.1349"]),
        ("US.1349", vec![HER_OTHER, "US.1349"]),
    ] {
        let parties =
            store.contact_parties(&tenant, channel, &asked.parse().unwrap()).await.unwrap();
        let parties: Vec<_> = parties.iter().map(twilio::phone::Party::as_str).collect();
        assert_eq!(parties, expected, "who shares conversations with {asked}");
    }
}

async fn with_user_id(sandbox: &Sandbox, from: &str, number: u32) {
    let (sid, to) = (format!("SM{number:032}"), format!("whatsapp:{}", DEMO.numbers[0]));
    let fields = [
        ("MessageSid", sid.as_str()),
        ("From", from),
        ("To", &to),
        ("Body", "hi"),
        ("ExternalUserId", "US.1349"),
    ];
    let delivery = twilio_simulator::Delivery::default();
    let answer = sandbox.deliver((&DEMO, "sms-webhook"), &fields, &delivery).await;
    assert_eq!(answer.unwrap().status, 200);
}

#[tokio::test]
async fn what_cannot_be_merged_is_refused() {
    let sandbox = sandbox().await;
    receive(&sandbox, ADA, "hi").await;
    let own = id(ADA);
    let theirs = contact_of(&OTHER.tenant_id.parse().unwrap(), &ADA.parse().unwrap()).to_string();
    let nobody = "0".repeat(32);
    for (one, other, status) in [
        (&own, &own, 400),
        (&own, &theirs, 404),
        (&theirs, &own, 404),
        (&own, &nobody, 404),
        (&own, &"x".to_owned(), 400),
        (&"x".to_owned(), &own, 404),
    ] {
        let (answered, body) = merge(&sandbox, one, other).await;
        assert_eq!(answered, status, "{body}");
    }
    let path = format!("/api/contacts/{own}/merge");
    let (status, _) = send(&sandbox, (Method::POST, &path), &json!({ "name": "Ada" })).await;
    assert_eq!(status, 400);
    let (status, _) = ask(&sandbox, "other", (Method::POST, &path)).await;
    assert_eq!(status, 400, "no body");

    let add = |from: usize| {
        let addresses = (from..from + 10)
            .map(|number| json!({ "channel": "sms", "address": format!("+1555019{number:04}") }));
        json!({ "addresses": addresses.collect::<Vec<_>>() })
    };
    for from in [1_000, 2_000] {
        assert_eq!(send(&sandbox, (Method::POST, "/api/contacts"), &add(from)).await.0, 201);
    }
    let (first, second) = (id("+15550191000"), id("+15550192000"));
    assert_eq!(merge(&sandbox, &first, &second).await.0, 200, "20 addresses");
    let (status, body) = merge(&sandbox, &first, &own).await;
    assert_eq!((status, &body["error"]["code"]), (409, &json!("too_many_addresses")));
}
