//! Signs webhooks and sends them, with Twilio's headers, retries and fallback.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use bytes::Bytes;
use futures::future::join_all;
use reqwest::{Client, Url};
use serde::Serialize;

use super::accounts::Account;
use super::delivery::{Answer, Corruption, Delivery};
use super::form::{self, Fields, Spaces};
use super::overrides::{Failure, Overrides};
use super::refusal::Refusal;
use super::sids;
use super::target::Target;

const MOST_COPIES: usize = 1_000;

/// How a URL is requested.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// The fields are in the query.
    Get,
    /// The fields are in the body.
    #[default]
    Post,
}

impl Method {
    /// `GET` or `POST`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        [Self::Get, Self::Post]
            .into_iter()
            .find(|method| text.eq_ignore_ascii_case(method.as_str()))
    }
}

/// A webhook to send.
pub(super) struct Webhook<'a> {
    pub(super) account: &'a Account,
    pub(super) method: Method,
    /// The URL as configured, with its fragment.
    pub(super) url: &'a str,
    /// Where to go when that failed, and how.
    pub(super) fallback_url: Option<(&'a str, Method)>,
    pub(super) fields: Fields,
    pub(super) spaces: Spaces,
    pub(super) delivery: &'a Delivery,
}

/// Sends webhooks.
pub(super) struct Poster {
    /// By time to connect and time to answer, which cannot be set per request. A new one takes long
    /// enough to be missed by requests that wait meanwhile.
    clients: Mutex<HashMap<(Duration, Duration), Client>>,
}

/// One request, ready to be sent as often as its URL's overrides say.
struct Request {
    /// Without the fields that a GET adds.
    configured: String,
    url: Url,
    headers: HeaderMap,
    /// The form, if it is posted.
    body: Option<String>,
    overrides: Overrides,
}

impl Poster {
    pub(super) fn new() -> anyhow::Result<Self> {
        let poster = Self { clients: Mutex::default() };
        poster.client(&Overrides::default())?;
        Ok(poster)
    }

    /// Sends all copies at once and waits for their answers.
    pub(super) async fn send(&self, webhook: &Webhook<'_>) -> anyhow::Result<Vec<Answer>> {
        let delivery = webhook.delivery;
        let token = sids::uuid();
        let primary = request(webhook, (webhook.url, webhook.method), &webhook.fields, &token)?;
        tokio::time::sleep(Duration::from_millis(delivery.delay_ms)).await;
        let copies = delivery.repeat.clamp(1, MOST_COPIES);
        let answers = join_all((0..copies).map(|_| self.send_copy(webhook, &primary))).await;
        answers.into_iter().collect()
    }

    /// Gets a file, unsigned and without fields.
    pub(super) async fn fetch(&self, url: &str) -> anyhow::Result<Answer> {
        let Target { url, overrides } = Target::parse(url)?;
        let configured = url.to_string();
        let request = Request { configured, url, headers: HeaderMap::new(), body: None, overrides };
        self.send_with_retries(&request).await
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
        let fallback = request(webhook, fallback, &fields, &sids::uuid())?;
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
            let (mut answer, failure) = attempt(&client, request, left).await;
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
    Answer { url, status, body, raw, content_type, attempts: 0, error_code: None }
}

fn request(
    webhook: &Webhook<'_>,
    (url, method): (&str, Method),
    fields: &[(String, String)],
    token: &str,
) -> anyhow::Result<Request> {
    let Target { mut url, overrides } = Target::parse(url)?;
    let configured = url.to_string();
    let key = webhook.account.auth_token.reveal();
    let corrupt = webhook.delivery.corrupt;
    let form = match corrupt {
        Some(Corruption::Body) => form::encode(&tampered(fields), webhook.spaces),
        _ => form::encode(fields, webhook.spaces),
    };
    let mut headers = HeaderMap::new();
    let (signature, body) = match method {
        Method::Post => (twilio::signature::sign(key, url.as_str(), fields), Some(form)),
        // The fields are part of the URL, so they are signed with it.
        Method::Get => {
            let honest = with_query(&url, &form::encode(fields, webhook.spaces));
            url = with_query(&url, &form);
            (twilio::signature::sign(key, honest.as_str(), &[]), None)
        }
    };
    if let Some(signature) = spoil(signature, corrupt) {
        headers.insert("X-Twilio-Signature", HeaderValue::from_str(&signature)?);
    }
    headers.insert("I-Twilio-Idempotency-Token", HeaderValue::from_str(token)?);
    add_constant_headers(&mut headers, method);
    add_own_headers(&mut headers, webhook.delivery)?;
    Ok(Request { configured, url, headers, body, overrides })
}

fn with_query(url: &Url, more: &str) -> Url {
    let mut url = url.clone();
    let query = match url.query() {
        Some(query) if !query.is_empty() => format!("{query}&{more}"),
        _ => more.to_owned(),
    };
    url.set_query(Some(&query));
    url
}

fn add_constant_headers(headers: &mut HeaderMap, method: Method) {
    if method == Method::Post {
        let form = "application/x-www-form-urlencoded; charset=UTF-8";
        headers.insert("Content-Type", HeaderValue::from_static(form));
    }
    headers.insert("X-Home-Region", HeaderValue::from_static("us1"));
    headers.insert("Accept", HeaderValue::from_static("*/*"));
}

fn add_own_headers(headers: &mut HeaderMap, delivery: &Delivery) -> anyhow::Result<()> {
    for (name, value) in &delivery.headers {
        let (Ok(key), Ok(value)) = (name.parse::<HeaderName>(), value.parse::<HeaderValue>())
        else {
            let message = format!("`delivery`: `{name}` is not a header");
            return Err(Refusal::bad_request(Some("delivery"), message).into());
        };
        headers.insert(key, value);
    }
    Ok(())
}

fn spoil(signature: String, corrupt: Option<Corruption>) -> Option<String> {
    match corrupt {
        // Any first character stands for six whole bits, so this stays valid Base64.
        Some(Corruption::Signature) => {
            let first = if signature.starts_with('A') { "B" } else { "A" };
            Some(format!("{first}{}", &signature[1..]))
        }
        Some(Corruption::MissingSignature) => None,
        Some(Corruption::TruncatedSignature) => Some(signature[..signature.len() / 2].to_owned()),
        Some(Corruption::Body) | None => Some(signature),
    }
}

/// The fields with one value changed: the text of a message, else whatever comes last.
fn tampered(fields: &[(String, String)]) -> Fields {
    let mut fields = fields.to_vec();
    let position =
        fields.iter().position(|(name, _)| name == "Body").or(fields.len().checked_sub(1));
    match position {
        Some(position) => fields[position].1.push('!'),
        None => fields.push(("Body".into(), "!".into())),
    }
    fields
}
