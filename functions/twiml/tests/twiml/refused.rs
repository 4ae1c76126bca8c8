//! Requests that are not let in, and leave no trace.

use reqwest::Method;
use sandbox::demo::OTHER;

use crate::world::{fields, post, sandbox, send};
use crate::{RECORDING, at};

#[tokio::test]
async fn a_forged_request_is_forbidden_at_every_step() {
    let sandbox = sandbox().await;
    sandbox.add(&OTHER).await.unwrap();
    let more = [("Digits", "1"), ("DialCallStatus", "busy"), ("RecordingSid", RECORDING)];
    for step in shared::callback::Step::ALL {
        for method in [Method::GET, Method::POST] {
            let query = at(step.as_str());
            let refused = send(&sandbox, (method, &query), &fields(&more), OTHER.auth_token).await;
            assert_eq!(refused.status, 403, "{step:?}");
        }
    }
    let unknown = fields(&[("AccountSid", "AC99999999999999999999999999999999")]);
    assert_eq!(post(&sandbox, &at("screened"), &unknown).await.status, 403);
    for table in ["CallsTable", "VoicemailsTable"] {
        assert!(sandbox.records(table).await.unwrap().is_empty(), "{table}");
    }
}
