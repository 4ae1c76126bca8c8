//! Recordings and voicemails, from a server that answers as Twilio's does.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::IntoResponse;
use media::Media;
use recording::Recording;
use sandbox::demo::DEMO;
use sandbox::{Sandbox, Setup};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use twilio_simulator::Delivery;
use voicemail::Voicemail;

use crate::failed::exhaust;
use crate::{deliver, stored};

const CALL: &str = "CA00000000000000000000000000000001";
const RECORDING: &str = "RE00000000000000000000000000000001";
const MP3: (u16, &str, &str) = (200, "audio/mpeg", "an mp3");
const NOT_FOUND: (u16, &str, &str) = (404, "application/json", "{}");

/// Where a callback goes, and where its record has the file.
struct Kind {
    webhook: &'static str,
    table: &'static str,
    file: String,
    folder: &'static str,
}

fn kinds() -> [Kind; 2] {
    [
        Kind {
            webhook: "recording-status",
            table: "CallsTable",
            file: format!("rec:{RECORDING}:file"),
            folder: "recordings",
        },
        Kind {
            webhook: "voicemail-recording",
            table: "VoicemailsTable",
            file: "file".to_owned(),
            folder: "voicemails",
        },
    ]
}

/// A sandbox in which a recording has been completed, and what its server was asked for.
struct Recorded {
    sandbox: Sandbox,
    kind: Kind,
    url: String,
    /// Path and `Authorization` of each request.
    requests: Arc<Mutex<Vec<(String, String)>>>,
}

impl Recorded {
    async fn file(&self) -> Value {
        self.sandbox.only_record(self.kind.table).await.unwrap()[&self.kind.file].clone()
    }
}

/// Completes a recording, whose file the server answers in this way, the last one for ever.
async fn recorded(kind: Kind, answers: &'static [(u16, &'static str, &'static str)]) -> Recorded {
    let requests = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&requests);
    let answer = move |uri: Uri, headers: HeaderMap| {
        let mut seen = seen.lock().unwrap();
        let (status, kind, body) = answers[seen.len().min(answers.len() - 1)];
        let authorization = headers.get(header::AUTHORIZATION);
        let authorization = authorization.map(|value| value.to_str().unwrap().to_owned());
        seen.push((uri.path().to_owned(), authorization.unwrap_or_default()));
        let status = StatusCode::from_u16(status).unwrap();
        let response = (status, [(header::CONTENT_TYPE, kind)], body).into_response();
        std::future::ready(response)
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let api = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(axum::serve(listener, Router::new().fallback(answer)).into_future());
    let functions = vec![
        sandbox::webhook::<Recording>(),
        sandbox::webhook::<Voicemail>(),
        sandbox::worker::<Media>(),
    ];
    let setup = Setup { twilio_api: Some(api.clone()), ..Setup::default() };
    let sandbox = Sandbox::with(setup, functions, Router::new()).await.unwrap();
    let account = DEMO.account_sid;
    let url = format!("{api}/2010-04-01/Accounts/{account}/Recordings/{RECORDING}");
    complete(&sandbox, &kind, &url).await;
    Recorded { sandbox, kind, url, requests }
}

async fn complete(sandbox: &Sandbox, kind: &Kind, url: &str) {
    let fields = [
        ("CallSid", CALL),
        ("RecordingSid", RECORDING),
        ("RecordingUrl", url),
        ("RecordingStatus", "completed"),
        ("RecordingDuration", "30"),
    ];
    let answer = sandbox.deliver((&DEMO, kind.webhook), &fields, &Delivery::default()).await;
    assert_eq!(answer.unwrap().status, 204);
}

