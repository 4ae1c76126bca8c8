//! Accounts and tokens.

use serde_json::json;
use twilio::client::PostError;
use twilio::status::AccountStatus;

use super::saying;
use crate::twilio_client::{LONG, OTHER_TOKEN, account, credentials, owner};

#[tokio::test]
async fn an_account_has_its_token() {
    for (name, status) in [
        ("active", AccountStatus::Active),
        ("suspended", AccountStatus::Suspended),
        ("closed", AccountStatus::Closed),
    ] {
        let mut account = account();
        account["status"] = json!(name);
        let (_server, twilio) = saying(&[account]).await;
        let made =
            twilio.errand(credentials(), LONG).account_create("patchbay demo").await.unwrap();
        assert_eq!((made.sid, made.status), (owner(), status));
        assert_eq!(made.auth_token.reveal(), OTHER_TOKEN);
        assert_eq!(made.friendly_name, "patchbay demo");
    }
}

#[tokio::test]
async fn a_status_that_we_do_not_know_cannot_be_read() {
    let mut account = account();
    account["status"] = json!("paused");
    let (_server, twilio) = saying(&[account]).await;
    let error = twilio.errand(credentials(), LONG).account_get(&owner()).await.unwrap_err();
    assert!(matches!(error, PostError::Unknown(_)), "{error:?}");
}

#[tokio::test]
async fn an_account_is_found_by_all_of_its_name() {
    let mut longer = account();
    longer["friendly_name"] = json!("patchbay demo 2");
    let (_server, twilio) = saying(&[json!({"accounts": [longer, account(), account()]})]).await;
    let found = twilio.errand(credentials(), LONG).account_find("patchbay demo").await.unwrap();
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|account| account.friendly_name == "patchbay demo"));
}

#[tokio::test]
async fn a_new_token_is_given() {
    let (_server, twilio) = saying(&[
        json!({"secondary_auth_token": "second", "auth_token": "first"}),
        json!({"auth_token": "second"}),
    ])
    .await;
    let made = twilio.errand(credentials(), LONG).secondary_token_create().await.unwrap();
    let promoted = twilio.errand(credentials(), LONG).token_promote().await.unwrap();
    assert_eq!((made.reveal(), promoted.reveal()), ("second", "second"));
}
