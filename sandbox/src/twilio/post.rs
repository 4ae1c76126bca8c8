//! Signs webhooks and sends them, with Twilio's headers, retries and fallback.

use std::time::{Duration, Instant};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use futures::future::join_all;
use reqwest::{Client, Url};

use super::accounts::Account;
use super::delivery::{Answer, Corruption, Delivery};
use super::form::{self, Fields, Spaces};
use super::overrides::{Failure, Overrides};
use super::refusal::Refusal;
use super::sids;
use super::target::Target;

const MOST_COPIES: usize = 1_000;

/// A webhook to send.
pub(super) struct Webhook<'a> {
    pub(super) account: &'a Account,
    /// The URL as configured, with its fragment.
    pub(super) url: &'a str,
    pub(super) fallback_url: Option<&'a str>,
    pub(super) fields: Fields,
    pub(super) spaces: Spaces,
    pub(super) delivery: &'a Delivery,
}

/// Sends webhooks.
pub(super) struct Poster {
    client: Client,
}

/// One request, ready to be sent as often as its URL's overrides say.
struct Request {
    url: Url,
    headers: HeaderMap,
    body: String,
    overrides: Overrides,
}

impl Poster {
    pub(super) fn new() -> anyhow::Result<Self> {
        Ok(Self { client: client(&Overrides::default())? })
    }

    /// Sends all copies at once and waits for their answers.
    pub(super) async fn send(&self, webhook: &Webhook<'_>) -> anyhow::Result<Vec<Answer>> {
        let delivery = webhook.delivery;
        let token = sids::uuid();
        let primary = request(webhook, webhook.url, &webhook.fields, &token)?;
        tokio::time::sleep(Duration::from_millis(delivery.delay_ms)).await;
        let copies = delivery.repeat.clamp(1, MOST_COPIES);
        let answers = join_all((0..copies).map(|_| self.send_copy(webhook, &primary))).await;
        answers.into_iter().collect()
    }

    async fn send_copy(&self, webhook: &Webhook<'_>, primary: &Request) -> anyhow::Result<Answer> {
        let answer = self.send_with_retries(primary).await?;
        let (Some(code), Some(url)) = (answer.error_code, webhook.fallback_url) else {
            return Ok(answer);
        };
        let mut fields = webhook.fields.clone();
        fields.push(("ErrorCode".into(), code.to_string()));
        fields.push(("ErrorUrl".into(), primary.url.to_string()));
        // A request of its own, so its token is another one.
        let fallback = request(webhook, url, &fields, &sids::uuid())?;
        let second = self.send_with_retries(&fallback).await?;
        Ok(Answer { attempts: answer.attempts + second.attempts, ..second })
    }

    async fn send_with_retries(&self, request: &Request) -> anyhow::Result<Answer> {
        let overrides = &request.overrides;
        let client =
            if overrides.has_default_timeouts() { self.client.clone() } else { client(overrides)? };
        let deadline = Instant::now() + overrides.total;
        let mut attempts = 0;
        loop {
            attempts += 1;
            let left = deadline.saturating_duration_since(Instant::now());
            let (status, body, failure) = attempt(&client, request, left).await;
            let again = failure.is_some_and(|failure| overrides.retry_on.contains(&failure))
                && attempts <= overrides.retries
                && Instant::now() < deadline;
            if !again {
                let error_code = failure.map(Failure::error_code);
                return Ok(Answer { status, body, attempts, error_code });
            }
        }
    }
}

/// A client with its own timeouts, which cannot be set per request. Connections are
/// not kept: a receiver that restarts must not look like one that fails.
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

async fn attempt(
    client: &Client,
    request: &Request,
    limit: Duration,
) -> (u16, String, Option<Failure>) {
    let builder = client.post(request.url.clone()).headers(request.headers.clone());
    let exchange = async {
        let response = builder.timeout(limit).body(request.body.clone()).send().await?;
        let status = response.status().as_u16();
        Ok::<_, reqwest::Error>((status, response.text().await?))
    };
    match exchange.await {
        Ok((status, body)) => (status, body, Failure::of_status(status)),
        Err(error) if error.is_connect() => (502, String::new(), Some(Failure::Connect)),
        Err(_) => (502, String::new(), Some(Failure::Read)),
    }
}

fn request(
    webhook: &Webhook<'_>,
    url: &str,
    fields: &[(String, String)],
    token: &str,
) -> anyhow::Result<Request> {
    let Target { url, overrides } = Target::parse(url)?;
    let key = webhook.account.auth_token.reveal();
    let signature = shared::signature::sign(key, url.as_str(), fields);
    let corrupt = webhook.delivery.corrupt;
    let body = match corrupt {
        Some(Corruption::Body) => form::encode(&tampered(fields), webhook.spaces),
        _ => form::encode(fields, webhook.spaces),
    };
    let mut headers = HeaderMap::new();
    if let Some(signature) = spoil(signature, corrupt) {
        headers.insert("X-Twilio-Signature", HeaderValue::from_str(&signature)?);
    }
    headers.insert("I-Twilio-Idempotency-Token", HeaderValue::from_str(token)?);
    add_constant_headers(&mut headers);
    add_own_headers(&mut headers, webhook.delivery)?;
    Ok(Request { url, headers, body, overrides })
}

fn add_constant_headers(headers: &mut HeaderMap) {
    let form = "application/x-www-form-urlencoded; charset=UTF-8";
    headers.insert("Content-Type", HeaderValue::from_static(form));
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
