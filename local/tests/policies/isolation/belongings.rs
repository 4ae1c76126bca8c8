//! One of everything that a tenant can have.

use std::time::Duration;

use reqwest::Method;
use sandbox::Sandbox;
use sandbox::demo::{self, DEMO};
use serde_json::{Value, json};
use shared::app::App;
use shared::records::{
    Attachment, AttachmentStatus, CallContent, CallRef, Direction, Job, JobPayload, Parties,
    RecordingFacts, RecordingReport, VoicemailNews, VoicemailReport, Write,
};
use twilio::status::{CallStatus, RecordingStatus};
use twilio_simulator::InboundMessage;

pub(super) const MP3: &str = "ID3\u{4} hello";
/// A file of contacts.
pub(super) const CSV: &str = "phone_number,name\n+15550190071,Xanadu\n";
/// In all that the tenant has and that is a text.
const MARK: &str = "Xanadu";
const OTHER_SIDE: &str = "+15550190001";
const CALL: &str = "CA00000000000000000000000000000009";
const RECORDING: &str = "RE00000000000000000000000000000011";
const VOICEMAIL: &str = "RE00000000000000000000000000000012";

/// What a tenant has, by the names that `rows.tsv` uses.
pub(super) struct Belongings {
    pub(super) named: Vec<(&'static str, String)>,
    /// Links to its files.
    pub(super) links: Vec<String>,
}

impl Belongings {
    /// Makes them for tenant `demo`, with its second number.
    pub(super) async fn make(sandbox: &Sandbox) -> Self {
        let mut made = Maker { sandbox, named: Vec::new() };
        let app = sandbox.app("WebsiteFunction").unwrap();
        made.names(&[("number", DEMO.numbers[1]), ("other_side", OTHER_SIDE), ("tag", MARK)]);
        made.names(&[("call", CALL), ("voicemail", VOICEMAIL), ("lead", "lead-of-Xanadu")]);
        made.names(&[("now", &app.now().to_string())]);
        place(&app).await;
        made.conversation().await;
        made.webhook().await;
        let twin = json!({ "addresses": [{ "address": "+15550190061" }], "name": MARK });
        let twin = made.post("/api/contacts", &twin).await;
        made.name("twin", &twin, "contact_id");
        let import = made.ask((Method::POST, "/api/contacts/imports"), CSV).await;
        made.name("import", &import, "import_id");
        sandbox.drain_streams().await;
        let links = vec![
            made.get("/api/preferences").await["greeting_url"].as_str().unwrap().to_owned(),
            made.get(&format!("/api/voicemails/{VOICEMAIL}")).await["recording_url"]
                .as_str()
                .unwrap()
                .to_owned(),
        ];
        made.names(&[("greeting", &links[0])]);
        Self { named: made.named, links }
    }

