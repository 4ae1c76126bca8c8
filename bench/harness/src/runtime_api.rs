//! Lambda's Runtime API, version 2018-06-01, for one process: hands it events, and notes to the
//! nanosecond when it asks and answers.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::Context as _;
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinSet;

use crate::event::Event;

const PREFIX: &str = "/2018-06-01/runtime/";
const ARN: &str = "arn:aws:lambda:us-east-1:000000000000:function:bench";
/// How long an invocation may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// What the process said, and when.
#[derive(Debug)]
pub(crate) enum Said {
    /// It asks for an event.
    Next,
    /// Its answer to the request with this id.
    Answer(String, Bytes),
    /// It could not start, or not serve an event.
    Error(String),
}

/// The API that one process uses. Ends when it is dropped.
#[derive(Debug)]
pub(crate) struct RuntimeApi {
    address: SocketAddr,
    said: mpsc::UnboundedReceiver<(Instant, Said)>,
    events: mpsc::UnboundedSender<Event>,
    _server: JoinSet<()>,
}

struct Shared {
    said: mpsc::UnboundedSender<(Instant, Said)>,
    events: Mutex<mpsc::UnboundedReceiver<Event>>,
}

impl RuntimeApi {
    pub(crate) async fn start() -> anyhow::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (tell, said) = mpsc::unbounded_channel();
        let (events, waiting) = mpsc::unbounded_channel();
        let shared = Arc::new(Shared { said: tell, events: Mutex::new(waiting) });
        let mut server = JoinSet::new();
        server.spawn(serve(listener, shared));
        Ok(Self { address, said, events, _server: server })
    }

    /// Where it is: `AWS_LAMBDA_RUNTIME_API`.
    pub(crate) fn address(&self) -> String {
        self.address.to_string()
    }

    /// Gives the process an event.
    pub(crate) fn give(&self, event: Event) -> anyhow::Result<()> {
        self.events.send(event).context("the runtime API has ended")
    }

    /// What the process says next.
    pub(crate) async fn hear(&mut self) -> anyhow::Result<(Instant, Said)> {
        self.said.recv().await.context("the runtime API has ended")
    }
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        connections.spawn(converse(stream, Arc::clone(&shared)));
    }
}

async fn converse(stream: TcpStream, shared: Arc<Shared>) {
    // Nagle would hold an event back.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| answer(request, Arc::clone(&shared)));
    // A process that is killed leaves its connection in the middle of a request.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

async fn answer(
    request: Request<Incoming>,
    shared: Arc<Shared>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path().strip_prefix(PREFIX).unwrap_or_default().to_owned();
    let parts: Vec<_> = path.split('/').collect();
    let response = match (request.method(), parts.as_slice()) {
        (&Method::GET, ["invocation", "next"]) => {
            shared.tell(Said::Next);
            shared.events.lock().await.recv().await.map(event)
        }
        (&Method::POST, ["invocation", id, "response"]) => {
            let id = (*id).to_owned();
            let body = body(request).await;
            shared.tell(Said::Answer(id, body));
            Some(accepted())
        }
        (&Method::POST, ["invocation", _, "error"] | ["init", "error"]) => {
            let body = body(request).await;
            shared.tell(Said::Error(String::from_utf8_lossy(&body).into_owned()));
            Some(accepted())
        }
        _ => None,
    };
    Ok(response.unwrap_or_else(|| {
        let mut refused = Response::new(Full::default());
        *refused.status_mut() = StatusCode::NOT_FOUND;
        refused
    }))
}

impl Shared {
    /// Nobody listens any more once the process is to be ended.
    fn tell(&self, said: Said) {
        let _ = self.said.send((Instant::now(), said));
    }
}

async fn body(request: Request<Incoming>) -> Bytes {
    let collected = request.into_body().collect().await;
    collected.map(http_body_util::Collected::to_bytes).unwrap_or_default()
}

fn event(event: Event) -> Response<Full<Bytes>> {
    let deadline = SystemTime::now() + TIMEOUT;
    let deadline = deadline.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let built = Response::builder()
        .header("content-type", "application/json")
        .header("lambda-runtime-aws-request-id", event.id)
        .header("lambda-runtime-deadline-ms", deadline.to_string())
        .header("lambda-runtime-invoked-function-arn", ARN)
        .header("lambda-runtime-trace-id", "Root=1-00000000-000000000000000000000000;Sampled=0")
        .body(Full::new(event.body));
    built.expect("ids are hexadecimal digits")
}

fn accepted() -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(br#"{"status":"OK"}"#)));
    *response.status_mut() = StatusCode::ACCEPTED;
    response
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;
    use crate::function::Function;

    async fn ask(api: &RuntimeApi, head: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(api.address()).await.unwrap();
        let length = body.len();
        let request = format!(
            "{head} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    #[tokio::test]
    async fn an_event_is_given_and_its_answer_heard() {
        let mut api = RuntimeApi::start().await.unwrap();
        let event = Event::new(Function::Sms, 1, "https://a.b").unwrap();
        api.give(event.clone()).unwrap();
        let given = ask(&api, "GET /2018-06-01/runtime/invocation/next", "").await;
        assert!(given.contains(&format!("lambda-runtime-aws-request-id: {}", event.id)));
        assert!(given.contains("lambda-runtime-deadline-ms: ") && given.ends_with('}'), "{given}");
        let head = format!("POST /2018-06-01/runtime/invocation/{}/response", event.id);
        assert!(ask(&api, &head, r#"{"a":1}"#).await.starts_with("HTTP/1.1 202"));
        let (asked, first) = api.hear().await.unwrap();
        let (answered, second) = api.hear().await.unwrap();
        assert!(matches!(first, Said::Next) && asked < answered);
        assert!(matches!(second, Said::Answer(id, body) if id == event.id && body == r#"{"a":1}"#));
    }

    #[tokio::test]
    async fn errors_are_heard_and_other_paths_refused() {
        let mut api = RuntimeApi::start().await.unwrap();
        for path in ["invocation/1/error", "init/error"] {
            ask(&api, &format!("POST /2018-06-01/runtime/{path}"), "broken").await;
            let (_, said) = api.hear().await.unwrap();
            assert!(matches!(said, Said::Error(text) if text == "broken"), "{path}");
        }
        for head in ["GET /2018-06-01/runtime/invocation/1/response", "POST /elsewhere"] {
            assert!(ask(&api, head, "").await.starts_with("HTTP/1.1 404"), "{head}");
        }
    }
}
