//! Requests to Twilio's REST API, each with an account's credentials and a time to end in.

use std::time::{Duration, Instant};

use bytes::Bytes;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, RequestBuilder};
use serde::de::DeserializeOwned;
use url::Url;

use super::failure::{self, PostError, brief};
use super::hosts::Twilio;
use crate::auth_token::AuthToken;
use crate::sid::AccountSid;

/// The longest that a request takes. Whoever waits for us gives up soon after.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Who asks: an account and its current token.
pub type Credentials<'a> = (&'a AccountSid, &'a AuthToken);

/// The names and values of a form or a query; arrays repeat their name.
pub(super) type Parameters = Vec<(&'static str, String)>;

/// One request, or the pages of a list, on behalf of an account. Its methods are what can be asked.
pub struct Errand<'a> {
    pub(super) twilio: &'a Twilio,
    pub(super) credentials: Credentials<'a>,
    deadline: Instant,
}

impl Twilio {
    /// Starts asking. All of it takes at most `within` from now, and never more than 5 s.
    pub fn errand<'a>(&'a self, credentials: Credentials<'a>, within: Duration) -> Errand<'a> {
        Errand { twilio: self, credentials, deadline: Instant::now() + within.min(TIMEOUT) }
    }

    /// The URL of a resource, such as `Accounts/AC…/Calls`.
    pub(super) fn resource(&self, path: &str) -> String {
        let api = self.api.as_str().trim_end_matches('/');
        format!("{api}/2010-04-01/{path}.json")
    }

    /// The absolute URL behind one that an answer names; `None` if it is not the API's own.
    pub(super) fn followed(&self, uri: &str) -> Option<Url> {
        let url = self.api.join(uri).ok()?;
        (url.origin() == self.api.origin()).then_some(url)
    }
}

impl Errand<'_> {
    /// Sends a form and reads the answer.
    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        url: &str,
        form: &Parameters,
    ) -> Result<T, PostError> {
        let request = self
            .request(Method::POST, url)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(encoded(form));
        read(&answered(request).await?)
    }

    /// Reads a resource.
    pub(super) async fn get<T: DeserializeOwned>(&self, url: &str) -> Result<T, PostError> {
        read(&answered(self.request(Method::GET, url)).await?)
    }

    /// Removes a resource. The answer's body does not matter.
    pub(super) async fn delete(&self, url: &str) -> Result<(), PostError> {
        answered(self.request(Method::DELETE, url)).await.map(drop)
    }

    /// The address of the API's that an answer leads to.
    pub(super) fn next(&self, uri: &str) -> Result<String, PostError> {
        self.twilio.followed(uri).map(String::from).ok_or_else(failure::unreadable)
    }

    fn request(&self, method: Method, url: &str) -> RequestBuilder {
        let (account, token) = self.credentials;
        let left = self.deadline.saturating_duration_since(Instant::now());
        let request = self.twilio.rest().request(method, url);
        request.basic_auth(account, Some(token.reveal())).timeout(left)
    }
}

/// A URL with its query.
pub(super) fn asking(url: &str, query: &Parameters) -> String {
    format!("{url}?{}", encoded(query))
}

fn encoded(parameters: &Parameters) -> String {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(parameters).finish()
}

/// The body of an answer that says yes.
async fn answered(request: RequestBuilder) -> Result<Bytes, PostError> {
    let response = request.send().await.map_err(|error| failure::failed(&error))?;
    let (status, body) = (response.status(), response.bytes().await);
    if !status.is_success() {
        return Err(failure::refused(status, &body.unwrap_or_default()));
    }
    body.map_err(|error| PostError::Unknown(brief(&error)))
}

fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, PostError> {
    serde_json::from_slice(body).map_err(|_| failure::unreadable())
}
