//! Requests that are not let in, and leave no trace.

use std::time::Duration;

use sandbox::Sandbox;
use sandbox::demo::{DEMO, OTHER};
use shared::records::Account;
use twilio::signature::sign;
use twilio::status::AccountStatus;
use twilio_simulator::{Corruption, Delivery};

use crate::{post, sandbox, text, url};

const SID: &str = "SM00000000000000000000000000000001";
const FORM: &str = "application/x-www-form-urlencoded";

const FIELDS: [(&str, &str); 5] = [
    ("MessageSid", SID),
    ("AccountSid", DEMO.account_sid),
    ("From", "+15550190001"),
    ("To", "+15550100001"),
    ("Body", "hi"),
];

async fn nothing_written(sandbox: &Sandbox) {
    for table in ["MessagesTable", "ThreadsTable", "JobsTable"] {
        assert!(sandbox.records(table).await.unwrap().is_empty(), "{table}");
    }
}

fn encoded(fields: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
    let owned: Vec<_> = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    (body, owned)
}

/// Posts a body as it is, signed with `token` over `fields`.
async fn raw(
    sandbox: &Sandbox,
    (content_type, body): (&str, String),
    (token, fields): (&str, &[(String, String)]),
) -> (u16, String) {
    let url = url(sandbox);
    let response = reqwest::Client::new()
        .post(&url)
        .header("content-type", content_type)
        .header("x-twilio-signature", sign(token, &url, &fields.iter().collect()))
        .body(body)
        .send()
        .await
        .unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

#[tokio::test]
async fn a_spoiled_signature_is_forbidden() {
    let sandbox = sandbox().await;
    for corrupt in [
        Corruption::Signature,
        Corruption::Body,
        Corruption::MissingSignature,
        Corruption::TruncatedSignature,
    ] {
        let delivery = Delivery { corrupt: Some(corrupt), ..Delivery::default() };
        let answer = post(&sandbox, &FIELDS, &delivery).await;
        assert_eq!(answer.status, 403, "{corrupt:?}");
    }
    nothing_written(&sandbox).await;
}

#[tokio::test]
async fn a_token_opens_its_own_account_only() {
    let sandbox = sandbox().await;
    sandbox.add(&OTHER).await.unwrap();
    let (body, fields) = encoded(&FIELDS);
    let (status, _) = raw(&sandbox, (FORM, body), (OTHER.auth_token, &fields)).await;
    assert_eq!(status, 403);

    let unknown = FIELDS.map(|(name, value)| match name {
        "AccountSid" => (name, "AC99999999999999999999999999999999"),
        _ => (name, value),
    });
    let (body, fields) = encoded(&unknown);
    let (status, _) = raw(&sandbox, (FORM, body), (DEMO.auth_token, &fields)).await;
    assert_eq!(status, 403);
    nothing_written(&sandbox).await;
}

async fn set(sandbox: &Sandbox, status: AccountStatus) {
    let store = sandbox.app("SmsFunction").unwrap().store;
    let account = store.account_get(&DEMO.account_sid.parse().unwrap()).await.unwrap();
    store.account_put(&Account { status, ..account.unwrap() }).await.unwrap();
}

#[tokio::test]
async fn a_closed_account_is_forbidden() {
    let sandbox = sandbox().await;
    set(&sandbox, AccountStatus::Closed).await;
    assert_eq!(post(&sandbox, &FIELDS, &Delivery::default()).await.status, 403);
    nothing_written(&sandbox).await;
}

/// Twilio would not repeat it.
#[tokio::test]
async fn what_was_on_its_way_to_a_suspended_account_is_recorded() {
    let sandbox = sandbox().await;
    set(&sandbox, AccountStatus::Suspended).await;
    assert_eq!(post(&sandbox, &FIELDS, &Delivery::default()).await.status, 200);
    sandbox.only_record("MessagesTable").await.unwrap();
}

#[tokio::test]
async fn strangers_do_not_learn_which_accounts_are_known() {
    let sandbox = sandbox().await;
    let account = async |sid: &'static str| {
        let fields = FIELDS.map(|(name, value)| match name {
            "AccountSid" => (name, sid),
            _ => (name, value),
        });
        let (body, fields) = encoded(&fields);
        raw(&sandbox, (FORM, body), ("another token", &fields)).await
    };
    let unknown = account("AC99999999999999999999999999999999").await;
    assert_eq!(account(DEMO.account_sid).await, unknown);
}

