//! Whoever takes over a function that strangers reach does not get at the main account: with the
//! function's own keys, neither its token nor a later one can be had.

use std::collections::BTreeSet;

use sandbox::demo::{DEMO, PARENT};
use sandbox::template::Permission;
use shared::app::{App, Clock};
use shared::config::Config;

use crate::life::Life;

/// These set up accounts, in the main account's name.
const TRUSTED: [&str; 2] = ["AccountsFunction", "SweeperFunction"];
/// These ask nobody in a tenant's name.
const WITHOUT_TOKENS: [&str; 6] = [
    "AnnounceFunction",
    "DeliverFunction",
    "ImporterFunction",
    "MessagesFunction",
    "WebhooksFunction",
    "WebsiteFunction",
];

/// The clients of somebody who has a function's keys.
fn intruder(life: &Life, function: &str) -> App {
    let environment = life.sandbox.aws.environment(function);
    App::new(Config::from_lookup(|name| environment.get(name).cloned()).unwrap(), Clock::System)
}

#[tokio::test]
async fn no_function_but_two_can_decrypt_the_main_accounts_token() {
    let life = Life::start().await;
    let app = life.sandbox.app("WebsiteFunction").unwrap();
    let (main, tenants) = (PARENT.account_sid.parse().unwrap(), DEMO.account_sid.parse().unwrap());
    let stored = async |sid| app.store.account_get(sid).await.unwrap().unwrap().auth_token;
    let (of_main, of_tenant) = (stored(&main).await, stored(&tenants).await);
    for function in life.sandbox.aws.template().functions.keys() {
        let secrets = intruder(&life, function).secrets;
        let trusted = TRUSTED.contains(&function.as_str());
        let got = secrets.decrypt(&main, &of_main).await;
        assert_eq!(got.is_ok(), trusted, "{function}");
        // Under another account's name it is no ciphertext of this key.
        assert!(secrets.decrypt(&tenants, &of_main).await.is_err(), "{function}");
        let needs_tokens = !WITHOUT_TOKENS.contains(&function.as_str());
        assert_eq!(secrets.decrypt(&tenants, &of_tenant).await.is_ok(), needs_tokens, "{function}");
    }
    let decrypts = |(_, denied): &&(String, Permission)| denied.action == "kms:Decrypt";
    let denied = life.sandbox.aws.permissions_denied();
    let denied: BTreeSet<_> =
        denied.iter().filter(decrypts).map(|(function, _)| function.as_str()).collect();
    let all = life.sandbox.aws.template().functions.len();
    assert_eq!(denied.len(), all - TRUSTED.len(), "{denied:?}");
}

/// Its number is no secret: a stranger who claims it is refused like any other, and sets off nothing.
#[tokio::test]
async fn webhooks_in_its_name_are_refused_unopened() {
    let life = Life::start().await;
    let functions = life.sandbox.aws.template().functions.values();
    let routes = functions.flat_map(|function| &function.routes);
    let webhooks: Vec<_> =
        routes.filter(|route| !route.authorized && route.method == "POST").collect();
    assert_eq!(webhooks.len(), 7);
    for webhook in webhooks {
        let url = format!("{}{}", life.sandbox.url(), webhook.path);
        let form = format!("AccountSid={}", PARENT.account_sid);
        let form = reqwest::Client::new().post(url).body(form);
        let form = form.header("content-type", "application/x-www-form-urlencoded");
        let forged = form.header("x-twilio-signature", "c2lnbmVkIGJ5IG5vYm9keSBhdCBhbGw=");
        assert_eq!(forged.send().await.unwrap().status(), 403, "{}", webhook.path);
    }
    assert_eq!(life.sandbox.aws.permissions_denied(), BTreeSet::new());
}

/// What events are signed with is another kind of secret, under the same key.
#[tokio::test]
async fn no_function_but_one_can_decrypt_what_events_are_signed_with() {
    let life = Life::start().await;
    let wish = serde_json::json!({ "url": "https://www.example.com/hooks" });
    let (_, made) = life.demo(reqwest::Method::POST, "/api/webhooks", &wish).await;
    let (app, demo) = (life.sandbox.app("WebsiteFunction").unwrap(), "demo".parse().unwrap());
    let id = made["endpoint_id"].as_str().unwrap().parse().unwrap();
    let stored = app.store.endpoint_get(&demo, &id).await.unwrap().unwrap().secret;
    for function in life.sandbox.aws.template().functions.keys() {
        let app = intruder(&life, function);
        let may = function == "DeliverFunction";
        let found = app.store.endpoint_get(&demo, &id).await;
        let reads = ["DeliverFunction", "WebhooksFunction"].contains(&function.as_str());
        assert_eq!(found.is_ok(), reads, "{function}");
        assert_eq!(app.secrets.decrypt_signing(&id, &stored).await.is_ok(), may, "{function}");
    }
}
