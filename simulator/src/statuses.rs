//! Carriers report what became of a message that was sent.

use futures::future::try_join_all;
use serde::{Deserialize, Serialize};

use super::accounts::Account;
use super::addresses::{Channel, bare};
use super::delivery::{Answer, Delivery};
use super::form::{Fields, Spaces};
use super::messages::{self, Message};
use super::refusal::Refusal;
use super::state::State;
use super::status_form::{StatusForm, is_failure};
use super::target::Target;
use super::webhook::{Method, Webhook};
use super::{sids, times};

/// Status callbacks to send; the body of `POST /sim/statuses`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusCallbacks {
    /// The account that signs; by default the one that owns `from`.
    #[serde(default)]
    pub account: Option<String>,
    /// The sender of the message: one of the simulator's numbers, unless `account` is given.
    pub from: String,
    /// The recipient of the message.
    pub to: String,
    /// The message's SID; made up if `None`.
    #[serde(default)]
    pub sid: Option<String>,
    /// Where the callbacks go; may carry a query and a fragment.
    pub url: String,
    /// The statuses, in the order they are sent. Any text is allowed.
    pub statuses: Vec<String>,
    /// Sent with `failed` and `undelivered`.
    #[serde(default)]
    pub error_code: Option<u32>,
    /// The channel; a `whatsapp:` address decides it too.
    #[serde(default)]
    pub channel: Channel,
    /// WhatsApp's `EventType`; by default it follows from the status.
    #[serde(default)]
    pub event_type: Option<String>,
    /// `YYMMDDhhmm` of the carrier's receipt; now if `None`.
    #[serde(default)]
    pub raw_dlr_done_date: Option<String>,
    /// Do not wait for one answer before the next callback.
    #[serde(default)]
    pub at_once: bool,
    /// How each callback is sent.
    #[serde(default)]
    pub delivery: Delivery,
}

/// The answers to status callbacks.
#[derive(Debug, Clone, Serialize)]
pub struct StatusesSent {
    /// The message's SID.
    pub sid: String,
    /// One answer per callback and copy, in the order of the statuses.
    pub webhooks: Vec<Answer>,
}

/// Sends the callbacks, and keeps each status as the message's own.
pub(super) async fn send(state: &State, sent: StatusCallbacks) -> anyhow::Result<StatusesSent> {
    let account = sender(state, &sent)?;
    Target::parse(&sent.url)?;
    let report =
        Report { state, account: &account, message: message(&account, &sent, state.now()), sent };
    messages::insert(&state.store.lock(), &report.message)?;
    let statuses = &report.sent.statuses;
    let answers = if report.sent.at_once {
        try_join_all(statuses.iter().map(|status| report.send(status))).await?
    } else {
        let mut answers = Vec::new();
        for status in statuses {
            answers.push(report.send(status).await?);
        }
        answers
    };
    Ok(StatusesSent { sid: report.message.sid, webhooks: answers.into_iter().flatten().collect() })
}

fn sender(state: &State, sent: &StatusCallbacks) -> anyhow::Result<Account> {
    let (field, account_sid) = match &sent.account {
        Some(sid) => ("account", sid.clone()),
        None => {
            let from = bare(&sent.from);
            let unknown = || Refusal::not_found("from", &format!("the number {from}"));
            ("from", state.store.number(from)?.ok_or_else(unknown)?.account_sid)
        }
    };
    let unknown = || Refusal::not_found(field, &format!("the account {account_sid}"));
    Ok(state.store.account(&account_sid)?.ok_or_else(unknown)?)
}

fn message(account: &Account, sent: &StatusCallbacks, now: i64) -> Message {
    let channel = sent.channel.of(&sent.from, &sent.to);
    Message {
        sid: sent.sid.clone().unwrap_or_else(|| sids::random("SM")),
        account_sid: account.sid.clone(),
        from: channel.address(&sent.from),
        to: channel.address(&sent.to),
        body: String::new(),
        direction: "outbound-api".into(),
        status: "accepted".into(),
        num_segments: 1,
        num_media: 0,
        error_code: None,
        messaging_service_sid: None,
        other_recipients: None,
        created: now,
        updated: now,
        sent: Some(now),
    }
}

struct Report<'a> {
    state: &'a State,
    account: &'a Account,
    message: Message,
    sent: StatusCallbacks,
}

impl Report<'_> {
    async fn send(&self, status: &str) -> anyhow::Result<Vec<Answer>> {
        let error_code = self.error_code(status);
        self.state.store.message_status_set(&self.message.sid, status, error_code)?;
        self.state.message_changed(&self.message.sid);
        let webhook = Webhook {
            account: self.account,
            method: Method::Post,
            url: &self.sent.url,
            fallback_url: None,
            fields: self.fields(status),
            spaces: Spaces::Percent,
            delivery: &self.sent.delivery,
        };
        self.state.poster.send(&webhook).await
    }

    fn error_code(&self, status: &str) -> Option<u32> {
        self.sent.error_code.filter(|_| is_failure(status))
    }

    fn fields(&self, status: &str) -> Fields {
        let form = StatusForm {
            message: &self.message,
            status,
            error_code: self.sent.error_code,
            event_type: self.sent.event_type.as_deref(),
            receipt: self.receipt(),
        };
        form.fields()
    }

    fn receipt(&self) -> String {
        let now = || times::receipt(self.state.now());
        self.sent.raw_dlr_done_date.clone().unwrap_or_else(now)
    }
}
