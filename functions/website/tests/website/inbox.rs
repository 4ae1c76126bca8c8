//! What users say about conversations: done, whose, tags; and how far they have read.

use reqwest::Method;
use sandbox::Sandbox;
use sandbox::aws::Service;
use serde_json::{Value, json};

use crate::roles::{ask_as, office};
use crate::{THREAD, ask, each, get, receive, sandbox, send};

const ADA: &str = "+15550190001";
const BOB: &str = "+15550190002";

fn path(rest: &str) -> String {
    format!("/api/threads/{THREAD}{rest}")
}

async fn change(sandbox: &Sandbox, body: &Value) -> (u16, Value) {
    send(sandbox, (Method::PATCH, &path("")), body).await
}

async fn tags(sandbox: &Sandbox, names: &[&str]) {
    let items: Vec<_> =
        names.iter().map(|name| json!({ "name": name, "color": "#1A7F37" })).collect();
    let (status, body) =
        send(sandbox, (Method::PUT, "/api/tags"), &json!({ "items": items })).await;
    assert_eq!(status, 200, "{body}");
}

async fn with(sandbox: &Sandbox, query: &str) -> Vec<Value> {
    let page = get(sandbox, &format!("/api/threads?{query}")).await;
    each(&page, "contact_number").into_iter().cloned().collect()
}

#[tokio::test]
async fn a_conversation_is_done_until_the_contact_writes_again() {
    let sandbox = sandbox().await;
    receive(&sandbox, ADA, "one").await;
    let thread = get(&sandbox, &path("")).await;
    let state = json!([thread["status"], thread["assigned_to"], thread["tags"], thread["done_at"]]);
    assert_eq!(state, json!(["open", null, [], null]));
    let (status, done) = change(&sandbox, &json!({ "status": "done" })).await;
    assert_eq!((status, &done["status"], &done["done_by"]), (200, &json!("done"), &json!("demo")));
    assert!(done["done_at"].is_string());
    assert_eq!(with(&sandbox, "status=open").await, Vec::<Value>::new());
    assert_eq!(with(&sandbox, "status=done").await, [ADA]);
    sandbox.aws.clear_calls();
    receive(&sandbox, ADA, "two").await;
    let writes = sandbox.aws.calls().into_iter().filter(|call| call.service == Service::DynamoDb);
    assert_eq!(writes.filter(|call| call.operation == "TransactWriteItems").count(), 1);
    let thread = get(&sandbox, &path("")).await;
    assert_eq!(json!([thread["status"], thread["done_by"]]), json!(["open", null]));
    assert_eq!(with(&sandbox, "status=open").await, [ADA]);
}

#[tokio::test]
async fn what_is_not_named_stays() {
    let sandbox = sandbox().await;
    receive(&sandbox, ADA, "one").await;
    tags(&sandbox, &["urgent", "viewing"]).await;
    let said = json!({ "assigned_to": "ada", "tags": ["viewing", "urgent", "viewing"] });
    assert_eq!(change(&sandbox, &said).await.0, 200);
    let (_, thread) = change(&sandbox, &json!({ "status": "done" })).await;
    let state = json!([thread["status"], thread["assigned_to"], thread["tags"]]);
    assert_eq!(state, json!(["done", "ada", ["viewing", "urgent"]]));
    let (_, thread) = change(&sandbox, &json!({ "assigned_to": null, "tags": [] })).await;
    let state = json!([thread["status"], thread["assigned_to"], thread["tags"]]);
    assert_eq!(state, json!(["done", null, []]));
    assert_eq!(with(&sandbox, "assigned_to=ada").await, Vec::<Value>::new());
}

