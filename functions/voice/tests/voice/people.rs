//! Who calls is somebody, also without ever having written.

use serde_json::Value;

use crate::world::{BY_A_MACHINE, CALLER, Field, fields, post, sandbox};

const NEXT: Field = ("CallSid", "CA00000000000000000000000000000002");

#[tokio::test]
async fn a_caller_who_never_wrote_is_a_contact() {
    let sandbox = sandbox().await;
    post(&sandbox, "", &fields(&[])).await;
    let call = sandbox.only_record("CallsTable").await.unwrap();
    let contact = sandbox.only_record("ContactsTable").await.unwrap();
    assert_eq!((&contact["identity"], &contact["tenant_id"]), (&CALLER.into(), &"demo".into()));
    for time in ["created_at", "last_activity_at", "address:+15550190001"] {
        assert_eq!(contact[time], call["created_at"], "{time}");
    }
    assert_eq!(call["party_key"], format!("demo#{CALLER}"));

    post(&sandbox, "", &fields(&[])).await;
    let repeated = sandbox.only_record("ContactsTable").await.unwrap();
    assert_eq!(repeated, contact, "a repeat changes nothing");
    post(&sandbox, "", &fields(&[NEXT])).await;
    let later = sandbox.only_record("ContactsTable").await.unwrap();
    assert_eq!(later["created_at"], contact["created_at"]);
    assert!(later["last_activity_at"].as_str() > contact["last_activity_at"].as_str());
}

/// Mexico's numbers have been written with and without a 1.
#[tokio::test]
async fn both_spellings_of_a_number_are_one_contact() {
    let sandbox = sandbox().await;
    post(&sandbox, "", &fields(&[("From", "+5215512345678")])).await;
    post(&sandbox, "", &fields(&[NEXT, ("From", "+525512345678")])).await;
    let contact = sandbox.only_record("ContactsTable").await.unwrap();
    assert_eq!(contact["identity"], "+525512345678");
    assert!(contact["address:+5215512345678"].is_string());
    assert!(contact["address:+525512345678"].is_string());
    let calls = sandbox.records("CallsTable").await.unwrap();
    let keys: Vec<_> = calls.iter().map(|call| &call["party_key"]).collect();
    assert_eq!(keys, ["demo#+525512345678", "demo#+525512345678"]);
}

#[tokio::test]
async fn whoever_has_no_number_is_no_contact() {
    let sandbox = sandbox().await;
    let from = ["anonymous", "+266696687", "sip:a@b.example", "client:ada", "12345"];
    for (from, number) in from.into_iter().zip(10..) {
        let sid = format!("CA{number:032}");
        let fields = [("CallSid".to_owned(), sid), ("From".to_owned(), from.to_owned())];
        let others = crate::world::fields(&[("CallSid", ""), ("From", "")]);
        let others = others.into_iter().filter(|(_, value)| !value.is_empty());
        post(&sandbox, "", &fields.into_iter().chain(others).collect::<Vec<_>>()).await;
    }
    // A call that was made elsewhere says nothing about whom it is to.
    post(&sandbox, "", &fields(BY_A_MACHINE)).await;
    assert_eq!(sandbox.records("CallsTable").await.unwrap().len(), 6);
    assert_eq!(sandbox.records("ContactsTable").await.unwrap(), Vec::<Value>::new());
}
