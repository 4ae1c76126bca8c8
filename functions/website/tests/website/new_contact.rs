//! Contacts that the website makes.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{answer, ask, each, get, receive, request, sandbox, send};

const POST: (Method, &str) = (Method::POST, "/api/contacts");

fn sms(number: &str) -> Value {
    json!({ "channel": "sms", "address": number })
}

#[tokio::test]
async fn somebody_is_known_before_writing() {
    let sandbox = sandbox().await;
    receive(&sandbox, "+15550190009", "earlier").await;
    let body = json!({ "addresses": [sms("+15550190001")], "name": "Ada", "lead_id": "crm-1" });
    let (status, made) = send(&sandbox, POST, &body).await;
    assert_eq!((status, &made["name"], &made["lead_id"]), (201, &json!("Ada"), &json!("crm-1")));
    assert_eq!((&made["threads"], &made["last_activity_at"]), (&json!([]), &made["created_at"]));
    assert_eq!(made["addresses"][0]["address"], "+15550190001");
    let page = get(&sandbox, "/api/contacts").await;
    assert_eq!(each(&page, "name"), [&json!("Ada"), &Value::Null], "in the list, at its place");
    let found = get(&sandbox, "/api/contacts?lead_id=crm-1").await;
    assert_eq!(found["items"][0]["contact_id"], made["contact_id"]);

    for name in ["Ada", "Eve"] {
        let again =
            json!({ "addresses": [sms("+15550190008"), sms("+15550190001")], "name": name });
        let (status, refused) = send(&sandbox, POST, &again).await;
        assert_eq!((status, &refused["error"]["code"]), (409, &json!("contact_exists")));
        assert_eq!(refused["error"]["contact_id"], made["contact_id"]);
    }
    let theirs = request(&sandbox, "other", POST).header("content-type", "application/json");
    let (status, theirs) = answer(theirs.body(body.to_string())).await;
    assert_eq!(status, 201, "another tenant's contacts are not in the way");
    assert_ne!(theirs["contact_id"], made["contact_id"]);

    receive(&sandbox, "+15550190001", "hello").await;
    let page = get(&sandbox, "/api/contacts").await;
    assert_eq!(page["items"].as_array().unwrap().len(), 2, "none of the refused was made");
    let thread = &get(&sandbox, "/api/threads").await["items"][0];
    assert_eq!(
        (&thread["contact_id"], &thread["contact_name"], &thread["lead_id"]),
        (&made["contact_id"], &json!("Ada"), &json!("crm-1"))
    );
}

#[tokio::test]
async fn all_addresses_are_one_person_from_the_beginning() {
    let sandbox = sandbox().await;
    let addresses = json!([
        sms("+15550190001"),
        sms("+15550190002"),
        { "channel": "whatsapp", "address": "+15550190001" },
        { "channel": "whatsapp", "address": "US.1349" },
        { "channel": "rcs", "address": "+15550190003" },
        { "channel": "messenger", "address": "1234567890" },
    ]);
    let (status, made) = send(&sandbox, POST, &json!({ "addresses": addresses })).await;
    assert_eq!((status, made["addresses"].as_array().map(Vec::len)), (201, Some(6)), "{made}");
    receive(&sandbox, "+15550190002", "from the other one").await;
    let page = get(&sandbox, "/api/contacts").await;
    assert_eq!(each(&page, "contact_id"), [&made["contact_id"]]);
    let path = format!("/api/contacts/{}", made["contact_id"].as_str().unwrap());
    let one = get(&sandbox, &path).await;
    assert_eq!(one["threads"][0]["thread_id"], "sms.15550100001.15550190002");
    assert!(one["last_activity_at"].as_str() > made["last_activity_at"].as_str());
}

#[tokio::test]
async fn what_is_wrong_is_named() {
    let sandbox = sandbox().await;
    let one = json!([sms("+15550190001")]);
    let many: Vec<_> = (0..11).map(|number| sms(&format!("+155501901{number:02}"))).collect();
    for (body, field) in [
        (json!([]), "body"),
        (json!({}), "addresses"),
        (json!({ "addresses": "+15550190001" }), "addresses"),
        (json!({ "addresses": [] }), "addresses"),
        (json!({ "addresses": many }), "addresses"),
        (json!({ "addresses": ["+15550190001"] }), "addresses"),
        (json!({ "addresses": [{ "channel": "sms" }] }), "address"),
        (json!({ "addresses": [sms("5550190001")] }), "address"),
        (json!({ "addresses": [sms("US.1349")] }), "address"),
        (json!({ "addresses": [{ "channel": "fax", "address": "+15550190001" }] }), "channel"),
        (json!({ "addresses": [{ "channel": "messenger", "address": "Ada L." }] }), "address"),
        (json!({ "addresses": [{ "address": "+15550190001", "label": "home" }] }), "label"),
        (json!({ "addresses": one, "name": " " }), "name"),
        (json!({ "addresses": one, "name": "x".repeat(129) }), "name"),
        (json!({ "addresses": one, "name": "A\u{0}" }), "name"),
        (json!({ "addresses": one, "lead_id": "a b" }), "lead_id"),
        (json!({ "addresses": one, "notes": "" }), "notes"),
    ] {
        let (status, refused) = send(&sandbox, POST, &body).await;
        assert_eq!((status, &refused["error"]["field"]), (400, &json!(field)), "{body}");
    }
    let (_, page) = ask(&sandbox, "demo", (Method::GET, "/api/contacts")).await;
    assert_eq!(page["items"], json!([]));
}