#[tokio::test]
async fn what_means_nothing_is_refused() {
    let sandbox = sandbox().await;
    receive(&sandbox, ADA, "one").await;
    for (body, field) in [
        (json!({}), "body"),
        (json!({ "status": "closed" }), "status"),
        (json!({ "assigned_to": "" }), "assigned_to"),
        (json!({ "assigned_to": 7 }), "assigned_to"),
        (json!({ "tags": ["unknown"] }), "tags"),
        (json!({ "tags": "urgent" }), "tags"),
        (json!({ "lead_id": "crm-7" }), "lead_id"),
        (json!({ "unread_count": 0 }), "unread_count"),
    ] {
        let (status, answer) = change(&sandbox, &body).await;
        assert_eq!((status, &answer["error"]["field"]), (400, &json!(field)), "{answer}");
    }
    let tag = |name: &str, color: &str| json!({ "name": name, "color": color });
    let long = "x".repeat(41);
    for (items, field) in [
        (json!([tag("", "#000000")]), "name"),
        (json!([tag(" a", "#000000")]), "name"),
        (json!([tag(&long, "#000000")]), "name"),
        (json!([tag("a", "#000000"), tag("A", "#ffffff")]), "name"),
        (json!([tag("a", "red")]), "color"),
        (json!(vec![tag("a", "#000000"); 201]), "items"),
        (json!("a"), "items"),
    ] {
        let body = json!({ "items": items });
        let (status, answer) = send(&sandbox, (Method::PUT, "/api/tags"), &body).await;
        assert_eq!((status, &answer["error"]["field"]), (400, &json!(field)), "{answer}");
    }
    for query in ["status=closed", "assigned_to=", "status=open&status=done"] {
        let asked = format!("/api/threads?{query}");
        assert_eq!(ask(&sandbox, "demo", (Method::GET, &asked)).await.0, 400, "{query}");
    }
}

#[tokio::test]
async fn an_inbox_is_narrowed_in_two_calls() {
    let sandbox = sandbox().await;
    receive(&sandbox, ADA, "one").await;
    receive(&sandbox, BOB, "two").await;
    tags(&sandbox, &["urgent"]).await;
    change(&sandbox, &json!({ "assigned_to": "demo", "tags": ["urgent"] })).await;
    for (query, expected) in [
        ("status=open", vec![BOB, ADA]),
        ("status=done", vec![]),
        ("assigned_to=me", vec![ADA]),
        ("assigned_to=me&status=open&unread=true&tag=urgent", vec![ADA]),
        ("assigned_to=me&status=done", vec![]),
        ("assigned_to=bob", vec![]),
        ("unread=true&status=open", vec![BOB, ADA]),
        ("unread=true&status=done", vec![]),
        ("tag=urgent", vec![ADA]),
        ("status=open&tag=urgent", vec![ADA]),
        ("tag=other", vec![]),
    ] {
        sandbox.aws.clear_calls();
        assert_eq!(with(&sandbox, query).await, expected, "{query}");
        assert!(sandbox.aws.calls().len() <= 2, "{query}");
        let theirs = format!("/api/threads?{query}");
        let (status, page) = ask(&sandbox, "other", (Method::GET, &theirs)).await;
        assert_eq!((status, &page["items"]), (200, &json!([])), "{query}");
    }
    let of_ada = "number=%2B15550190001&status=open&assigned_to=me&tag=urgent";
    assert_eq!(with(&sandbox, of_ada).await, [ADA]);
    assert_eq!(with(&sandbox, "number=%2B15550190001&status=done").await, Vec::<Value>::new());
}

#[tokio::test]
async fn me_is_the_user_who_asks() {
    let sandbox = office().await;
    receive(&sandbox, ADA, "one").await;
    let mine = json!({ "assigned_to": "ada" });
    let agent = ("bob", "agent");
    assert_eq!(ask_as(&sandbox, agent, (Method::PATCH, &path("")), &mine).await.0, 200);
    for (user, found) in [("ada", 1), ("bob", 0)] {
        let asked = (Method::GET, "/api/threads?assigned_to=me");
        let (_, page) = ask_as(&sandbox, (user, "viewer"), asked, &Value::Null).await;
        assert_eq!(page["items"].as_array().unwrap().len(), found, "{user}");
    }
    let viewer = ("eve", "viewer");
    assert_eq!(ask_as(&sandbox, viewer, (Method::PATCH, &path("")), &mine).await.0, 403);
    let tags = json!({ "items": [] });
    assert_eq!(ask_as(&sandbox, agent, (Method::PUT, "/api/tags"), &tags).await.0, 403);
}

