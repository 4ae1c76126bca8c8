//! All that a call asks of the application, with a note of each: signed webhooks, and sound files.

use reqwest::Url;

use super::super::accounts::Account;
use super::super::delivery::{Answer, Delivery};
use super::super::form::{Fields, Spaces};
use super::super::refusal::Refusal;
use super::super::webhook::{Method, Webhook};
use super::report::{CallError, Exchange, Kind};
use super::session::Session;

/// A webhook to send.
pub(super) struct Sending {
    pub(super) kind: Kind,
    pub(super) call_sid: String,
    pub(super) url: String,
    pub(super) method: Method,
    pub(super) fields: Fields,
    pub(super) spaces: Spaces,
    pub(super) delivery: Delivery,
}

impl Sending {
    /// A request without fields, for the notes.
    pub(super) fn plain(kind: Kind, call_sid: &str, url: &str) -> Self {
        Self {
            kind,
            call_sid: call_sid.to_owned(),
            url: url.to_owned(),
            method: Method::Get,
            fields: Fields::new(),
            spaces: Spaces::Plus,
            delivery: Delivery::default(),
        }
    }
}

impl Session {
    /// Signs and sends; returns the answers to all copies. Fails if the URL is none.
    pub(super) async fn send(&self, sending: &Sending) -> Result<Vec<Answer>, CallError> {
        let webhook = Webhook {
            account: &self.account()?,
            method: sending.method,
            url: &sending.url,
            fallback_url: None,
            fields: sending.fields.clone(),
            spaces: sending.spaces,
            delivery: &sending.delivery,
        };
        let sent = self.clock.outside(self.state.poster.send(&webhook)).await;
        sent.map_err(|error| match error.downcast::<Refusal>() {
            Ok(refusal) => CallError::invalid_url(refusal.message),
            Err(error) => CallError::not_simulated(format!("{error:#}")),
        })
    }

    /// Gets a file, unsigned. Fails if the URL is none.
    pub(super) async fn get(&self, url: &str) -> Result<Answer, CallError> {
        let answer = self.clock.outside(self.state.poster.fetch(url)).await;
        answer.map_err(|error| CallError::invalid_url(error.to_string()))
    }

    /// The account as it is now: the token that signs can change during a call.
    fn account(&self) -> Result<Account, CallError> {
        let account = self.state.store.account(&self.setting.account.sid);
        let account = account.map_err(|error| CallError::not_simulated(error.to_string()))?;
        Ok(account.unwrap_or_else(|| self.setting.account.clone()))
    }

    pub(super) fn note(&self, sending: &Sending, answer: &Answer, error_code: Option<u32>) {
        let Answer { status, attempts, .. } = *answer;
        self.notes.keep(Exchange { status, attempts, ..self.unanswered(sending, error_code) });
    }

    pub(super) fn note_unsent(&self, sending: &Sending, error: &CallError) {
        self.notes.keep(self.unanswered(sending, error.code));
    }

    fn unanswered(&self, sending: &Sending, error_code: Option<u32>) -> Exchange {
        Exchange {
            at: self.clock.elapsed() / 1_000,
            kind: sending.kind,
            method: sending.method,
            path: path(&sending.url),
            call_sid: sending.call_sid.clone(),
            status: 0,
            attempts: 0,
            error_code,
        }
    }
}

/// Path and query; all of it if it is no URL.
fn path(url: &str) -> String {
    let Ok(parsed) = Url::parse(url) else { return url.to_owned() };
    let query = parsed.query().map(|query| format!("?{query}"));
    format!("{}{}", parsed.path(), query.unwrap_or_default())
}
