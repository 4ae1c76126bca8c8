//! `/sim`: what happens, as it happens, and the webhooks of before.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Query, State as AppState};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures::stream::{self, Stream};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::feed::{Change, Feed, Next};
use super::sent;
use super::sim::answer;
use super::state::State;

type App = AppState<Arc<State>>;

/// Webhooks in a list that says no other number.
const LIMIT: usize = 50;
/// How often a watcher without news gets a comment, so that nobody takes the connection for dead.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

pub(super) fn routes() -> Router<Arc<State>> {
    Router::new().route("/sim/feed", get(feed)).route("/sim/webhooks", get(webhooks))
}

/// What `GET /sim/webhooks` may ask for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    limit: Option<usize>,
    before: Option<u64>,
}

async fn webhooks(AppState(state): App, Query(page): Query<Page>) -> Response {
    let entries = state.poster.log.latest(page.limit.unwrap_or(LIMIT), page.before);
    let items: Vec<_> = entries.iter().map(Arc::as_ref).collect();
    answer(Ok(json!({ "items": items })))
}

/// What a watcher is told.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum News<M, C, W> {
    Message(M),
    Call(C),
    Webhook(W),
    /// The lists are to be read again.
    Missed,
}

async fn feed(AppState(state): App, headers: HeaderMap) -> Response {
    let last = headers.get("Last-Event-ID").and_then(|id| id.to_str().ok()?.parse().ok());
    let events = events(&state, last);
    Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
}

/// What has changed since the event with that id, or from now on. The state is not held while
/// nothing happens: a watcher does not keep a simulator going.
fn events(
    state: &Arc<State>,
    last: Option<u64>,
) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
    let feed = Arc::clone(&state.feed);
    let at = last.unwrap_or_else(|| feed.last());
    let state = Arc::downgrade(state);
    stream::unfold((feed, at), move |(feed, at)| {
        let state = state.clone();
        async move {
            let (id, event) = loop_until_news(&feed, at, || state.upgrade()).await?;
            Some((Ok(event.id(id.to_string())), (feed, id)))
        }
    })
}

async fn loop_until_news(
    feed: &Feed,
    mut at: u64,
    state: impl Fn() -> Option<Arc<State>>,
) -> Option<(u64, Event)> {
    loop {
        let (id, next) = feed.after(at).await?;
        if let Some(event) = event(&*state()?, &next) {
            return Some((id, event));
        }
        at = id;
    }
}

/// `None` if it is gone meanwhile.
fn event(state: &State, next: &Next) -> Option<Event> {
    let webhook;
    let news = match next {
        Next::Missed => News::Missed,
        Next::Change(Change::Message(sid)) => News::Message(logged(sent::find(state, sid))?),
        Next::Change(Change::Call(sid)) => {
            News::Call(logged(state.switchboard.played(sid, &state.store))?)
        }
        Next::Change(Change::Webhook(id)) => {
            webhook = state.poster.log.get(*id)?;
            News::Webhook(webhook.as_ref())
        }
    };
    Event::default().json_data(news).ok()
}

fn logged<T>(found: anyhow::Result<Option<T>>) -> Option<T> {
    found.unwrap_or_else(|error| {
        tracing::error!(error = format!("{error:#}"), "simulated Twilio failed");
        None
    })
}
