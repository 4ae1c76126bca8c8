//! Signs webhooks and sends them, with Twilio's headers, retries and fallback.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, HeaderValue, header};
use bytes::Bytes;
use futures::future::join_all;
use reqwest::Client;

use super::delivery::Answer;
use super::feed::Feed;
use super::overrides::{Failure, Overrides};
use super::sids;
use super::signed::{self, Request};
use super::target::Target;
use super::webhook::Webhook;
use super::webhook_log::{WebhookError, WebhookLog};

const MOST_COPIES: usize = 1_000;

/// Sends webhooks.
pub(super) struct Poster {
    /// By time to connect and time to answer, which cannot be set per request. A new one takes long
    /// enough to be missed by requests that wait meanwhile.
    clients: Mutex<HashMap<(Duration, Duration), Client>>,
    pub(super) log: WebhookLog,
}

impl Poster {
    pub(super) fn new(feed: Arc<Feed>) -> anyhow::Result<Self> {
        let poster = Self { clients: Mutex::default(), log: WebhookLog::new(feed) };
        poster.client(&Overrides::default())?;
        Ok(poster)
    }

    /// Sends all copies at once and waits for their answers.
    pub(super) async fn send(&self, webhook: &Webhook<'_>) -> anyhow::Result<Vec<Answer>> {
        let delivery = webhook.delivery;
        let token = sids::uuid();
        let primary =
            signed::request(webhook, (webhook.url, webhook.method), &webhook.fields, &token)?;
        tokio::time::sleep(Duration::from_millis(delivery.delay_ms)).await;
        let copies = delivery.repeat.clamp(1, MOST_COPIES);
        let answers = join_all((0..copies).map(|_| self.send_copy(webhook, &primary))).await;
        answers.into_iter().collect()
    }

    /// Gets a file, unsigned and without fields.
    pub(super) async fn fetch(&self, url: &str) -> anyhow::Result<Answer> {
        let Target { url, overrides } = Target::parse(url)?;
        let configured = url.to_string();
        let (headers, body, note) = (HeaderMap::new(), None, None);
        let request = Request { configured, url, headers, body, overrides, note };
        self.send_with_retries(&request).await
    }

    /// Notes what is wrong with an answer that came as it should.
    pub(super) fn blame(&self, answer: &Answer, (code, message): (Option<u32>, &str)) {
        if let Some(id) = answer.logged {
            self.log.blame(id, WebhookError { code, message: message.to_owned() });
        }
    }

    fn client(&self, overrides: &Overrides) -> anyhow::Result<Client> {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (overrides.connect, overrides.read);
        if let Some(client) = clients.get(&key) {
            return Ok(client.clone());
        }
        let client = client(overrides)?;
        clients.insert(key, client.clone());
        Ok(client)
    }

    async fn send_copy(&self, webhook: &Webhook<'_>, primary: &Request) -> anyhow::Result<Answer> {
        let answer = self.send_with_retries(primary).await?;
        let Some(code) = answer.error_code else { return Ok(answer) };
        let second = self.fall_back(webhook, (code, primary.url.as_str())).await?;
        Ok(match second {
            Some(second) => Answer { attempts: answer.attempts + second.attempts, ..second },
            None => answer,
        })
    }

    /// Asks the fallback URL, if there is one, because the other one failed with this code.
    pub(super) async fn fall_back(
        &self,
        webhook: &Webhook<'_>,
        (code, failed): (u32, &str),
    ) -> anyhow::Result<Option<Answer>> {
        let Some(fallback) = webhook.fallback_url else { return Ok(None) };
        let mut fields = webhook.fields.clone();
        fields.push(("ErrorCode".into(), code.to_string()));
        fields.push(("ErrorUrl".into(), failed.to_owned()));
        // A request of its own, so its token is another one.
        let fallback = signed::request(webhook, fallback, &fields, &sids::uuid())?;
        self.send_with_retries(&fallback).await.map(Some)
    }

    async fn send_with_retries(&self, request: &Request) -> anyhow::Result<Answer> {
        let overrides = &request.overrides;
        let client = self.client(overrides)?;
        let deadline = Instant::now() + overrides.total;
        let mut attempts = 0;
        loop {
            attempts += 1;
            let left = deadline.saturating_duration_since(Instant::now());
            let began = Instant::now();
            let (mut answer, failure) = attempt(&client, request, left).await;
            answer.logged = request.note.as_ref().map(|note| {
                let outcome = (&answer, failure);
                self.log.add(note.entry(&request.configured, (attempts, began.elapsed()), outcome))
            });
            let again = failure.is_some_and(|failure| overrides.retry_on.contains(&failure))
                && attempts <= overrides.retries
                && Instant::now() < deadline;
            if !again {
                answer.error_code = failure.map(Failure::error_code);
                let url = request.configured.clone();
                tracing::debug!(url, status = answer.status, attempts, "webhook");
                return Ok(Answer { url, attempts, ..answer });
            }
        }
    }
}

/// A client with its own timeouts. Connections are not kept: a receiver that restarts must not look
/// like one that fails.
fn client(overrides: &Overrides) -> anyhow::Result<Client> {
    Ok(Client::builder()
        .user_agent("TwilioProxy/1.1")
        .http1_only()
        .http1_title_case_headers()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .pool_max_idle_per_host(0)
        .connect_timeout(overrides.connect)
        .read_timeout(overrides.read)
        .build()?)
}

async fn attempt(client: &Client, request: &Request, limit: Duration) -> (Answer, Option<Failure>) {
    let url = request.url.clone();
    let builder = match &request.body {
        Some(body) => client.post(url).body(body.clone()),
        None => client.get(url),
    };
    let exchange = async {
        let response = builder.headers(request.headers.clone()).timeout(limit).send().await?;
        let status = response.status().as_u16();
        let content_type = response.headers().get(header::CONTENT_TYPE).cloned();
        Ok::<_, reqwest::Error>(answer(status, content_type.as_ref(), response.bytes().await?))
    };
    match exchange.await {
        Ok(answer) => {
            let failure = Failure::of_status(answer.status);
            (answer, failure)
        }
        Err(error) => {
            let failure = if error.is_connect() { Failure::Connect } else { Failure::Read };
            (answer(502, None, Bytes::new()), Some(failure))
        }
    }
}

fn answer(status: u16, content_type: Option<&HeaderValue>, raw: Bytes) -> Answer {
    let content_type = content_type.and_then(|value| Some(value.to_str().ok()?.to_owned()));
    let body = String::from_utf8_lossy(&raw).into_owned();
    let url = String::new();
    Answer { url, status, body, raw, content_type, attempts: 0, error_code: None, logged: None }
}
