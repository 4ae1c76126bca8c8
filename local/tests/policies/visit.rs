//! What the website does with calls, voicemails and preferences, done once.

use reqwest::Method;
use sandbox::demo::{self, DEMO};
use serde_json::{Value, json};
use shared::app::App;
use shared::records::{
    Attachment, AttachmentStatus, CallContent, CallRef, Direction, Job, JobPayload, Parties,
    RecordingFacts, RecordingReport, VoicemailNews, VoicemailReport, Write,
};
use twilio::status::{CallStatus, RecordingStatus};

use crate::life::Life;

const CALL: &str = "CA00000000000000000000000000000009";
const RECORDING: &str = "RE00000000000000000000000000000011";
const VOICEMAIL: &str = "RE00000000000000000000000000000012";

impl Life {
    /// The website shows a call and a voicemail, plays both, marks both, changes preferences, and
    /// uploads, plays and removes greetings.
    pub(crate) async fn visit(&self) {
        let app = self.sandbox.app("WebsiteFunction").unwrap();
        place(&app).await;
        for path in ["/api/calls", "/api/calls?lead_id=lead-1"] {
            assert_eq!(self.ask(Method::GET, path).await["items"][0]["call_id"], CALL, "{path}");
        }
        play(&self.ask(Method::GET, &format!("/api/calls/{CALL}")).await["recording_url"]).await;
        for path in ["/api/voicemails", "/api/voicemails?status=new"] {
            let page = self.ask(Method::GET, path).await;
            play(&page["items"][0]["recording_url"]).await;
        }
        for path in [
            "/api/threads?unread=true",
            "/api/contacts?lead_id=lead-1",
            "/api/calls?number=%2B15550190001",
            "/api/voicemails?number=%2B15550190001",
        ] {
            self.ask(Method::GET, path).await;
        }
        let path = format!("/api/voicemails/{VOICEMAIL}");
        self.ask(Method::GET, &path).await;
        self.put(Method::PATCH, &path, json!({ "status": "listened" }).to_string()).await;
        let call = format!("/api/calls/{CALL}");
        self.put(Method::PATCH, &call, json!({ "seen": true }).to_string()).await;
        self.sandbox.drain_streams().await;
        let contact = &self.ask(Method::GET, &call).await["contact_id"];
        let timeline = format!("/api/contacts/{}/timeline", contact.as_str().unwrap());
        assert_eq!(self.ask(Method::GET, &timeline).await["items"][0]["kind"], "voicemail");
        self.greet().await;
    }

    async fn greet(&self) {
        let path = "/api/preferences/greeting";
        for _ in 0..2 {
            let shown = self.put(Method::PUT, path, "ID3 hello".to_owned()).await;
            play(&shown["greeting_url"]).await;
        }
        let not_answered = [("DialCallStatus", "no-answer")];
        play_in(&self.asks("voice-webhook", &[]).await).await;
        play_in(&self.asks("voice-twiml?step=after-dial", &not_answered).await).await;
        let mut shown = self.ask(Method::GET, "/api/preferences").await;
        shown["voicemail_enabled"] = true.into();
        self.put(Method::PUT, "/api/preferences", shown.to_string()).await;
        self.ask(Method::DELETE, path).await;
        self.ring_twice().await;
    }

    /// The second call may be one that the tenant's phone has sent back.
    async fn ring_twice(&self) {
        for forwards in [true, false] {
            self.forward(forwards).await;
            for sid in ["CA00000000000000000000000000000021", "CA00000000000000000000000000000022"]
            {
                self.asks("voice-webhook", &[("CallSid", sid)]).await;
            }
        }
    }

    async fn put(&self, method: Method, path: &str, body: String) -> Value {
        let request = self.request(method, path).header("content-type", "audio/mpeg");
        let response = request.body(body).send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        serde_json::from_str(&response.text().await.unwrap()).unwrap()
    }
}

/// What Twilio does with `<Play>`.
async fn play_in(twiml: &str) {
    let (_, rest) = twiml.split_once("<Play>").unwrap();
    let link = rest.split_once("</Play>").unwrap().0.replace("&amp;", "&");
    play(&link.into()).await;
}

async fn play(link: &Value) {
    reqwest::get(link.as_str().unwrap()).await.unwrap().error_for_status().unwrap();
}

/// A call with a recording and a voicemail, both stored.
async fn place(app: &App) {
    let call = CallRef {
        call_id: CALL.parse().unwrap(),
        tenant_id: sandbox::demo::DEMO.tenant_id.parse().unwrap(),
        account_sid: sandbox::demo::DEMO.account_sid.parse().unwrap(),
    };
    let received = Write::Call(Box::new(content(app, &call)), CallStatus::Ringing);
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
    let voicemail = VoicemailReport {
        call,
        news: VoicemailNews {
            parties: Some(Parties {
                from_number: "+15550190001".to_owned(),
                to_number: DEMO.numbers[0].to_owned(),
            }),
            status: Some(RecordingStatus::Completed),
            facts: facts(VOICEMAIL),
            ..VoicemailNews::of(VOICEMAIL.parse().unwrap())
        },
        at: app.now(),
    };
    let job = voicemail.job().unwrap();
    store(app, voicemail.writes(), (job, "voicemails/demo/2.mp3")).await;
}

fn content(app: &App, call: &CallRef) -> CallContent {
    let lead_id = Some("lead-1".to_owned());
    CallContent {
        lead_id,
        ..demo::call(&DEMO, Direction::Inbound, call.call_id.clone(), app.now())
    }
}

fn facts(sid: &str) -> RecordingFacts {
    let url = Some(format!("https://api.twilio.com/Recordings/{sid}"));
    RecordingFacts { duration: Some(30), url, ..RecordingFacts::default() }
}

/// Writes it, and has its file moved.
async fn store(app: &App, writes: Vec<Write>, (job, key): (Job, &str)) {
    app.store.commit(&writes, std::slice::from_ref(&job)).await.unwrap();
    let JobPayload::Media(job) = job.payload else { panic!("{job:?}") };
    let content = futures::stream::iter([Ok("ID3 audio".into())]);
    let size = app.media.put(key, "audio/mpeg", content).await.unwrap();
    let file = Attachment {
        size: Some(size),
        status: AttachmentStatus::Stored,
        key: Some(key.to_owned()),
        ..Attachment::announced(job.url.clone(), job.content_type.clone())
    };
    app.store.job_done(&job, &file, app.now()).await.unwrap();
}
