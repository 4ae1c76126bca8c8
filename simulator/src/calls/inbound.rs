//! Somebody outside calls one of the numbers.

use std::sync::Arc;

use tokio::task::JoinHandle;

use super::super::accounts::Account;
use super::super::form::Fields;
use super::super::numbers::Number;
use super::super::refusal::Refusal;
use super::super::state::State;
use super::super::times;
use super::actor::Actor;
use super::forms;
use super::leg::{Ends, Leg, Subscription};
use super::player;
use super::report::{CallError, Heard, Kind, PlayedCall};
use super::script::OutsideCall;
use super::session::{Beside, Session, Setting};
use super::source::{Request, Source};
use super::status::{Direction, Event, Status};
use super::stop::Stop;

/// What the first request of a call carries beside its numbers.
const CALL_TOKEN: &str = r#"{"parentCallInfoToken":"e.y.J","identityHeaderTokens":[]}"#;

/// A call that goes on.
pub(crate) struct Placed {
    /// SID of the parent leg.
    pub(crate) sid: String,
    /// Ends with the call. It is played to its end even if nobody waits for that.
    pub(crate) played: JoinHandle<anyhow::Result<PlayedCall>>,
}

/// Plays a call to its end.
pub(crate) async fn place(state: &Arc<State>, call: OutsideCall) -> anyhow::Result<PlayedCall> {
    begin(state, call)?.played.await?
}

/// Begins to play a call.
pub(crate) fn begin(state: &Arc<State>, call: OutsideCall) -> anyhow::Result<Placed> {
    let (number, account) = callee(state, &call)?;
    let is_live = call.live;
    let now = times::now() * 1_000;
    let ends = Ends::of_parent(Direction::Inbound, (&call.from, &call.to));
    let leg = Leg::new(ends, subscription(&number), now);
    *leg.actor() = Actor::caller(call.script.caller.clone(), now);
    let (session, beside) = Session::new(Arc::clone(state), setting(call, number, account), now);
    let leg = session.add(leg)?;
    if is_live {
        session.go_live();
        leg.take_in_hand(now);
    }
    session.state.switchboard.begin(&leg.sid, &session.notes);
    Ok(Placed { sid: leg.sid.clone(), played: tokio::spawn(play(session, beside, leg)) })
}

fn callee(state: &State, call: &OutsideCall) -> anyhow::Result<(Number, Account)> {
    if call.from.is_empty() {
        return Err(Refusal::bad_request(Some("from"), "`from` is empty").into());
    }
    if call.live && !call.script.caller.is_empty() {
        let message = "`live`: nobody can play by hand and by a script";
        return Err(Refusal::bad_request(Some("live"), message).into());
    }
    let unknown = || Refusal::not_found("to", &format!("the number {}", call.to));
    let number = state.store.number(&call.to)?.ok_or_else(unknown)?;
    let account = state.store.account(&number.account_sid)?.ok_or_else(unknown)?;
    if !state.store.account_is_active(&account)? {
        let message = format!("`to`: the account of {} is not active", call.to);
        return Err(Refusal::conflict("to", message).into());
    }
    Ok((number, account))
}

/// A number hears of the end of its calls only.
fn subscription(number: &Number) -> Option<Subscription> {
    let url = number.settings.status_callback.clone()?;
    Some(Subscription {
        url,
        method: number.settings.status_callback_method,
        events: vec![Event::Completed],
    })
}

fn setting(call: OutsideCall, number: Number, account: Account) -> Setting {
    let fallback = number.settings.voice_fallback_url.clone();
    Setting {
        account,
        fallback: fallback.map(|url| (url, number.settings.voice_fallback_method)),
        number: Some(number),
        geo: call.geo,
        extra: call.extra.into_iter().collect::<Fields>(),
        script: call.script,
    }
}

async fn play(session: Arc<Session>, beside: Beside, leg: Arc<Leg>) -> anyhow::Result<PlayedCall> {
    let outcome = Box::pin(session.drive(beside, converse(&session, &leg))).await;
    let played = session.notes.report(&session.state.store)?;
    session.state.switchboard.end(&leg.sid, played.clone());
    leg.tell();
    if let Err(error) = &outcome {
        tracing::error!(error = format!("{error:#}"), "simulated Twilio lost a call");
    }
    outcome?;
    played.ok_or_else(|| anyhow::anyhow!("a call has a leg"))
}

async fn converse(session: &Arc<Session>, leg: &Arc<Leg>) -> anyhow::Result<()> {
    let webhook =
        session.setting.number.as_ref().and_then(|number| number.settings.voice_webhook());
    let Some((url, method)) = webhook else {
        let message = format!("{} has no voice URL, or an application or a trunk", leg.ends.to);
        leg.hears(Heard::Announced("The number is not configured to take calls.".to_owned()));
        session.notes.fail(CallError::not_simulated(message));
        return session.enter(leg, Status::Failed).await;
    };
    let fields = forms::present([("CallToken", Some(CALL_TOKEN.to_owned()))]);
    let request = Request { kind: Kind::Voice, url: url.to_owned(), method, fields };
    let scene = player::scene(session, leg);
    let stop = player::perform(&scene, Source::Request(request)).await;
    end(session, leg, stop).await
}

/// Only a call that was refused, that rang in vain or whose caller gave up ends unanswered.
async fn end(session: &Session, leg: &Leg, stop: Stop) -> anyhow::Result<()> {
    let status = match stop {
        Stop::Broken(error) => {
            session.enter(leg, Status::Failed).await?;
            return Err(error);
        }
        _ if leg.is_answered() => Status::Completed,
        Stop::Rejected(status) => status,
        Stop::Canceled => Status::Canceled,
        Stop::Gone => Status::NoAnswer,
        _ if session.notes.has_dialled() => Status::NoAnswer,
        _ => {
            session.enter(leg, Status::InProgress).await?;
            Status::Completed
        }
    };
    session.enter(leg, status).await
}
