//! Carriers report what became of a message that was sent.

use futures::future::try_join_all;
use serde::{Deserialize, Serialize};

use super::accounts::Account;
use super::addresses::{Channel, bare};
use super::delivery::{Answer, Delivery};
use super::form::{Fields, Spaces};
use super::messages::{self, Message};
use super::post::{Method, Webhook};
use super::refusal::Refusal;
use super::state::State;
use super::target::Target;
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
        created: now,
        updated: now,
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
        matches!(status, "failed" | "undelivered").then_some(self.sent.error_code).flatten()
    }

    /// The fields in Twilio's order.
    fn fields(&self, status: &str) -> Fields {
        let message = &self.message;
        let whatsapp = message.to.starts_with("whatsapp:");
        let sid = Some(message.sid.clone());
        [
            ("EventType", self.event_type(status).filter(|_| whatsapp)),
            ("ErrorCode", self.error_code(status).map(|code| code.to_string())),
            ("SmsSid", sid.clone()),
            ("SmsStatus", Some(status.to_owned())),
            ("MessageStatus", Some(status.to_owned())),
            ("ChannelToAddress", whatsapp.then(|| masked(bare(&message.to)))),
            ("To", Some(message.to.clone())),
            ("ChannelPrefix", whatsapp.then(|| "whatsapp".into())),
            ("MessageSid", sid),
            ("AccountSid", Some(message.account_sid.clone())),
            ("From", Some(message.from.clone())),
            ("ApiVersion", Some("2010-04-01".into())),
            ("ChannelInstallSid", whatsapp.then(|| sids::derived("XE", &message.from))),
            ("RawDlrDoneDate", self.receipt(status).filter(|_| !whatsapp)),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
    }

    fn event_type(&self, status: &str) -> Option<String> {
        let default = || matches!(status, "delivered" | "read").then(|| status.to_uppercase());
        self.sent.event_type.clone().or_else(default)
    }

    fn receipt(&self, status: &str) -> Option<String> {
        let given = || self.sent.raw_dlr_done_date.clone();
        matches!(status, "delivered" | "undelivered")
            .then(|| given().unwrap_or_else(|| times::receipt(self.state.now())))
    }
}

/// The number with its last four digits hidden, as `ChannelToAddress` shows it.
fn masked(number: &str) -> String {
    let shown = number.char_indices().rev().nth(3).map_or(0, |(position, _)| position);
    format!("{}XXXX", &number[..shown])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_digits_are_masked() {
        assert_eq!(masked("+15005550001"), "+1500555XXXX");
        assert_eq!(masked("12"), "XXXX");
    }
}
