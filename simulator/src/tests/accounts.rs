//! Subaccounts: created, listed, changed.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use serde_json::{Value, json};

use super::operator::{Operator, of_each, refusal};
use super::*;

async fn create(operator: &Operator, form: &[(&str, &str)]) -> (u16, Value) {
    operator.post(&format!("{ACCOUNTS}.json"), form).await
}

async fn names(operator: &Operator, query: &str) -> Vec<String> {
    let (_, list) = operator.get(&format!("{ACCOUNTS}.json{query}")).await;
    of_each(&list["accounts"], "friendly_name")
}

#[tokio::test]
async fn a_subaccount_is_created_with_a_token_of_its_own() {
    let operator = Operator::start().await;
    let (status, account) = create(&operator, &[("FriendlyName", "tenant 1")]).await;
    assert_eq!(status, 201);
    assert_eq!(account["friendly_name"], "tenant 1");
    assert_eq!(account["owner_account_sid"], operator.account.sid);
    assert_eq!((&account["status"], &account["type"]), (&json!("active"), &json!("Full")));
    let (sid, token) = (account["sid"].as_str().unwrap(), account["auth_token"].as_str().unwrap());
    assert_ne!(token, TOKEN);
    let stored = operator.twilio.account(sid).unwrap().unwrap();
    assert_eq!(stored.auth_token.reveal(), token);
    assert_eq!(operator.twilio.subaccounts(&operator.account.sid).unwrap().len(), 1);
    let path = account["uri"].as_str().unwrap();
    assert_eq!(operator.with(&stored).get(path).await, (200, account.clone()));

    let (_, unnamed) = create(&operator, &[]).await;
    assert!(unnamed["friendly_name"].as_str().unwrap().starts_with("SubAccount Created at 20"));
}

#[tokio::test]
async fn what_cannot_be_created() {
    let operator = Operator::start().await;
    let sub = operator.with(&operator.subaccount("a"));
    assert_eq!(refusal(create(&sub, &[("FriendlyName", "b")]).await), (401, 20003));
    assert_eq!(refusal(create(&operator, &[("Name", "b")]).await), (400, 20001));
    let name = "n".repeat(65);
    assert_eq!(refusal(create(&operator, &[("FriendlyName", &name)]).await), (400, 21100));
    assert_eq!(create(&operator, &[("FriendlyName", &name[1..])]).await.0, 201);
}

#[tokio::test]
async fn the_number_of_open_subaccounts_is_limited() {
    let operator = Operator::start().await;
    assert_eq!(operator.sim("/sim/limits", &json!({"subaccounts": 1})).await.0, 204);
    let (_, first) = create(&operator, &[]).await;
    assert_eq!(refusal(create(&operator, &[]).await), (400, 21480));
    let closed = operator.post(first["uri"].as_str().unwrap(), &[("Status", "closed")]).await;
    assert_eq!(closed.0, 200);
    assert_eq!(create(&operator, &[]).await.0, 201);
    operator.twilio.limit_subaccounts(2);
    assert_eq!(create(&operator, &[]).await.0, 201);
    assert_eq!(operator.sim("/sim/limits", &json!({"subaccount": 1})).await.0, 400);
}

#[tokio::test]
async fn accounts_are_listed_by_name_and_status_and_in_pages() {
    let operator = Operator::start().await;
    for name in ["a", "b", "b"] {
        operator.subaccount(name);
    }
    let last = operator.twilio.subaccounts(&operator.account.sid).unwrap().pop().unwrap();
    operator.twilio.set_account_status(&last.sid, AccountStatus::Suspended).unwrap();
    assert_eq!(names(&operator, "").await, ["b", "b", "a", "demo"]);
    assert_eq!(names(&operator, "?FriendlyName=b").await, ["b", "b"]);
    assert_eq!(names(&operator, "?FriendlyName=b&Status=active").await, ["b"]);
    assert!(names(&operator, "?FriendlyName=B").await.is_empty());
    let (_, page) = operator.get(&format!("{ACCOUNTS}.json?Status=active&PageSize=2")).await;
    assert_eq!(of_each(&page["accounts"], "friendly_name"), ["b", "a"]);
    let (_, page) = operator.get(page["next_page_uri"].as_str().unwrap()).await;
    assert_eq!(of_each(&page["accounts"], "friendly_name"), ["demo"]);
    assert_eq!(page["next_page_uri"], Value::Null);
    let invalid = operator.get(&format!("{ACCOUNTS}.json?Status=open")).await;
    assert_eq!(refusal(invalid), (400, 21100));
    let sub = operator.with(&operator.subaccount("c"));
    assert_eq!(names(&sub, "").await, ["c"]);
}

