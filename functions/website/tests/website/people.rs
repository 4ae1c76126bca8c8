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

/// A page of a list as a file: its text and where the next one is.
async fn file(sandbox: &sandbox::Sandbox, path: &str) -> (String, Option<String>) {
    let response = request(sandbox, "demo", (Method::GET, path)).send().await.unwrap();
    assert_eq!(response.status(), 200, "{path}");
    let header = |name: &str| {
        let value = response.headers().get(name)?;
        Some(value.to_str().unwrap().to_owned())
    };
    assert_eq!(header("content-type").unwrap(), "text/csv; charset=utf-8");
    let name = header("content-disposition").unwrap();
    assert!(name.starts_with("attachment; filename=\"") && name.ends_with(".csv\""), "{name}");
    let next = header("link").map(|link| {
        let (next, rest) = link.strip_prefix('<').unwrap().split_once('>').unwrap();
        assert_eq!(rest, "; rel=\"next\"");
        next.to_owned()
    });
    (response.text().await.unwrap(), next)
}

#[tokio::test]
async fn opt_outs_are_exported_page_by_page() {
    let sandbox = sandbox().await;
    for number in 1..=3 {
        receive(&sandbox, &format!("+1555019000{number}"), "STOP").await;
    }
    receive(&sandbox, "+15550190002", "START").await;
    let (whole, next) = file(&sandbox, "/api/opt-outs?format=csv").await;
    assert_eq!(next, None);
    let lines: Vec<_> = whole.lines().collect();
    assert_eq!(
        lines[0],
        "channel,own_number,contact_number,opted_out_at,source,changed_at,changed_by"
    );
    let out = get(&sandbox, "/api/opt-outs").await;
    let rows = out["items"].as_array().unwrap().iter().map(|one| {
        let text = |name: &str| one[name].as_str().unwrap_or_default();
        let (out, at) = (text("opted_out_at"), text("changed_at"));
        format!("sms,+15550100001,{},{out},{},{at},", text("contact_number"), text("source"))
    });
    assert_eq!(lines[1..], rows.collect::<Vec<_>>());
    assert_eq!((lines.len(), whole.ends_with("\r\n")), (3, true));

    let (mut pages, mut path) =
        (String::new(), Some("/api/opt-outs?format=csv&limit=1".to_owned()));
    while let Some(asked) = path {
        let (page, next) = file(&sandbox, &asked).await;
        pages.push_str(&page);
        path = next;
    }
    assert_eq!(pages, whole, "the pages, one after the other");
    assert_eq!(file(&sandbox, "/api/consents?format=csv").await.0.lines().count(), 4);
    let theirs = request(&sandbox, "other", (Method::GET, "/api/opt-outs?format=csv"));
    assert_eq!(theirs.send().await.unwrap().text().await.unwrap().lines().count(), 1);
    for (query, field) in [
        ("format=xlsx", "format"),
        ("format=csv&limit=1001", "limit"),
        ("limit=201", "limit"),
        ("format=csv&cursor=x", "cursor"),
    ] {
        let path = format!("/api/opt-outs?{query}");
        let (status, body) = ask(&sandbox, "demo", (Method::GET, &path)).await;
        assert_eq!((status, &body["error"]["field"]), (400, &json!(field)), "{query}");
    }
}

/// A record is at most a few hundred bytes, so a page stays far below what Lambda answers (6 MB).
#[tokio::test]
async fn a_page_of_a_file_holds_a_thousand() {
    let sandbox = sandbox().await;
    let store = sandbox.app("WebsiteFunction").unwrap().store;
    let own: twilio::phone::Party = "+15550100001".parse().unwrap();
    for number in 0..1_100 {
        let contact = format!("+1555020{number:04}").parse().unwrap();
        let parties = (twilio::phone::Channel::Sms, own.clone(), contact);
        let said = (shared::records::Consent::OptedOut, shared::records::ConsentSource::Keyword);
        let at = shared::records::Timestamp::from_millis(1_700_000_000_000 + number);
        let tenant = "demo".parse().unwrap();
        let report = shared::records::ConsentReport::new(tenant, parties, said, at);
        store.consent_put(&report).await.unwrap();
    }
    let (first, next) = file(&sandbox, "/api/opt-outs?format=csv").await;
    let (second, end) = file(&sandbox, &next.unwrap()).await;
    assert_eq!((first.lines().count(), second.lines().count(), end), (1_001, 100, None));
    assert!(first.len() < 200_000, "{}", first.len());
}
