//! One message on its way, from status to status. Each is on disk before anybody is told of it.

use std::time::Duration;

use anyhow::Context;
use futures::channel::oneshot;

use super::super::addresses::{Channel, bare};
use super::super::calls::Callbacks;
use super::super::messages::Message;
use super::super::state::State;
use super::arrival;
use super::carriers;
use super::media;
use super::phones::Outcome;
use super::queue::{Change, Job};
use super::tell::Teller;
use super::window;

/// Lets the answer to the request go out before the first callback, as it mostly does on Twilio.
/// Nothing may rely on it.
const HEAD_START: Duration = Duration::from_millis(5);
/// How often a scheduled message looks at the clock, which may be one that a test sets.
const TICK: Duration = Duration::from_millis(20);

const UNSUBSCRIBED: u32 = 21610;
const SUSPENDED: u32 = 30002;

/// A status, and the code of the failure that it is.
type Next = (&'static str, Option<u32>);

/// Brings a message to its end, wherever it is now.
pub(super) async fn deliver(
    state: &State,
    sid: &str,
    (callbacks, first): (Callbacks, oneshot::Sender<()>),
) -> anyhow::Result<()> {
    tokio::time::sleep(HEAD_START).await;
    let mut teller = Teller::new(state, callbacks, first);
    loop {
        let message = state.store.message_of_anyone(sid)?.context("its record is there")?;
        let job = state.store.outgoing(sid)?.context("it is under way")?;
        teller.tell(&message, &job).await?;
        let Some((status, error_code)) = next(state, &message, &job).await? else { break };
        let change = Change { from: &message.status, to: status, error_code };
        // If it was cancelled meanwhile, the next round sees that.
        state.store.outgoing_step(sid, &change)?;
        state.message_changed(sid);
    }
    let message = state.store.message_of_anyone(sid)?.context("its record is there")?;
    let job = state.store.outgoing(sid)?.context("it is under way")?;
    teller.tell_held(&message, &job).await?;
    if message.status == "delivered" {
        arrival::arrive(state, &message).await?;
    }
    Ok(state.store.outgoing_over(sid)?)
}

async fn next(state: &State, message: &Message, job: &Job) -> anyhow::Result<Option<Next>> {
    Ok(match message.status.as_str() {
        "scheduled" => {
            wait(state, job).await?;
            Some(("accepted", None))
        }
        "accepted" => Some(("queued", None)),
        "queued" => Some(leave(state, message, job).await?),
        "sending" => Some(("sent", None)),
        "sent" => arrive_or_not(state, message)?,
        _ => None,
    })
}

/// What the carrier says of a message that has left, if it says anything.
fn arrive_or_not(state: &State, message: &Message) -> anyhow::Result<Option<Next>> {
    let account = state.store.account(&message.account_sid)?.context("it has an account")?;
    if let Some(code) = carriers::refusal(&account, message) {
        return Ok(Some(("undelivered", Some(code))));
    }
    let phone = state.store.phone(bare(&message.to))?;
    Ok(match phone.outcome {
        Outcome::Silent => None,
        Outcome::Undelivered => Some(("undelivered", phone.error_code())),
        Outcome::Landline if is_sms(message) => Some(("undelivered", phone.error_code())),
        // A phone that changed its mind after the message had left gets it.
        Outcome::Delivered | Outcome::Failed | Outcome::Landline => Some(("delivered", None)),
    })
}

fn is_sms(message: &Message) -> bool {
    Channel::Sms.of(&message.from, &message.to) == Channel::Sms
}

/// Until the time has come, or the message was cancelled.
async fn wait(state: &State, job: &Job) -> anyhow::Result<()> {
    let is_waiting = || {
        let status = state.store.message_of_anyone(&job.sid)?.map(|message| message.status);
        let is_early = job.send_at.is_some_and(|time| state.now() < time);
        anyhow::Ok(is_early && status.as_deref() == Some("scheduled"))
    };
    while is_waiting()? {
        tokio::time::sleep(TICK).await;
    }
    Ok(())
}

/// The last look before the message leaves.
async fn leave(state: &State, message: &Message, job: &Job) -> anyhow::Result<Next> {
    let failed = |code| Ok(("failed", Some(code)));
    let account = state.store.account(&message.account_sid)?.context("it has an account")?;
    if !state.store.account_is_active(&account)? {
        return failed(SUSPENDED);
    }
    if state.store.is_opted_out(&message.from, &message.to)? {
        return failed(UNSUBSCRIBED);
    }
    if !is_sms(message) && !window::is_open(state, message)? {
        return failed(window::CLOSED);
    }
    let phone = state.store.phone(bare(&message.to))?;
    if phone.outcome == Outcome::Failed {
        return Ok(("failed", phone.error_code()));
    }
    match media::collect(state, message, &job.media_urls).await? {
        Ok(()) => Ok(("sending", None)),
        Err(code) => failed(code),
    }
}