#[tokio::test]
async fn only_the_parent_suspends_and_it_still_has_access() {
    let operator = Operator::start().await;
    let sub = operator.with(&operator.subaccount("a"));
    let path = format!("{ACCOUNTS}/{}.json", sub.account.sid);
    assert_eq!(refusal(sub.post(&path, &[("Status", "suspended")]).await), (401, 20003));
    let (status, account) = operator.post(&path, &[("Status", "suspended")]).await;
    assert_eq!((status, &account["status"]), (200, &json!("suspended")));
    assert_eq!(refusal(sub.get(&path).await), (401, 20005));
    assert_eq!(operator.get(&path).await.1["status"], "suspended");
    assert_eq!(operator.post(&path, &[("Status", "active")]).await.1["status"], "active");
    assert_eq!(sub.get(&path).await.0, 200);
}

#[tokio::test]
async fn closed_is_for_ever_and_gives_the_numbers_back() {
    let operator = Operator::start().await;
    let sub = operator.with(&operator.subaccount("a"));
    assert_eq!(sub.buy(&[("AreaCode", "415")]).await.0, 201);
    let path = format!("{ACCOUNTS}/{}.json", sub.account.sid);
    assert_eq!(operator.post(&path, &[("Status", "closed")]).await.1["status"], "closed");
    assert!(operator.twilio.numbers(&sub.account.sid).unwrap().is_empty());
    assert_eq!(refusal(operator.post(&path, &[("Status", "active")]).await), (400, 21100));
    assert_eq!(operator.post(&path, &[("Status", "closed")]).await.0, 200);
    assert_eq!(operator.get(&path).await.1["status"], "closed");
    let numbers = sub.numbers_path();
    let bought = operator.post(&numbers, &[("AreaCode", "415")]).await;
    assert_eq!(refusal(bought), (401, 20005));
}

#[tokio::test]
async fn a_main_account_keeps_its_status_and_may_be_renamed() {
    let operator = Operator::start().await;
    let path = format!("{ACCOUNTS}/{}.json", operator.account.sid);
    assert_eq!(refusal(operator.post(&path, &[("Status", "closed")]).await), (400, 21100));
    assert_eq!(refusal(operator.post(&path, &[("Status", "open")]).await), (400, 21100));
    assert_eq!(refusal(operator.post(&path, &[("Owner", "x")]).await), (400, 20001));
    let (_, account) = operator.post(&path, &[("FriendlyName", "new")]).await;
    assert_eq!((&account["friendly_name"], &account["status"]), (&json!("new"), &json!("active")));
    let stranger = operator.with(&operator.twilio.create_account(NewAccount::default()).unwrap());
    assert_eq!(refusal(stranger.post(&path, &[("FriendlyName", "x")]).await), (401, 20003));
}

#[tokio::test]
async fn times_are_those_of_the_clock() {
    let millis = Arc::new(AtomicI64::new(1_787_072_850_000));
    let clock = Clock::Manual(Arc::clone(&millis));
    let options =
        Options { addr: "127.0.0.1:0".parse().unwrap(), data: None, clock, hosts: Vec::new() };
    let operator = Operator::of(Twilio::start(options).await.unwrap());
    let (_, account) = create(&operator, &[]).await;
    assert_eq!(account["friendly_name"], "SubAccount Created at 2026-08-18 05:07 PM");
    assert_eq!(account["date_created"], "Tue, 18 Aug 2026 17:07:30 +0000");
    let (_, number) = operator.buy(&[("AreaCode", "415")]).await;
    millis.fetch_add(60_000, Ordering::SeqCst);
    for uri in [&account["uri"], &number["uri"]] {
        let changed = operator.post(uri.as_str().unwrap(), &[("FriendlyName", "later")]).await.1;
        assert_eq!(changed["date_created"], "Tue, 18 Aug 2026 17:07:30 +0000");
        assert_eq!(changed["date_updated"], "Tue, 18 Aug 2026 17:08:30 +0000");
    }
}

#[tokio::test]
async fn accounts_of_an_older_database_are_kept() {
    let data = tempfile::tempdir().unwrap();
    let old = rusqlite::Connection::open(data.path().join("twilio.db")).unwrap();
    old.execute_batch(&format!(
        "CREATE TABLE accounts (
           sid TEXT PRIMARY KEY, auth_token TEXT NOT NULL, friendly_name TEXT NOT NULL,
           status TEXT NOT NULL, owner_sid TEXT NOT NULL, created INTEGER NOT NULL);
         INSERT INTO accounts VALUES ('{0}', '{TOKEN}', 'old', 'active', '{0}', 1);",
        demo_account().sid.unwrap()
    ))
    .unwrap();
    drop(old);
    let operator = Operator::of(start(Some(data.path())).await);
    let (_, account) = operator.get(&format!("{ACCOUNTS}/{}.json", operator.account.sid)).await;
    assert_eq!(account["friendly_name"], "old");
    assert_eq!(account["date_updated"], "Thu, 01 Jan 1970 00:00:01 +0000");
}
