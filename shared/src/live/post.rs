//! One signed request to the channel's HTTP endpoint.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use http::Request;
use reqwest::Client;
use serde::Deserialize;
use serde_json::json;

use crate::config::AwsConfig;
use crate::credentials;

/// One try: a connection that hangs must leave time for another.
const TIMEOUT: Duration = Duration::from_secs(3);
/// The name that requests are signed for.
const SERVICE: &str = "appsync";

/// Events that are not, or not all, on their channel. Never holds their content.
#[derive(Debug, thiserror::Error)]
pub(super) enum PostError {
    #[error("the request cannot be signed: {0}")]
    Unsigned(String),
    #[error("the channel is not reached: {0}")]
    Unreached(String),
    #[error("the channel answers {0}")]
    Refused(u16),
    #[error("the channel has not taken {0} of the events")]
    Partly(usize),
}

impl PostError {
    /// Whether another try may do better.
    pub(super) fn is_passing(&self) -> bool {
        match self {
            Self::Unreached(_) | Self::Partly(_) => true,
            Self::Refused(status) => *status == 429 || *status >= 500,
            Self::Unsigned(_) => false,
        }
    }
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    failed: Vec<serde::de::IgnoredAny>,
}

/// Posts events, as the role of the function.
#[derive(Debug)]
pub(super) struct Poster {
    url: String,
    region: String,
    credentials: Credentials,
    client: Client,
}

impl Poster {
    pub(super) fn new(domain: &str, aws: &AwsConfig) -> Self {
        let scheme = if aws.endpoint.is_some() { "http" } else { "https" };
        let credentials = credentials::of(aws);
        let client = Client::builder().timeout(TIMEOUT).redirect(reqwest::redirect::Policy::none());
        Self {
            url: format!("{scheme}://{domain}/event"),
            region: aws.region.clone(),
            credentials,
            client: client.build().expect("TLS is built in"),
        }
    }

    /// What was posted before is posted again: whoever hears it knows its id.
    pub(super) async fn post(&self, channel: &str, events: &[String]) -> Result<(), PostError> {
        let body = json!({ "channel": channel, "events": events }).to_string();
        let request = self.signed(body).map_err(PostError::Unsigned)?;
        let request = reqwest::Request::try_from(request)
            .map_err(|error| PostError::Unsigned(error.to_string()))?;
        let unreached =
            |error: reqwest::Error| PostError::Unreached(error.without_url().to_string());
        let answer = self.client.execute(request).await.map_err(unreached)?;
        let status = answer.status();
        if !status.is_success() {
            return Err(PostError::Refused(status.as_u16()));
        }
        let answer = answer.bytes().await.map_err(unreached)?;
        match serde_json::from_slice::<Answer>(&answer) {
            Ok(answer) if answer.failed.is_empty() => Ok(()),
            Ok(answer) => Err(PostError::Partly(answer.failed.len())),
            Err(error) => Err(PostError::Unreached(error.to_string())),
        }
    }

    fn signed(&self, body: String) -> Result<Request<String>, String> {
        let identity = self.credentials.clone().into();
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name(SERVICE)
            .time(SystemTime::now())
            .settings(SigningSettings::default())
            .build()
            .map_err(|error| error.to_string())?
            .into();
        let mut request = Request::post(&self.url)
            .header("content-type", "application/json")
            .body(body)
            .map_err(|error| error.to_string())?;
        let headers = std::iter::once(("content-type", "application/json"));
        let signable = SignableBody::Bytes(request.body().as_bytes());
        let signable = SignableRequest::new("POST", &self.url, headers, signable)
            .map_err(|error| error.to_string())?;
        let signed = sign(signable, &params).map_err(|error| error.to_string())?;
        signed.into_parts().0.apply_to_request_http1x(&mut request);
        Ok(request)
    }
}
