//! An HTTP server that answers what a test tells it to, or does not answer: what the simulated
//! Twilio never does.

use std::collections::VecDeque;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

/// What happens to a request that has arrived.
#[derive(Debug, Clone)]
pub enum Answer {
    /// It is answered with this status and body.
    Reply(u16, String),
    /// It is sent to another URL, with status 307.
    Redirect(String),
    /// The connection is closed without an answer.
    HangUp,
    /// Nothing happens, and the connection stays open.
    Silence,
}

/// A request as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Request line and headers.
    pub head: String,
    /// Body.
    pub body: String,
}

#[derive(Default)]
struct State {
    script: VecDeque<Answer>,
    asked: Vec<Asked>,
}

impl State {
    /// The last answer stays for all that follow.
    fn next(&mut self) -> Answer {
        match self.script.len() {
            0 => Answer::HangUp,
            1 => self.script[0].clone(),
            _ => self.script.pop_front().expect("there are several"),
        }
    }
}

/// The server. Dropping it stops it.
pub struct Scripted {
    url: String,
    state: Arc<Mutex<State>>,
    server: AbortHandle,
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Scripted {
    /// Listens on a free port. The n-th request gets the n-th answer, those after it the last one.
    pub async fn start(script: Vec<Answer>) -> anyhow::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let state = Arc::new(Mutex::new(State { script: script.into(), asked: Vec::new() }));
        let server = tokio::spawn(serve(listener, Arc::clone(&state)));
        Ok(Self { url, state, server: server.abort_handle() })
    }

    /// Its base URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Goes on with these answers.
    pub fn answer(&self, script: Vec<Answer>) {
        lock(&self.state).script = script.into();
    }

    /// The requests so far.
    pub fn asked(&self) -> Vec<Asked> {
        lock(&self.state).asked.clone()
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn serve(listener: TcpListener, state: Arc<Mutex<State>>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(answer(stream, Arc::clone(&state)));
    }
}

async fn answer(mut stream: TcpStream, state: Arc<Mutex<State>>) -> std::io::Result<()> {
    let asked = read(&mut stream).await?;
    let answer = {
        let mut state = lock(&state);
        state.asked.push(asked);
        state.next()
    };
    let reply = match answer {
        Answer::Reply(status, body) => reply(status, "", &body),
        Answer::Redirect(url) => reply(307, &format!("location: {url}\r\n"), ""),
        Answer::HangUp => return Ok(()),
        Answer::Silence => std::future::pending().await,
    };
    stream.write_all(reply.as_bytes()).await
}

fn reply(status: u16, header: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} Scripted\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\nconnection: close\r\n{header}\r\n{body}"
    )
}

/// One request with a `Content-Length`.
async fn read(stream: &mut TcpStream) -> std::io::Result<Asked> {
    let (mut bytes, mut chunk) = (Vec::new(), [0; 4096]);
    loop {
        if let Some(asked) = complete(&String::from_utf8_lossy(&bytes)) {
            return Ok(asked);
        }
        match stream.read(&mut chunk).await? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            length => bytes.extend_from_slice(&chunk[..length]),
        }
    }
}

fn complete(text: &str) -> Option<Asked> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    };
    let length = head.lines().find_map(header).unwrap_or(0);
    (body.len() >= length).then(|| Asked { head: head.to_owned(), body: body.to_owned() })
}
