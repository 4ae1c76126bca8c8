//! One request to a tenant's server, and what its answer means.

use std::error::Error;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Response, StatusCode, redirect};
use shared::public_url::Reach;
use shared::records::{ANSWER_MAX, EventDelivery, Timestamp};
use shared::store::Heard;
use twilio::auth_token::AuthToken;
use twilio::client::https;
use url::Url;

use crate::address::{Guarded, Lookup, Private, System};
use crate::signature;

/// The longest that a server may take for its answer.
const LONGEST: Duration = Duration::from_secs(15);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Bytes of an answer that are read.
const READ_MAX: usize = 64 * 1024;

/// What a server has made of an event.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It has it.
    Taken(Heard),
    /// It has not.
    Refused(Heard),
    /// It wants no events any more.
    Gone(Heard),
}

/// Posts to servers within reach.
pub(crate) struct Poster {
    client: Client,
    reach: Reach,
}

impl Poster {
    /// The one of this process.
    pub(crate) fn of(reach: Reach) -> &'static Self {
        static INTERNET: OnceLock<Poster> = OnceLock::new();
        static HERE: OnceLock<Poster> = OnceLock::new();
        let poster = match reach {
            Reach::Internet => &INTERNET,
            Reach::ThisMachineToo => &HERE,
        };
        poster.get_or_init(|| Self::new(System, reach))
    }

    /// One that finds addresses so.
    pub(crate) fn new(lookup: impl Lookup, reach: Reach) -> Self {
        let client = https()
            .redirect(redirect::Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(LONGEST)
            // A process sleeps between invocations, and connections do not outlive that.
            .pool_max_idle_per_host(0)
            .no_proxy()
            .user_agent("patchbay")
            .dns_resolver(Arc::new(Guarded::new(lookup, reach)));
        Self { client: client.build().expect("TLS is built in"), reach }
    }

    /// Tells a server of an event, signed with each of these secrets.
    pub(crate) async fn post(
        &self,
        url: &str,
        (delivery, secrets): (&EventDelivery, &[AuthToken]),
        now: Timestamp,
    ) -> Answer {
        let (id, time) = (delivery.event_id.as_str(), (now.as_millis() / 1_000).to_string());
        // It was looked at when it was saved, perhaps by an older rule.
        let url = Url::parse(url).ok().filter(|url| self.reach.allows(url));
        let Some(url) = url else { return refused("the URL is not one of the internet") };
        let signature = signature::header(secrets, (id, &time, &delivery.body));
        let Some(signature) = signature else { return refused("the secret cannot be read") };
        let request = self
            .client
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", time)
            .header("webhook-signature", signature)
            .body(delivery.body.clone());
        match request.send().await {
            Ok(response) => answered(response).await,
            Err(error) => refused(words(&error)),
        }
    }
}

async fn answered(mut response: Response) -> Answer {
    let status = response.status();
    let mut body = Vec::new();
    // What it has said with its status stands, even if the rest breaks off.
    while body.len() < READ_MAX
        && let Ok(Some(chunk)) = response.chunk().await
    {
        body.extend_from_slice(&chunk);
    }
    let body = String::from_utf8_lossy(&body).chars().take(ANSWER_MAX).collect();
    let heard = Heard { status: Some(status.as_u16()), body: Some(body), error: None };
    match status {
        taken if taken.is_success() => Answer::Taken(heard),
        StatusCode::GONE => Answer::Gone(heard),
        _ => Answer::Refused(heard),
    }
}

fn refused(error: &str) -> Answer {
    Answer::Refused(Heard { status: None, body: None, error: Some(error.to_owned()) })
}

/// Why there was no answer. Not in the words of others, which may show what is in our network.
fn words(error: &reqwest::Error) -> &'static str {
    let mut cause: Option<&(dyn Error + 'static)> = error.source();
    while let Some(inner) = cause {
        if inner.is::<Private>() {
            return "the name of the server leads to a private address";
        }
        cause = inner.source();
    }
    if error.is_timeout() {
        "no answer within 15 seconds"
    } else if error.is_connect() {
        "no connection to the server"
    } else {
        "the connection broke off before an answer"
    }
}

#[cfg(test)]
mod tests;
