//! Who writes: one person under several spellings, several people at once, a tap on a button.

use sandbox::Sandbox;
use sandbox::aws::Service;
use serde_json::{Value, json};
use twilio_simulator::Delivery;

use crate::{post, sandbox};

const OWN: &str = "+15550100001";

/// Delivers a message with further fields.
async fn deliver(
    sandbox: &Sandbox,
    (number, from, body): (u32, &str, &str),
    more: &[(&str, &str)],
) {
    let sid = format!("SM{number:032}");
    let prefix = if from.starts_with("whatsapp:") { "whatsapp:" } else { "" };
    let to = format!("{prefix}{OWN}");
    let fields = [
        &[
            ("MessageSid", sid.as_str()),
            ("From", from),
            ("To", &to),
            ("Body", body),
            ("NumMedia", "0"),
        ],
        more,
    ];
    let answer = post(sandbox, &fields.concat(), &Delivery::default()).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

async fn opted_out(sandbox: &Sandbox) -> Vec<String> {
    let consents = sandbox.records("ConsentsTable").await.unwrap();
    let out = consents.iter().filter(|consent| consent.get("opted_out_at").is_some());
    out.map(|consent| consent["consent_id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn two_spellings_of_a_number_are_one_conversation_and_one_consent() {
    let sandbox = sandbox().await;
    deliver(&sandbox, (1, "whatsapp:+5215512345678", "hola"), &[("WaId", "5215512345678")]).await;
    deliver(&sandbox, (2, "whatsapp:+525512345678", "STOP"), &[]).await;

    let thread = sandbox.only_record("ThreadsTable").await.unwrap();
    assert_eq!(thread["thread_id"], "whatsapp.15550100001.525512345678");
    assert_eq!(thread["unread_count"], 2);
    assert_eq!(thread["contact_number"], "+525512345678", "the address last written from");
    assert_eq!(opted_out(&sandbox).await, ["whatsapp.15550100001.525512345678"]);
}

#[tokio::test]
async fn a_tap_on_a_button_is_an_answer() {
    let sandbox = sandbox().await;
    let from = "whatsapp:+15550190051";
    let button = [("ButtonText", "Cancel"), ("ButtonPayload", "cancel-appt-7")];
    deliver(&sandbox, (1, from, "Cancel"), &button).await;
    let entry = [("ListId", "cancel"), ("ListTitle", "Cancel"), ("MessageType", "interactive")];
    deliver(&sandbox, (2, from, "Cancel"), &entry).await;
    deliver(&sandbox, (3, from, "Cancel"), &[]).await;
    assert_eq!(sandbox.records("ConsentsTable").await.unwrap(), Vec::<Value>::new());
    deliver(&sandbox, (4, from, "Stop"), &[]).await;
    assert_eq!(opted_out(&sandbox).await.len(), 1);
}

#[tokio::test]
async fn a_group_has_a_conversation_of_its_own() {
    let sandbox = sandbox().await;
    let [one, two, three] = ["+15550190401", "+15550190402", "+15550190403"];
    deliver(&sandbox, (1, one, "alone"), &[]).await;
    let others = [("OtherRecipients0", two), ("OtherRecipients1", three)];
    deliver(&sandbox, (2, one, "to all"), &others).await;
    let others = [("OtherRecipients0", three), ("OtherRecipients1", one)];
    deliver(&sandbox, (3, two, "answer to all"), &others).await;

    let mut threads = sandbox.records("ThreadsTable").await.unwrap();
    threads.sort_by_key(|thread| thread["unread_count"].as_u64());
    let [alone, group] = threads.as_slice() else { panic!("{threads:?}") };
    assert_eq!(alone["thread_id"], "sms.15550100001.15550190401");
    assert_eq!(alone["last_message"], "alone");
    assert_eq!(alone.get("members"), None);
    assert_eq!(group["members"], json!([one, two, three]));
    assert_eq!((&group["unread_count"], &group["contact_number"]), (&json!(2), &json!(two)));
    assert_eq!(group["last_message"], "answer to all");
}

#[tokio::test]
async fn who_stops_in_a_group_stops_for_nobody_else() {
    let sandbox = sandbox().await;
    let others = [("OtherRecipients0", "+15550190402")];
    deliver(&sandbox, (1, "+15550190401", "STOP"), &others).await;
    assert_eq!(opted_out(&sandbox).await, ["sms.15550100001.15550190401"]);
    let thread = sandbox.only_record("ThreadsTable").await.unwrap();
    assert_eq!(thread["last_message"], "STOP");
}

#[tokio::test]
async fn a_blank_receiver_makes_no_group() {
    let sandbox = sandbox().await;
    let others = [("OtherRecipients0", ""), ("OtherRecipients1", " ")];
    deliver(&sandbox, (1, "+15550190401", "alone"), &others).await;
    let thread = sandbox.only_record("ThreadsTable").await.unwrap();
    assert_eq!(thread["thread_id"], "sms.15550100001.15550190401");
}

/// A redelivery of what was decided earlier, and a wish that was overtaken, change nothing.
#[tokio::test]
async fn the_latest_wish_counts() {
    let sandbox = sandbox().await;
    let from = "+15550190401";
    deliver(&sandbox, (1, from, "STOP"), &[]).await;
    deliver(&sandbox, (2, from, "START"), &[]).await;
    deliver(&sandbox, (1, from, "STOP"), &[]).await;
    assert_eq!(opted_out(&sandbox).await, Vec::<String>::new());
    assert_eq!(sandbox.only_record("ConsentsTable").await.unwrap()["source"], "keyword");
}

#[tokio::test]
async fn a_user_id_without_a_number_costs_one_more_call() {
    let sandbox = sandbox().await;
    let number = "whatsapp:+15550190051";
    deliver(&sandbox, (1, number, "hi"), &[("ExternalUserId", "FI.2782")]).await;
    sandbox.aws.clear_calls();
    deliver(&sandbox, (2, number, "hi"), &[("ExternalUserId", "FI.2782")]).await;
    sandbox.aws.assert_called(&[(Service::DynamoDb, "TransactWriteItems")]);
    sandbox.aws.clear_calls();
    deliver(&sandbox, (3, "whatsapp:FI.2782", "hi"), &[("ExternalUserId", "FI.2782")]).await;
    sandbox.aws.assert_called(&[
        (Service::DynamoDb, "GetItem"),
        (Service::DynamoDb, "TransactWriteItems"),
    ]);
    assert_eq!(sandbox.only_record("ThreadsTable").await.unwrap()["unread_count"], 3);
}

#[tokio::test]
async fn a_contact_has_a_name_and_its_addresses() {
    let sandbox = sandbox().await;
    let names = [("ProfileName", "Ada"), ("ExternalUserId", "FI.2782")];
    deliver(&sandbox, (1, "whatsapp:+15550190051", "hi"), &names).await;
    deliver(&sandbox, (2, "whatsapp:FI.2782", "hi"), &names[..1]).await;
    deliver(&sandbox, (3, "+15550190051", "by sms"), &[]).await;
    let contacts = sandbox.records("ContactsTable").await.unwrap();
    let mut people = contacts.iter().filter(|contact| contact.get("created_at").is_some());
    let person = people.next().unwrap();
    assert_eq!(people.next(), None);
    assert_eq!(person["profile_name"], "Ada");
    assert_eq!(person["identity"], "+15550190051");
    for address in ["whatsapp:+15550190051", "whatsapp:FI.2782", "+15550190051"] {
        assert!(person[&format!("address:{address}")].is_string(), "{person}");
    }
    let threads = sandbox.records("ThreadsTable").await.unwrap();
    assert!(threads.iter().all(|thread| thread["contact_id"] == person["contact_id"]));
    assert_eq!(threads.len(), 2, "one on each channel");
}
