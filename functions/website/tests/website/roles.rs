//! Who may do what inside a tenant.

use axum::Router;
use reqwest::Method;
use sandbox::{Sandbox, Setup};
use serde_json::{Value, json};
use sms::Sms;
use website::Website;

use crate::{THREAD, answer, receive};

/// Where tokens have a role.
pub(crate) async fn office() -> Sandbox {
    let setup = Setup::with(&[("TenantClaim", "tenant_id"), ("RoleClaim", "role")]);
    let functions = vec![sandbox::webhook::<Sms>(), sandbox::api::<Website>()];
    Sandbox::with(setup, functions, Router::new()).await.unwrap()
}

/// Asks as a user of tenant `demo`, with JSON unless it is `null`.
pub(crate) async fn ask_as(
    sandbox: &Sandbox,
    (user, role): (&str, &str),
    (method, path): (Method, &str),
    body: &Value,
) -> (u16, Value) {
    let request = sandbox.request_as(("demo", user, role), method, path);
    let body = if body.is_null() { String::new() } else { body.to_string() };
    answer(request.header("content-type", "application/json").body(body)).await
}

#[tokio::test]
async fn a_role_may_what_the_table_says() {
    let sandbox = office().await;
    receive(&sandbox, "+15550190001", "hello").await;
    let read = format!("/api/threads/{THREAD}/read");
    let preferences = json!({ "recording_enabled": true });
    for (role, [reads, works, decides]) in
        [("viewer", [200, 403, 403]), ("agent", [200, 200, 403]), ("owner", [200, 200, 200])]
    {
        let of = ("ada", role);
        for (status, asked, body) in [
            (reads, (Method::GET, "/api/threads"), &Value::Null),
            (works, (Method::POST, read.as_str()), &Value::Null),
            (decides, (Method::PATCH, "/api/preferences"), &preferences),
        ] {
            let (found, answer) = ask_as(&sandbox, of, asked.clone(), body).await;
            assert_eq!(found, status, "{role} {asked:?}: {answer}");
        }
    }
    let asked = (Method::PATCH, "/api/preferences");
    let (_, refused) = ask_as(&sandbox, ("ada", "agent"), asked, &preferences).await;
    let error =
        json!({ "code": "role", "message": "this needs the role owner", "needed_role": "owner" });
    assert_eq!(refused["error"], error);
}

#[tokio::test]
async fn who_has_no_role_may_nothing() {
    let sandbox = office().await;
    for role in ["", "admin", "Owner", "[owner]"] {
        let asked = (Method::GET, "/api/threads");
        let (status, body) = ask_as(&sandbox, ("ada", role), asked, &Value::Null).await;
        let error = &body["error"];
        assert_eq!((status, &error["code"]), (403, &json!("role")), "{role}");
        assert_eq!(error["needed_role"], "viewer");
    }
}

#[tokio::test]
async fn without_a_claim_for_it_everybody_is_owner() {
    let sandbox = crate::sandbox().await;
    let path = format!("{}/api/preferences", sandbox.url());
    let token = sandbox.issuer.token_of("x", "demo", "viewer");
    let request = reqwest::Client::new().patch(path).bearer_auth(token);
    let (status, _) = answer(request.body(r#"{"recording_enabled":true}"#)).await;
    assert_eq!(status, 200);
}
