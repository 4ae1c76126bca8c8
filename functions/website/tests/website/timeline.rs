//! What has happened with a person.

use reqwest::Method;
use sandbox::Sandbox;
use serde_json::{Value, json};

use crate::scene::demo;
use crate::{THREAD, ask, each, get, receive, sandbox, send};

const CONTACT: &str = "+15550190001";

async fn person(sandbox: &Sandbox, number: &str) -> String {
    let path = format!("/api/contacts?number={}", number.replace('+', "%2B"));
    let page = get(sandbox, &path).await;
    page["items"][0]["contact_id"].as_str().unwrap().to_owned()
}

async fn timeline(sandbox: &Sandbox, query: &str) -> Value {
    sandbox.drain_streams().await;
    let id = person(sandbox, CONTACT).await;
    get(sandbox, &format!("/api/contacts/{id}/timeline?{query}")).await
}

#[tokio::test]
async fn everything_that_happened_is_in_one_order() {
    let sandbox = sandbox().await;
    let call = demo(&sandbox, 1);
    call.received(None).await;
    demo(&sandbox, 2).voicemail(12).await;
    receive(&sandbox, CONTACT, "hello").await;
    receive(&sandbox, "+15550190002", "somebody else").await;
    let notes = format!("/api/threads/{THREAD}/notes");
    send(&sandbox, (Method::POST, &notes), &json!({ "text": "rings back" })).await;
    for word in ["STOP", "STOP", "START"] {
        receive(&sandbox, CONTACT, word).await;
    }
    let page = timeline(&sandbox, "").await;
    let kinds = each(&page, "kind");
    // The calls of the scene are of another year.
    let (texts, calls) = kinds.split_at(7);
    let count = |kind: &str| texts.iter().filter(|one| ***one == kind).count();
    assert_eq!((count("message"), count("note"), count("consent")), (4, 1, 2), "{kinds:?}");
    assert_eq!(calls, ["voicemail", "call"], "{page}");
    let mut times = each(&page, "at");
    times.reverse();
    assert!(times.is_sorted_by_key(|time| time.as_str().unwrap()));
    let of = |kind: &str| page["items"].as_array().unwrap().iter().find(|it| it["kind"] == kind);
    assert_eq!(of("note").unwrap()["note"]["text"], "rings back");
    assert_eq!(of("call").unwrap()["call"]["direction"], "inbound");
    assert_eq!(of("voicemail").unwrap()["voicemail"]["duration"], 12);
    let consents: Vec<_> = each(&page, "consent").into_iter().filter(|it| !it.is_null()).collect();
    assert_eq!(
        (&consents[0]["opted_out"], &consents[1]["opted_out"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(consents[0]["source"], "keyword");
    let (status, _) = {
        let id = person(&sandbox, CONTACT).await;
        ask(&sandbox, "other", (Method::GET, &format!("/api/contacts/{id}/timeline"))).await
    };
    assert_eq!(status, 404);
}

/// Both have the same time.
#[tokio::test]
async fn a_wish_comes_after_the_text_that_says_it() {
    let sandbox = sandbox().await;
    for word in ["hello", "STOP", "START"] {
        receive(&sandbox, CONTACT, word).await;
    }
    let page = timeline(&sandbox, "").await;
    let items = page["items"].as_array().unwrap().iter().rev();
    let told = items.map(|it| match it["kind"].as_str() {
        Some("consent") => format!("opted out: {}", it["consent"]["opted_out"]),
        _ => it["message"]["body"].as_str().unwrap().to_owned(),
    });
    let told: Vec<_> = told.collect();
    assert_eq!(told, ["hello", "STOP", "opted out: true", "START", "opted out: false"], "{page}");
}

#[tokio::test]
async fn what_comes_in_between_does_not_move_a_page() {
    let sandbox = sandbox().await;
    for number in 0..5 {
        receive(&sandbox, CONTACT, &number.to_string()).await;
    }
    let first = timeline(&sandbox, "limit=2").await;
    receive(&sandbox, CONTACT, "later").await;
    let next = first["next"].as_str().unwrap();
    let second = timeline(&sandbox, &format!("limit=2&cursor={next}")).await;
    let bodies: Vec<_> = [&first, &second]
        .iter()
        .flat_map(|page| each(page, "message"))
        .map(|message| message["body"].as_str().unwrap())
        .collect();
    assert_eq!(bodies, ["4", "3", "2", "1"]);
}

#[tokio::test]
async fn kinds_can_be_chosen() {
    let sandbox = sandbox().await;
    receive(&sandbox, CONTACT, "hello").await;
    receive(&sandbox, CONTACT, "STOP").await;
    assert_eq!(each(&timeline(&sandbox, "kind=consent").await, "kind"), ["consent"]);
    assert_eq!(each(&timeline(&sandbox, "kind=consent,call").await, "kind"), ["consent"]);
    let id = person(&sandbox, CONTACT).await;
    for (query, field) in
        [("kind=text", "kind"), ("kind=", "kind"), ("limit=0", "limit"), ("a=b", "a")]
    {
        let path = format!("/api/contacts/{id}/timeline?{query}");
        let (status, refused) = ask(&sandbox, "demo", (Method::GET, &path)).await;
        assert_eq!((status, &refused["error"]["field"]), (400, &json!(field)), "{query}");
    }
}

/// A query of the timeline, a read of what it names.
#[tokio::test]
async fn a_page_costs_the_same_however_long_it_is() {
    let sandbox = sandbox().await;
    for number in 0..30 {
        receive(&sandbox, CONTACT, &number.to_string()).await;
    }
    sandbox.drain_streams().await;
    let id = person(&sandbox, CONTACT).await;
    for limit in [1, 30] {
        sandbox.aws.clear_calls();
        get(&sandbox, &format!("/api/contacts/{id}/timeline?limit={limit}")).await;
        assert_eq!(sandbox.aws.calls().len(), 2, "{limit}");
    }
}

#[tokio::test]
async fn a_note_that_is_deleted_is_gone() {
    let sandbox = sandbox().await;
    receive(&sandbox, CONTACT, "hello").await;
    let notes = format!("/api/threads/{THREAD}/notes");
    let (_, note) = send(&sandbox, (Method::POST, &notes), &json!({ "text": "one" })).await;
    assert_eq!(each(&timeline(&sandbox, "kind=note").await, "kind"), ["note"]);
    let path = format!("{notes}/{}", note["note_id"].as_str().unwrap());
    ask(&sandbox, "demo", (Method::DELETE, &path)).await;
    assert_eq!(timeline(&sandbox, "kind=note").await["items"], json!([]));
}

#[tokio::test]
async fn whoever_has_two_numbers_has_one_timeline() {
    let sandbox = sandbox().await;
    let other = "+15550190002";
    for (number, body) in [(CONTACT, "one"), (other, "two"), (CONTACT, "three"), (other, "four")] {
        receive(&sandbox, number, body).await;
    }
    let (ada, hers) = (person(&sandbox, CONTACT).await, person(&sandbox, other).await);
    let merge = format!("/api/contacts/{ada}/merge");
    let (status, _) = send(&sandbox, (Method::POST, &merge), &json!({ "contact_id": hers })).await;
    assert_eq!(status, 200);
    receive(&sandbox, other, "five").await;
    sandbox.drain_streams().await;
    let bodies = |page: &Value| {
        let bodies = each(page, "message").into_iter().map(|message| message["body"].clone());
        bodies.collect::<Vec<_>>()
    };
    for id in [&ada, &hers] {
        let first = get(&sandbox, &format!("/api/contacts/{id}/timeline?limit=2")).await;
        let next = first["next"].as_str().unwrap();
        let rest = get(&sandbox, &format!("/api/contacts/{id}/timeline?cursor={next}")).await;
        let all = [bodies(&first), bodies(&rest)].concat();
        assert_eq!(all, ["five", "four", "three", "two", "one"], "{id}");
    }
    let found = get(&sandbox, "/api/contacts?q=190002").await;
    assert_eq!(each(&found, "contact_id"), [ada.as_str()]);
    let found = get(&sandbox, "/api/search/messages?q=five").await;
    assert_eq!(found["items"][0]["contact"]["contact_id"], ada.as_str());
}
