//! What is said on one connection.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::Notify;
use tokio::time::{MissedTickBehavior, interval};

use super::realtime::{Realtime, Refused, Shown};
use crate::aws::Line;

/// How often a page hears that the connection is alive, and after which silence it should connect anew.
const KEEP_ALIVE: Duration = Duration::from_mins(1);
const TIMEOUT: Duration = Duration::from_mins(5);

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Asked {
    ConnectionInit,
    Subscribe { id: String, channel: String, authorization: Shown },
    Unsubscribe { id: String },
    Publish { id: String },
}

/// Serves a connection until either side ends it, or the page reads too slowly.
pub(super) async fn run(mut socket: WebSocket, realtime: Arc<Realtime>) {
    let (line, mut frames) = realtime.hub.line();
    let cut = frames.cut();
    let mut alive = interval(KEEP_ALIVE);
    alive.set_missed_tick_behavior(MissedTickBehavior::Delay);
    alive.reset();
    loop {
        let answer = tokio::select! {
            () = cut.notified() => break,
            frame = frames.next() => frame,
            _ = alive.tick() => Some(json!({ "type": "ka" }).to_string()),
            heard = socket.recv() => match heard {
                Some(Ok(Message::Text(text))) => Some(answer(&realtime, &line, &text).await.to_string()),
                Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                Some(Ok(_)) => continue,
            },
        };
        let Some(answer) = answer else { break };
        if !sent(&mut socket, answer, &cut).await {
            break;
        }
    }
    realtime.hub.leave(&line);
}

/// A page that does not read keeps this waiting until it is cut off.
async fn sent(socket: &mut WebSocket, frame: String, cut: &Notify) -> bool {
    tokio::select! {
        () = cut.notified() => false,
        sent = socket.send(Message::Text(frame.into())) => sent.is_ok(),
    }
}

async fn answer(realtime: &Realtime, line: &Line, text: &str) -> Value {
    let asked = match serde_json::from_str(text) {
        Ok(asked) => asked,
        Err(error) => {
            let error = json!({ "errorType": "BadRequest", "message": error.to_string() });
            return json!({ "type": "error", "errors": [error] });
        }
    };
    match asked {
        Asked::ConnectionInit => {
            json!({ "type": "connection_ack", "connectionTimeoutMs": TIMEOUT.as_millis() })
        }
        Asked::Subscribe { id, channel, authorization } => {
            let done = realtime.subscribe(line, (&id, &channel), &authorization).await;
            said("subscribe", &id, done)
        }
        Asked::Unsubscribe { id } => {
            let done = realtime.hub.unsubscribe(line, &id);
            let unknown = ("UnknownOperationError", "there is no such subscription");
            said("unsubscribe", &id, done.then_some(()).ok_or(unknown))
        }
        Asked::Publish { id } => {
            said("publish", &id, Err(("UnauthorizedException", "Permission denied")))
        }
    }
}

fn said(what: &str, id: &str, done: Result<(), Refused>) -> Value {
    match done {
        Ok(()) => json!({ "type": format!("{what}_success"), "id": id }),
        Err((kind, message)) => {
            let error = json!({ "errorType": kind, "message": message });
            json!({ "type": format!("{what}_error"), "id": id, "errors": [error] })
        }
    }
}