/// Not only when the process forgets what it has read of the account, which takes a minute.
#[tokio::test]
async fn an_account_that_is_active_again_is_soon_let_in() {
    let sandbox = sandbox().await;
    set(&sandbox, AccountStatus::Closed).await;
    assert_eq!(post(&sandbox, &FIELDS, &Delivery::default()).await.status, 403);
    set(&sandbox, AccountStatus::Active).await;
    let let_in = async {
        while post(&sandbox, &FIELDS, &Delivery::default()).await.status != 200 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), let_in).await.unwrap();
}

#[tokio::test]
async fn both_tokens_open_during_a_rotation() {
    let sandbox = sandbox().await;
    let app = sandbox.app("SmsFunction").unwrap();
    let sid = DEMO.account_sid.parse().unwrap();
    let mut account = app.store.account_get(&sid).await.unwrap().unwrap();
    let next = twilio::auth_token::AuthToken::new("the next token".to_owned());
    let next = app.secrets.encrypt(&sid, &next).await.unwrap();
    account.previous_auth_token = Some(std::mem::replace(&mut account.auth_token, next));
    app.store.account_put(&account).await.unwrap();

    assert_eq!(post(&sandbox, &FIELDS, &Delivery::default()).await.status, 200);
    let (body, fields) = encoded(&FIELDS);
    let (status, _) = raw(&sandbox, (FORM, body), ("the next token", &fields)).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let sandbox = sandbox().await;
    let refused = async |fields: &[(&str, &str)]| {
        let answer = post(&sandbox, fields, &Delivery::default()).await;
        (answer.status, answer.body)
    };
    let (status, body) = refused(&FIELDS[1..2]).await;
    assert_eq!((status, body.as_str()), (400, "missing or invalid fields: MessageSid, From, To"));
    let (body, fields) = encoded(&[("MessageSid", SID)]);
    let (status, body) = raw(&sandbox, (FORM, body), (DEMO.auth_token, &fields)).await;
    assert_eq!((status, body.as_str()), (400, "missing or invalid fields: AccountSid"));
    let wrong =
        FIELDS.map(|(name, value)| (name, if name == "MessageSid" { "SM1" } else { value }));
    assert_eq!(refused(&wrong).await.0, 400);
    nothing_written(&sandbox).await;
}

#[tokio::test]
async fn size_and_type_are_checked_first() {
    let sandbox = sandbox().await;
    for body in ["a".repeat(64 * 1024 + 1), "&a".repeat(1_000)] {
        assert_eq!(raw(&sandbox, (FORM, body), (DEMO.auth_token, &[])).await.0, 413);
    }

    let (body, fields) = encoded(&FIELDS);
    for content_type in ["application/json", "text/plain", "multipart/form-data; boundary=x"] {
        let refused = raw(&sandbox, (content_type, body.clone()), (DEMO.auth_token, &fields)).await;
        assert_eq!(refused.0, 415, "{content_type}");
    }
    nothing_written(&sandbox).await;
    let with_charset = format!("{FORM}; charset=UTF-8");
    assert_eq!(raw(&sandbox, (&with_charset, body), (DEMO.auth_token, &fields)).await.0, 200);
}

#[tokio::test]
async fn another_method_is_not_routed() {
    let sandbox = sandbox().await;
    let response = reqwest::get(url(&sandbox)).await.unwrap();
    assert_eq!(response.status(), 404);
    sandbox.twilio.send_message(text("still served")).await.unwrap();
    sandbox.only_record("MessagesTable").await.unwrap();
}
