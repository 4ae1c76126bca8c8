//! What users do with conversations beside reading and answering.

use reqwest::Method;
use serde_json::json;

use crate::life::Life;

const THREAD: &str = "/api/threads/sms.15550100001.15550190001";

impl Life {
    /// Conversations get tags, are done, somebody's, unread and read again.
    pub(crate) async fn inbox(&self) {
        let tags = json!({ "items": [{ "name": "urgent", "color": "#1a7f37" }] });
        self.succeeds(Method::PUT, "/api/tags", &tags).await;
        let said = json!({ "status": "done", "assigned_to": "demo", "tags": ["urgent"] });
        self.succeeds(Method::PATCH, THREAD, &said).await;
        for list in ["status=done", "assigned_to=me", "unread=true"] {
            self.ask(Method::GET, &format!("/api/threads?{list}")).await;
        }
        self.succeeds(Method::POST, &format!("{THREAD}/unread"), &json!({})).await;
        let page = self.ask(Method::GET, &format!("{THREAD}/messages")).await;
        let last = json!({ "message_id": page["items"][1]["message_id"] });
        self.succeeds(Method::POST, &format!("{THREAD}/read"), &last).await;
        let notes = format!("{THREAD}/notes");
        let (status, note) =
            self.demo(Method::POST, &notes, &json!({ "text": "Called back." })).await;
        assert_eq!(status, 201, "{note}");
        self.ask(Method::GET, &notes).await;
        let note = format!("{notes}/{}", note["note_id"].as_str().unwrap());
        self.succeeds(Method::PATCH, &note, &json!({ "text": "Will call back." })).await;
        self.succeeds(Method::DELETE, &note, &json!(null)).await;
        let snippet = json!({ "name": "hello", "text": "Hi {{contact.name}}" });
        let (_, snippet) = self.demo(Method::POST, "/api/snippets", &snippet).await;
        self.ask(Method::GET, "/api/snippets").await;
        let snippet = format!("/api/snippets/{}", snippet["snippet_id"].as_str().unwrap());
        self.succeeds(Method::PATCH, &snippet, &json!({ "name": "hi" })).await;
        self.succeeds(Method::DELETE, &snippet, &json!(null)).await;
        let next = self.ask(Method::GET, "/api/events").await;
        let next = next["next"].as_str().unwrap();
        self.ask(Method::GET, &format!("/api/events?after={next}")).await;
    }
}