    /// What no answer to anybody else may hold.
    pub(super) fn marks(&self) -> impl Iterator<Item = String> {
        // These another tenant has said itself, or they are nobody's secret.
        let said = ["number", "other_side", "lead", "now", "cursor", "tag", "greeting"];
        let ids = self.named.iter().filter(move |(name, _)| !said.contains(name));
        let ids = ids.map(|(_, id)| id.clone());
        ids.chain([MARK, DEMO.account_sid, DEMO.auth_token].map(str::to_owned))
    }
}

struct Maker<'s> {
    sandbox: &'s Sandbox,
    named: Vec<(&'static str, String)>,
}

impl Maker<'_> {
    fn names(&mut self, named: &[(&'static str, &str)]) {
        self.named.extend(named.iter().map(|(name, value)| (*name, (*value).to_owned())));
    }

    /// A field of an answer, under a name.
    fn name(&mut self, name: &'static str, answer: &Value, field: &str) -> String {
        let value =
            answer[field].as_str().unwrap_or_else(|| panic!("{field}: {answer}")).to_owned();
        self.named.push((name, value.clone()));
        value
    }

    async fn ask(&self, (method, path): (Method, &str), body: &str) -> Value {
        let kind = match body {
            MP3 => "audio/mpeg",
            CSV => "text/csv",
            _ => "application/json",
        };
        let request = self.sandbox.request_as(("demo", "ada", "owner"), method, path);
        let request = request.header("content-type", kind).body(body.to_owned());
        let response = request.send().await.unwrap();
        let status = response.status();
        let text = response.text().await.unwrap();
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap()
    }

    async fn get(&self, path: &str) -> Value {
        self.ask((Method::GET, path), "").await
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        self.ask((Method::POST, path), &body.to_string()).await
    }

    /// A message, the contact who has sent it, what users say about both, and what is to be answered.
    async fn conversation(&mut self) {
        let message = InboundMessage {
            from: OTHER_SIDE.to_owned(),
            to: DEMO.numbers[1].to_owned(),
            body: format!("{MARK} is free"),
            ..InboundMessage::default()
        };
        let sent = self.sandbox.twilio.send_message(message).await.unwrap();
        assert_eq!(sent.webhook.unwrap().status, 200);
        let thread = self.get("/api/threads").await["items"][0].clone();
        self.name("message", &thread, "last_message_id");
        let thread_id = self.name("thread", &thread, "thread_id");
        let contact = self.name("contact", &thread, "contact_id");
        let named = json!({ "name": MARK, "lead_id": "lead-of-Xanadu" }).to_string();
        self.ask((Method::PATCH, &format!("/api/contacts/{contact}")), &named).await;
        let tags = json!({ "items": [{ "name": MARK, "color": "#1a7f37" }] }).to_string();
        self.ask((Method::PUT, "/api/tags"), &tags).await;
        let path = format!("/api/threads/{thread_id}");
        self.ask((Method::PATCH, &path), &json!({ "tags": [MARK] }).to_string()).await;
        let note = self.post(&format!("{path}/notes"), &json!({ "text": MARK })).await;
        self.name("note", &note, "note_id");
        let snippet = self.post("/api/snippets", &json!({ "name": MARK, "text": MARK })).await;
        self.name("snippet", &snippet, "snippet_id");
        let wish = json!({ "contact_number": "+15550190003", "opted_out": true });
        self.post("/api/consents", &wish).await;
        let upload = json!({ "content_type": "image/png", "size": 9 });
        let upload = self.post("/api/media", &upload).await;
        self.name("upload", &upload, "media_url");
        let put = reqwest::Client::new().put(upload["upload_url"].as_str().unwrap());
        let put = put.header("content-type", "image/png").body("a picture");
        put.send().await.unwrap().error_for_status().unwrap();
        let later = self.app().now().after(Duration::from_hours(48));
        let message = json!({ "thread_id": thread_id, "body": MARK, "send_at": later });
        let scheduled = self.post("/api/messages", &message).await;
        self.name("scheduled", &scheduled, "message_id");
        self.ask((Method::PUT, "/api/preferences/greeting"), MP3).await;
        let greeting = json!({ "greeting_text": MARK }).to_string();
        self.ask((Method::PATCH, "/api/preferences"), &greeting).await;
    }

    fn app(&self) -> App {
        self.sandbox.app("WebsiteFunction").unwrap()
    }

    /// A server of its own, which was told of something; and where to go on with events.
    async fn webhook(&mut self) {
        let wish = json!({ "url": "http://127.0.0.1:9/", "description": MARK });
        let webhook = self.post("/api/webhooks", &wish).await;
        let id = self.name("webhook", &webhook, "endpoint_id");
        let told = self.post(&format!("/api/webhooks/{id}/test"), &json!({})).await;
        self.name("event", &told, "event_id");
        let events = self.get("/api/events").await;
        self.name("cursor", &events, "next");
    }
}

/// A call with a recording and a voicemail, both stored.
async fn place(app: &App) {
    let call = CallRef {
        call_id: CALL.parse().unwrap(),
        tenant_id: DEMO.tenant_id.parse().unwrap(),
        account_sid: DEMO.account_sid.parse().unwrap(),
    };
    let content = CallContent {
        lead_id: Some("lead-of-Xanadu".to_owned()),
        ..demo::call(&DEMO, Direction::Inbound, call.call_id.clone(), app.now())
    };
    let received = Write::Call(Box::new(content), CallStatus::Ringing);
    app.store.commit(&[received], &[]).await.unwrap();
    let recording = RecordingReport {
        call: call.clone(),
        recording_sid: RECORDING.parse().unwrap(),
        status: RecordingStatus::Completed,
        facts: facts(RECORDING),
        at: app.now(),
    };
    let job = recording.job().unwrap();
    store(app, vec![Write::Recording(Box::new(recording))], (job, "recordings/demo/1.mp3")).await;
    let news = VoicemailNews {
        status: Some(RecordingStatus::Completed),
        parties: Some(Parties {
            from_number: OTHER_SIDE.to_owned(),
            to_number: DEMO.numbers[0].to_owned(),
        }),
        facts: facts(VOICEMAIL),
        ..VoicemailNews::of(VOICEMAIL.parse().unwrap())
    };
    let voicemail = VoicemailReport { call, news, at: app.now() };
    let job = voicemail.job().unwrap();
    store(app, voicemail.writes(), (job, "voicemails/demo/2.mp3")).await;
}

fn facts(sid: &str) -> RecordingFacts {
    let url = Some(format!("https://api.twilio.com/Recordings/{sid}"));
    RecordingFacts { duration: Some(30), url, ..RecordingFacts::default() }
}

/// Writes it, and has its file moved.
async fn store(app: &App, writes: Vec<Write>, (job, key): (Job, &str)) {
    app.store.commit(&writes, std::slice::from_ref(&job)).await.unwrap();
    let JobPayload::Media(job) = job.payload else { panic!("{job:?}") };
    let content = futures::stream::iter([Ok(MP3.into())]);
    let size = app.media.put(key, "audio/mpeg", content).await.unwrap();
    let file = Attachment {
        size: Some(size),
        status: AttachmentStatus::Stored,
        key: Some(key.to_owned()),
        ..Attachment::announced(job.url.clone(), job.content_type.clone())
    };
    app.store.job_done(&job, &file, app.now()).await.unwrap();
}
