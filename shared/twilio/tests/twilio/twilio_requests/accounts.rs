//! Accounts and their tokens.

use twilio::status::AccountStatus;

use super::desk::Desk;
use super::request::{lines, values};
use crate::twilio_client::{LONG, account, credentials, owner};

const NAMES: [&str; 3] = ["patchbay demo 01JZ", "auth0|5f7c & Söhne", "a+b=c%20"];

#[tokio::test]
async fn any_name_is_accepted_and_arrives_as_it_is() {
    let desk = Desk::start().await;
    for name in NAMES {
        drop(desk.twilio.errand(credentials(), LONG).account_create(name).await);
        assert_eq!(values(&desk.request().form(), "FriendlyName"), [name]);
        drop(desk.twilio.errand(credentials(), LONG).account_find(name).await);
        assert_eq!(values(&desk.request().query, "FriendlyName"), [name]);
    }
    assert_eq!(desk.requests().len(), 2 * NAMES.len());
}

#[tokio::test]
async fn every_status_is_accepted() {
    let desk = Desk::start().await;
    for status in [AccountStatus::Active, AccountStatus::Suspended, AccountStatus::Closed] {
        drop(desk.twilio.errand(credentials(), LONG).account_status_set(&owner(), status).await);
    }
    let requests = desk.requests();
    let forms: String = requests.iter().map(|request| lines(&request.form())).collect();
    insta::assert_snapshot!(forms, @r"
    Status=active
    Status=suspended
    Status=closed
    ");
    let path = format!("/2010-04-01/Accounts/{}.json", owner());
    assert!(requests.iter().all(|request| request.path == path));
}

#[tokio::test]
async fn all_pages_of_accounts_are_accepted() {
    let next = "/2010-04-01/Accounts.json?FriendlyName=patchbay+demo&PageSize=50&Page=1";
    let page = serde_json::json!({"accounts": [account()], "next_page_uri": next}).to_string();
    let desk = Desk::answering(&[&page, r#"{"accounts":[],"next_page_uri":null}"#]).await;
    let found =
        desk.twilio.errand(credentials(), LONG).account_find("patchbay demo").await.unwrap();
    assert_eq!((found.len(), desk.requests().len()), (1, 2));
}

#[tokio::test]
async fn tokens_are_asked_for_with_an_empty_form() {
    let desk = Desk::start().await;
    drop(desk.twilio.errand(credentials(), LONG).secondary_token_create().await);
    drop(desk.twilio.errand(credentials(), LONG).secondary_token_delete().await);
    drop(desk.twilio.errand(credentials(), LONG).token_promote().await);
    let asked = desk.requests();
    let asked: Vec<_> = asked
        .iter()
        .map(|request| format!("{} {}{}\n", request.method, request.path, request.body))
        .collect();
    insta::assert_snapshot!(asked.concat(), @r"
    POST /v1/AuthTokens/Secondary
    DELETE /v1/AuthTokens/Secondary
    POST /v1/AuthTokens/Promote
    ");
}
