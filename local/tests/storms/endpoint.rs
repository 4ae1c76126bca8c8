//! The tenant's own server, which is down every now and then.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

#[derive(Default)]
struct Inner {
    taken: Mutex<HashSet<String>>,
    /// Requests that are refused before the next one is taken.
    down: AtomicU8,
}

pub(crate) struct Endpoint {
    pub(crate) url: String,
    inner: Arc<Inner>,
    serving: AbortHandle,
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Endpoint {
    pub(crate) async fn start() -> Self {
        let inner = Arc::<Inner>::default();
        let router = Router::new().route("/hook", post(take)).with_state(Arc::clone(&inner));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let serving = tokio::spawn(axum::serve(listener, router).into_future()).abort_handle();
        Self { url, inner, serving }
    }

    /// The next requests are refused.
    pub(crate) fn fail(&self, times: u8) {
        self.inner.down.store(times, Ordering::SeqCst);
    }

    pub(crate) fn heal(&self) {
        self.fail(0);
    }

    /// Ids of the events that it has taken.
    pub(crate) fn taken(&self) -> HashSet<String> {
        self.inner.taken.lock().unwrap().clone()
    }
}

async fn take(State(inner): State<Arc<Inner>>, body: Bytes) -> StatusCode {
    let down =
        inner.down.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |down| down.checked_sub(1));
    if down.is_ok() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    let event: Value = serde_json::from_slice(&body).unwrap();
    inner.taken.lock().unwrap().insert(event["id"].as_str().unwrap().to_owned());
    StatusCode::NO_CONTENT
}