#[tokio::test]
async fn what_came_after_a_message_stays_unread() {
    let sandbox = sandbox().await;
    for body in ["one", "two", "three", "four"] {
        receive(&sandbox, ADA, body).await;
    }
    let page = get(&sandbox, &path("/messages")).await;
    let ids: Vec<_> = each(&page, "message_id").into_iter().cloned().collect();
    let read = |id: Value| {
        let sandbox = &sandbox;
        async move {
            let asked = (Method::POST, &*path("/read"));
            send(sandbox, asked, &json!({ "message_id": id })).await
        }
    };
    for (message, left) in [(2, 2), (3, 2), (1, 1), (0, 0), (2, 0)] {
        let (status, thread) = read(ids[message].clone()).await;
        assert_eq!((status, &thread["unread_count"]), (200, &json!(left)), "{message}");
        let unread = with(&sandbox, "unread=true").await.len();
        assert_eq!(unread, usize::from(left > 0), "{message}");
    }
    receive(&sandbox, BOB, "another conversation").await;
    let other = "/api/threads/sms.15550100001.15550190002/messages";
    let other = get(&sandbox, other).await["items"][0]["message_id"].clone();
    assert_eq!(read(other).await.0, 404);
    assert_eq!(read(json!("SM1")).await.0, 404);
    assert_eq!(read(json!("no id")).await.0, 400);
}

#[tokio::test]
async fn a_conversation_is_marked_as_unread() {
    let sandbox = sandbox().await;
    receive(&sandbox, ADA, "one").await;
    receive(&sandbox, ADA, "two").await;
    let (unread, none) = (path("/unread"), json!({}));
    let mark = || send(&sandbox, (Method::POST, &unread), &none);
    assert_eq!(mark().await.1["unread_count"], 2, "it is");
    send(&sandbox, (Method::POST, &path("/read")), &json!({})).await;
    let (status, thread) = mark().await;
    assert_eq!((status, &thread["unread_count"]), (200, &json!(1)));
    assert_eq!(with(&sandbox, "unread=true").await, [ADA]);
}

#[tokio::test]
async fn another_tenants_conversation_cannot_be_changed() {
    let sandbox = sandbox().await;
    receive(&sandbox, ADA, "secret").await;
    tags(&sandbox, &["urgent"]).await;
    let id = get(&sandbox, &path("/messages")).await["items"][0]["message_id"].clone();
    for (method, path, body) in [
        (Method::PATCH, path(""), json!({ "status": "done" })),
        (Method::POST, path("/unread"), json!({})),
        (Method::POST, path("/read"), json!({})),
        (Method::POST, path("/read"), json!({ "message_id": id })),
    ] {
        let request = sandbox.request("other", method, &path).body(body.to_string());
        let (status, _) = crate::answer(request).await;
        assert_eq!(status, 404, "{path} {body}");
    }
    let (_, theirs) = ask(&sandbox, "other", (Method::GET, "/api/tags")).await;
    assert_eq!(theirs, json!({ "items": [] }));
    let thread = get(&sandbox, &path("")).await;
    assert_eq!(json!([thread["status"], thread["unread_count"]]), json!(["open", 1]));
}

#[tokio::test]
async fn an_inbox_that_is_narrowed_comes_in_pages() {
    let sandbox = sandbox().await;
    for number in [ADA, BOB, "+15550190003"] {
        receive(&sandbox, number, "hi").await;
        let thread = format!("/api/threads/sms.15550100001.{}", &number[1..]);
        let said = json!({ "assigned_to": "demo" });
        assert_eq!(send(&sandbox, (Method::PATCH, &thread), &said).await.0, 200);
    }
    for query in ["status=open", "assigned_to=me", "unread=true", "assigned_to=me&status=open"] {
        let mut page = get(&sandbox, &format!("/api/threads?{query}&limit=1")).await;
        let mut seen = Vec::new();
        loop {
            seen.extend(each(&page, "contact_number").into_iter().cloned());
            let Some(cursor) = page["next"].as_str() else { break };
            let next = format!("/api/threads?{query}&limit=1&cursor={cursor}");
            page = get(&sandbox, &next).await;
        }
        assert_eq!(seen, ["+15550190003", BOB, ADA], "{query}");
    }
}
