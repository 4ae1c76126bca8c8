//! A tenant's own server.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::post;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

/// A request that it has had.
#[derive(Debug, Clone)]
pub(crate) struct Post {
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    pub(crate) body: Value,
    /// What it was answered.
    pub(crate) status: u16,
}

impl Post {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }
}

type Answers = Box<dyn Fn(&Value) -> (u16, String) + Send>;

struct Inner {
    posts: Mutex<Vec<Post>>,
    answers: Mutex<Answers>,
}

/// It answers 200 until it is told otherwise.
pub(crate) struct Server {
    pub(crate) url: String,
    inner: Arc<Inner>,
    serving: AbortHandle,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Server {
    pub(crate) async fn start() -> Self {
        let answers: Answers = Box::new(|_| (200, "ok".to_owned()));
        let inner = Inner { posts: Mutex::default(), answers: Mutex::new(answers) };
        let inner = Arc::new(inner);
        let router = Router::new().route("/hook", post(take)).with_state(Arc::clone(&inner));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let serving = tokio::spawn(axum::serve(listener, router).into_future()).abort_handle();
        Self { url, inner, serving }
    }

    pub(crate) fn answers(&self, answers: impl Fn(&Value) -> (u16, String) + Send + 'static) {
        *self.inner.answers.lock().unwrap() = Box::new(answers);
    }

    pub(crate) fn is(&self, status: u16) {
        self.answers(move |_| (status, format!("answer {status}")));
    }

    pub(crate) fn posts(&self) -> Vec<Post> {
        self.inner.posts.lock().unwrap().clone()
    }

    /// The events that it has taken, as often as it has.
    pub(crate) fn taken(&self) -> Vec<Value> {
        let taken = self.posts().into_iter().filter(|post| post.status < 300);
        taken.map(|post| post.body).collect()
    }

    /// The texts of the messages among them.
    pub(crate) fn texts(&self) -> Vec<String> {
        let received = self.taken().into_iter().filter(|event| event["type"] == "message.received");
        received.map(|event| event["data"]["body"].as_str().unwrap().to_owned()).collect()
    }
}

async fn take(
    State(inner): State<Arc<Inner>>,
    headers: HeaderMap,
    body: Bytes,
) -> impl IntoResponse {
    let text = String::from_utf8(body.to_vec()).unwrap();
    let body: Value = serde_json::from_str(&text).unwrap();
    let (status, answer) = inner.answers.lock().unwrap()(&body);
    inner.posts.lock().unwrap().push(Post { headers, text, body, status });
    (StatusCode::from_u16(status).unwrap(), answer)
}