#[tokio::test]
async fn the_mp3_is_stored_and_its_record_says_where() {
    for kind in kinds() {
        let recorded = recorded(kind, &[MP3]).await;
        assert_eq!(recorded.file().await["status"], "pending");
        assert_eq!(deliver(&recorded.sandbox).await, 0);
        let file = recorded.file().await;
        assert_eq!((&file["status"], &file["size"]), (&json!("stored"), &json!(6)));
        let folder = recorded.kind.folder;
        assert_eq!(file["key"], json!(format!("{folder}/demo/{RECORDING}.mp3")));
        assert_eq!(file["url"], json!(format!("{}.mp3", recorded.url)));
        let expected = ("audio/mpeg".to_owned(), b"an mp3".to_vec());
        assert_eq!(stored(&recorded.sandbox, &file).await, expected);
        assert!(recorded.sandbox.records("JobsTable").await.unwrap().is_empty());

        let requests = recorded.requests.lock().unwrap();
        let [(path, authorization)] = requests.as_slice() else { panic!("{requests:?}") };
        assert!(path.ends_with(&format!("/Recordings/{RECORDING}.mp3")), "{path}");
        assert!(authorization.starts_with("Basic "), "{authorization}");
    }
}

#[tokio::test]
async fn a_repeated_callback_does_not_undo_what_is_stored() {
    for kind in kinds() {
        let recorded = recorded(kind, &[MP3]).await;
        deliver(&recorded.sandbox).await;
        let before = recorded.file().await;
        complete(&recorded.sandbox, &recorded.kind, &recorded.url).await;
        assert_eq!(recorded.file().await, before);
        assert!(recorded.sandbox.aws.sqs().messages("MediaQueue").unwrap().is_empty());
    }
}

#[tokio::test]
async fn not_there_yet_is_tried_again() {
    for kind in kinds() {
        let recorded = recorded(kind, &[NOT_FOUND, (503, "text/plain", "busy"), MP3]).await;
        for _ in 0..2 {
            assert_eq!(deliver(&recorded.sandbox).await, 1);
            assert_eq!(recorded.file().await["status"], "pending");
            recorded.sandbox.aws.sqs().make_visible("MediaQueue").unwrap();
        }
        assert_eq!(deliver(&recorded.sandbox).await, 0);
        assert_eq!(recorded.file().await["status"], "stored");
    }
}

#[tokio::test]
async fn missing_for_good_it_is_failed_and_keeps_twilios_url() {
    for kind in kinds() {
        let recorded = recorded(kind, &[NOT_FOUND]).await;
        exhaust(&recorded.sandbox).await;
        let file = recorded.file().await;
        assert_eq!((&file["status"], file.get("key")), (&json!("failed"), None));
        assert_eq!(file["failure"], "Twilio answered 404");
        assert_eq!(file["url"], json!(format!("{}.mp3", recorded.url)));
        let dead = recorded.sandbox.aws.sqs().messages("MediaDeadLetterQueue").unwrap();
        assert_eq!(dead.len(), 1);
    }
}

#[tokio::test]
async fn a_page_in_place_of_sound_is_not_stored() {
    for kind in kinds() {
        let recorded = recorded(kind, &[(200, "text/html", "<p>"), MP3]).await;
        assert_eq!(deliver(&recorded.sandbox).await, 1);
        let calls = recorded.sandbox.aws.calls();
        assert!(!calls.iter().any(|call| call.operation == "PutObject"));
        recorded.sandbox.aws.sqs().make_visible("MediaQueue").unwrap();
        assert_eq!(deliver(&recorded.sandbox).await, 0);
        assert_eq!(recorded.file().await["status"], "stored");
    }
}

#[tokio::test]
async fn elsewhere_than_at_twilio_nothing_is_fetched() {
    for kind in kinds() {
        let recorded = recorded(kind, &[MP3]).await;
        let job = recorded.sandbox.aws.sqs().receive("MediaQueue", 1).unwrap().remove(0);
        recorded.sandbox.aws.sqs().delete("MediaQueue", &job.receipt_handle).unwrap();
        let elsewhere = job.body.replace("http://127.0.0.1:", "http://10.0.0.1:");
        assert_ne!(elsewhere, job.body);
        let delay = std::time::Duration::ZERO;
        recorded.sandbox.aws.sqs().send("MediaQueue", &elsewhere, delay).unwrap();
        assert_eq!(deliver(&recorded.sandbox).await, 0, "no other try would do better");
        let file = recorded.file().await;
        assert_eq!(file["failure"], "the URL leads to a host that is not Twilio's");
        assert!(recorded.requests.lock().unwrap().is_empty());
    }
}
