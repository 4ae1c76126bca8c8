//! Requests that are not let in, and leave no trace.

use reqwest::Method;
use sandbox::demo::{DEMO, OTHER};
use twilio_simulator::{Corruption, Delivery};

use crate::SUBJECT;
use crate::world::{fields, post, sandbox, send};

#[tokio::test]
async fn a_forged_request_is_forbidden() {
    let sandbox = sandbox().await;
    sandbox.add(&OTHER).await.unwrap();
    let url = format!("{}{SUBJECT}", sandbox.url());
    for corrupt in [Corruption::Signature, Corruption::Body, Corruption::MissingSignature] {
        let delivery = Delivery { corrupt: Some(corrupt), ..Delivery::default() };
        let answers =
            sandbox.twilio.post_webhook(&url, DEMO.account_sid, &fields(&[]), &delivery).await;
        assert_eq!(answers.unwrap()[0].status, 403, "{corrupt:?}");
    }
    for method in [Method::GET, Method::POST] {
        let refused = send(&sandbox, (method, ""), &fields(&[]), OTHER.auth_token).await;
        assert_eq!(refused.status, 403);
    }
    let unknown = fields(&[("AccountSid", "AC99999999999999999999999999999999")]);
    assert_eq!(post(&sandbox, "", &unknown).await.status, 403);
    assert!(sandbox.records("CallsTable").await.unwrap().is_empty());
}

#[tokio::test]
async fn another_tenants_call_is_left_alone() {
    let sandbox = sandbox().await;
    sandbox.add(&OTHER).await.unwrap();
    let theirs = [("AccountSid", OTHER.account_sid), ("To", OTHER.numbers[0])];
    let asked = send(&sandbox, (Method::POST, ""), &fields(&theirs), OTHER.auth_token).await;
    assert_eq!(asked.status, 200);
    let call = sandbox.only_record("CallsTable").await.unwrap();
    assert_eq!(post(&sandbox, "", &fields(&[])).await.status, 403);
    assert_eq!(sandbox.only_record("CallsTable").await.unwrap(), call);
}
