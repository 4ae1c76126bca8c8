//! What the document does not describe fails the test that has caused it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use reqwest::{Method, Url};
use sandbox::Sandbox;
use serde_json::{Value, json};
use shared::api::{Answer, Api, ApiError, ApiRequest};
use shared::app::App;

/// Stands in for the function `website`, and answers what the query says.
enum Planted {}

impl Api for Planted {
    const NAME: &'static str = "website";

    async fn handle(_: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
        let sent: Value =
            request.query().get("tag").map_or(Value::Null, |text| text.parse().unwrap());
        match sent["conflict"].as_str() {
            Some("known") => Err(ApiError::Conflict { code: "opted_out", message: "no" }),
            _ => Ok(sent.into()),
        }
    }
}

async fn planted(path: &str, answer: &Value) -> Vec<String> {
    let sandbox = Sandbox::start(vec![sandbox::api::<Planted>()]).await.unwrap();
    let url = Url::parse_with_params("http://a", [("tag", answer.to_string())]).unwrap();
    let mark = if path.contains('?') { '&' } else { '?' };
    let path = format!("{path}{mark}{}", url.query().unwrap());
    let request = sandbox.request("demo", Method::GET, &path);
    request.send().await.unwrap();
    let found = sandbox.breaches();
    assert!(sandbox.breaches().is_empty(), "they are told once");
    found
}

#[tokio::test]
async fn an_answer_that_is_not_described_is_found() {
    let path = "/api/threads";
    let begin = "GET /api/threads was answered 200, not as docs/openapi.yaml says: at \"";
    for (answer, place) in [
        (json!({ "items": [], "next": 7 }), "/next\""),
        (json!({ "items": [] }), "/\": \"next\" is a required property"),
        (json!({ "items": [{ "thread_id": "x y" }], "next": null }), "/items/0"),
        (json!({ "items": [], "next": null, "more": 1 }), "/\": Additional properties"),
    ] {
        let found = planted(path, &answer).await;
        let [found] = found.as_slice() else { panic!("{answer}: {found:?}") };
        let told = found.strip_prefix(begin).unwrap_or_else(|| panic!("{found}"));
        assert!(told.starts_with(place), "{answer}: {found}");
    }
    assert_eq!(planted(path, &json!({ "items": [], "next": null })).await, [""; 0]);
    let found = planted(path, &json!({ "conflict": "known" })).await;
    let expected =
        "GET /api/threads was answered 409, not as docs/openapi.yaml says: it knows [200, ";
    assert!(found.len() == 1 && found[0].starts_with(expected), "{found:?}");
}

/// What the document says that the code refuses, the code has to refuse.
#[tokio::test]
async fn a_request_that_should_have_been_refused_is_found() {
    let page = json!({ "items": [], "next": null });
    let found = planted("/api/threads?limit=201", &page).await;
    let expected =
        "GET /api/threads has taken what docs/openapi.yaml says that it refuses: query limit";
    assert!(found.len() == 1 && found[0].starts_with(expected), "{found:?}");
    let found = planted("/api/threads?since=1", &page).await;
    assert!(found.len() == 1 && found[0].ends_with("query since is not described"), "{found:?}");
}

#[tokio::test]
async fn what_nobody_looks_at_fails_the_test() {
    let sandbox = Sandbox::start(vec![sandbox::api::<Planted>()]).await.unwrap();
    let request = sandbox.request("demo", Method::GET, "/api/threads");
    assert_eq!(request.send().await.unwrap().status(), 200);
    let failed = catch_unwind(AssertUnwindSafe(|| drop(sandbox))).unwrap_err();
    let words = failed.downcast_ref::<String>().unwrap();
    assert!(words.contains("GET /api/threads was answered 200"), "{words}");
}
