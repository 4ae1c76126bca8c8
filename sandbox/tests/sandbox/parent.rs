//! The main account of a fresh sandbox.

use sandbox::Sandbox;
use sandbox::demo::{DEMO, OTHER, PARENT};

#[tokio::test]
async fn the_main_account_owns_the_tenants_accounts_and_is_on_record() {
    let sandbox = Sandbox::start(Vec::new()).await.unwrap();
    sandbox.add(&OTHER).await.unwrap();
    let owned = sandbox.twilio.subaccounts(PARENT.account_sid).unwrap();
    let owned: Vec<_> = owned.iter().map(|account| account.sid.as_str()).collect();
    assert_eq!(owned, [DEMO.account_sid, OTHER.account_sid]);
    assert!(sandbox.twilio.numbers(PARENT.account_sid).unwrap().is_empty());

    let app = sandbox.app("WebsiteFunction").unwrap();
    let sid = PARENT.account_sid.parse().unwrap();
    let open = app.accounts.open(&sid).await.unwrap().unwrap();
    assert_eq!(open.account.tenant_id.as_str(), PARENT.tenant_id);
    assert_eq!(open.token().reveal(), PARENT.auth_token);
    assert!(app.store.tenant_get(&open.account.tenant_id).await.unwrap().is_none());
}
