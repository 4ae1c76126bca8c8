//! Contacts, and what they want.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{THREAD, ask, each, get, receive, request, sandbox, send};

const CONTACT: &str = "+15550190001";

#[tokio::test]
async fn people_are_listed_by_when_they_were_heard_of() {
    let sandbox = sandbox().await;
    receive(&sandbox, CONTACT, "hello").await;
    receive(&sandbox, "+15550190002", "hi").await;
    receive(&sandbox, CONTACT, "me again").await;
    let page = get(&sandbox, "/api/contacts?limit=1").await;
    let person = &page["items"][0];
    assert_eq!(person["addresses"][0]["address"], CONTACT);
    assert_eq!(person["addresses"][0]["channel"], "sms");
    let next = page["next"].as_str().unwrap();
    let page = get(&sandbox, &format!("/api/contacts?cursor={next}")).await;
    assert_eq!(page["items"][0]["addresses"][0]["address"], "+15550190002");
    let (status, none) = ask(&sandbox, "other", (Method::GET, "/api/contacts")).await;
    assert_eq!((status, &none["items"]), (200, &json!([])));

    let path = format!("/api/contacts/{}", person["contact_id"].as_str().unwrap());
    let one = get(&sandbox, &path).await;
    assert_eq!(one["threads"][0]["thread_id"], THREAD);
    assert_eq!(one["threads"][0]["contact_id"], person["contact_id"]);
    for (tenant, path) in [("other", path.as_str()), ("demo", "/api/contacts/x")] {
        let (status, _) = ask(&sandbox, tenant, (Method::GET, path)).await;
        assert_eq!(status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_person_gets_a_name_and_a_reference() {
    let sandbox = sandbox().await;
    receive(&sandbox, CONTACT, "hello").await;
    let page = get(&sandbox, "/api/contacts").await;
    let path = format!("/api/contacts/{}", page["items"][0]["contact_id"].as_str().unwrap());
    let describe = (Method::PATCH, path.as_str());
    let (status, named) =
        send(&sandbox, describe.clone(), &json!({ "name": "Ada", "lead_id": "crm|7" })).await;
    assert_eq!((status, &named["name"], &named["lead_id"]), (200, &json!("Ada"), &json!("crm|7")));
    receive(&sandbox, CONTACT, "more").await;
    let thread = &get(&sandbox, "/api/threads").await["items"][0];
    assert_eq!(thread["contact_name"], "Ada");
    assert_eq!(thread["lead_id"], "crm|7");
    let messages = get(&sandbox, &format!("/api/threads/{THREAD}/messages")).await;
    assert_eq!(each(&messages, "lead_id"), ["crm|7", "crm|7"], "also before it was given");
    let (_, changed) = send(&sandbox, describe.clone(), &json!({ "lead_id": null })).await;
    assert_eq!((&changed["name"], &changed["lead_id"]), (&json!("Ada"), &Value::Null));
    for (body, field) in [
        (json!({}), "body"),
        (json!({ "name": " " }), "name"),
        (json!({ "name": "x".repeat(129) }), "name"),
        (json!({ "lead_id": "a b" }), "lead_id"),
        (json!({ "name": "Ada", "phone": "1" }), "phone"),
    ] {
        let (status, refused) = send(&sandbox, describe.clone(), &body).await;
        assert_eq!((status, &refused["error"]["field"]), (400, &json!(field)), "{body}");
    }
}

#[tokio::test]
async fn who_wants_no_messages_is_in_one_list() {
    let sandbox = sandbox().await;
    receive(&sandbox, CONTACT, "STOP").await;
    receive(&sandbox, "+15550190002", "STOP").await;
    receive(&sandbox, "+15550190002", "START").await;
    let page = get(&sandbox, "/api/opt-outs").await;
    assert_eq!(each(&page, "contact_number"), [CONTACT]);
    assert_eq!((&page["items"][0]["source"], &page["next"]), (&json!("keyword"), &Value::Null));
    let all = get(&sandbox, "/api/consents?limit=1").await;
    let next = all["next"].as_str().unwrap();
    let rest = get(&sandbox, &format!("/api/consents?cursor={next}")).await;
    let mut known = [each(&all, "contact_number"), each(&rest, "contact_number")].concat();
    known.sort_by_key(ToString::to_string);
    assert_eq!(known, [CONTACT, "+15550190002"]);
    let thread = &get(&sandbox, "/api/threads").await["items"][1];
    assert_eq!(thread["opted_out_at"], page["items"][0]["opted_out_at"]);
}

#[tokio::test]
async fn a_user_notes_what_somebody_has_said() {
    let sandbox = sandbox().await;
    let post = (Method::POST, "/api/consents");
    let out = json!({ "contact_number": CONTACT, "opted_out": true });
    let (status, noted) = send(&sandbox, post.clone(), &out).await;
    assert_eq!(status, 200, "{noted}");
    assert_eq!(each(&noted, "own_number"), ["+15550100001", "+15550100002"]);
    let one = &noted["items"][0];
    assert_eq!((&one["source"], one["opted_out_at"].is_string()), (&json!("website"), true));
    assert_eq!(one["changed_by"], "demo", "the token's user");
    assert_eq!(get(&sandbox, "/api/opt-outs").await["items"].as_array().unwrap().len(), 2);

    let again = json!({
        "contact_number": CONTACT, "own_number": "+15550100002", "opted_out": false,
    });
    let (_, noted) = send(&sandbox, post.clone(), &again).await;
    assert_eq!(noted["items"][0]["opted_out_at"], Value::Null);
    let left = get(&sandbox, "/api/opt-outs").await;
    assert_eq!(each(&left, "own_number"), ["+15550100001"]);
    for (body, field) in [
        (json!({ "opted_out": true }), "contact_number"),
        (json!({ "contact_number": "12345", "opted_out": true }), "contact_number"),
        (json!({ "contact_number": CONTACT }), "opted_out"),
        (json!({ "contact_number": CONTACT, "opted_out": "yes" }), "opted_out"),
        (
            json!({ "contact_number": CONTACT, "own_number": "+15550109999", "opted_out": true }),
            "own_number",
        ),
        (json!({ "contact_number": CONTACT, "opted_out": true, "channel": "fax" }), "channel"),
    ] {
        let (status, refused) = send(&sandbox, post.clone(), &body).await;
        assert_eq!((status, &refused["error"]["field"]), (400, &json!(field)), "{body}");
    }
    let request = request(&sandbox, "other", (Method::GET, "/api/opt-outs"));
    assert_eq!(crate::answer(request).await.1["items"], json!([]));
}
