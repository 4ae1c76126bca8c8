//! The REST API makes a call.

use std::sync::Arc;

use futures::channel::oneshot;

use super::super::accounts::Account;
use super::super::form::Fields;
use super::super::geo::Geo;
use super::super::numbers::Number;
use super::super::state::State;
use super::super::times;
use super::super::webhook::Method;
use super::actor::millis;
use super::amd::{self, Detection};
use super::control::Command;
use super::leg::{Ends, Leg, Subscription, seconds};
use super::party::Party;
use super::player;
use super::progress;
use super::prompts;
use super::resource::CallResource;
use super::ringing;
use super::scene::Scene;
use super::script::Script;
use super::session::{Beside, Session, Setting};
use super::source::Source;
use super::status::{Direction, Status};
use super::stop::Stop;
use super::tape::{Order, Tape, Wish};

/// A call that the REST API was asked for.
pub(crate) struct OutboundCall {
    pub(super) from: String,
    pub(super) to: String,
    /// The number that `from` is, if it is one.
    pub(super) number: Option<Number>,
    pub(super) document: Source,
    pub(super) fallback: Option<(String, Method)>,
    pub(super) subscription: Option<Subscription>,
    /// Seconds it may ring.
    pub(super) timeout: u64,
    /// Seconds it may last.
    pub(super) time_limit: u64,
    pub(super) digits: Option<String>,
    pub(super) detection: Option<WantedDetection>,
    pub(super) recording: Option<WantedRecording>,
}

/// Whether the call waits for the result, or hears it later.
pub(super) struct WantedDetection {
    pub(super) kind: Detection,
    pub(super) is_async: bool,
    pub(super) callback: Option<(String, Method)>,
}

/// A recording of the whole call.
#[derive(Clone)]
pub(super) struct WantedRecording {
    pub(super) channels: u8,
    pub(super) wish: Option<Wish>,
}

/// A call that was started.
pub(crate) struct Started {
    /// As it stands now, queued.
    pub(crate) resource: CallResource,
    /// Becomes ready when the first status callback was answered, or the call is over.
    pub(crate) first_callback: oneshot::Receiver<()>,
}

/// Starts the call and returns at once.
pub(crate) fn start(
    state: &Arc<State>,
    account: Account,
    call: OutboundCall,
) -> anyhow::Result<Started> {
    let now = times::now() * 1_000;
    let ends = Ends::of_parent(Direction::OutboundApi, (&call.from, &call.to));
    let leg = Leg::new(ends, call.subscription.clone(), now);
    let setting = Setting {
        account,
        number: call.number.clone(),
        geo: Geo::default(),
        extra: Fields::new(),
        fallback: call.fallback.clone(),
        script: Script { callbacks: state.switchboard.callbacks(), ..Script::default() },
    };
    let (session, beside) = Session::new(Arc::clone(state), setting, now);
    let leg = session.add(leg)?;
    let resource = progress::resource(&session, &leg);
    let first_callback = session.outbox.first();
    state.switchboard.begin(&leg.sid, &session.notes);
    tokio::spawn(play(session, beside, (leg, call)));
    Ok(Started { resource, first_callback })
}

async fn play(session: Arc<Session>, beside: Beside, (leg, call): (Arc<Leg>, OutboundCall)) {
    let outcome = Box::pin(session.drive(beside, make(&session, &leg, call))).await;
    let played =
        outcome.and_then(|()| session.notes.report(&session.state.store)).unwrap_or_else(|error| {
            tracing::error!(error = format!("{error:#}"), "simulated Twilio lost a call");
            None
        });
    session.state.switchboard.end(&leg.sid, played);
    leg.tell();
}

async fn make(session: &Arc<Session>, leg: &Arc<Leg>, call: OutboundCall) -> anyhow::Result<()> {
    let party = session.party(&call.to).unwrap_or_default();
    let stop = match ringing::ring(session, leg, party, millis(call.timeout)).await {
        Ok(Some(party)) => answered(session, leg, (call, &party)).await,
        Ok(None) => return Ok(()),
        Err(stop) => stop,
    };
    let status = match stop {
        Stop::Broken(error) => {
            session.enter(leg, Status::Failed).await?;
            return Err(error);
        }
        _ if leg.is_answered() => Status::Completed,
        _ => Status::Canceled,
    };
    session.enter(leg, status).await
}

async fn answered(
    session: &Arc<Session>,
    leg: &Arc<Leg>,
    (call, party): (OutboundCall, &Party),
) -> Stop {
    let tape = match record(session, leg, call.recording.clone()).await {
        Ok(tape) => tape,
        Err(error) => return Stop::Broken(error),
    };
    let limit = session.clock.now() + millis(call.time_limit);
    let too_long = async {
        // Who holds the line does so in real time: it alone moves no clock.
        session.clock.limit(limit).await;
        leg.control.give(Command::Complete);
        // The call itself knows best how it ends then.
        std::future::pending::<()>().await;
    };
    let stop = tokio::select! {
        biased;
        stop = converse(session, leg, (call, party)) => stop,
        () = too_long => Stop::HangUp,
    };
    match tape.map(|tape| finish(leg, tape)).transpose() {
        Ok(_) => stop,
        Err(error) => Stop::Broken(error),
    }
}

async fn converse(
    session: &Arc<Session>,
    leg: &Arc<Leg>,
    (call, party): (OutboundCall, &Party),
) -> Stop {
    let scene = player::scene(session, leg);
    if let Err(stop) = greet(&scene, (&call, party)).await {
        return stop;
    }
    player::perform(&scene, call.document).await
}

/// What happens before the first document: digits are dialled, or it is found out who is there.
async fn greet(scene: &Scene, (call, party): (&OutboundCall, &Party)) -> Result<(), Stop> {
    if let Some(digits) = &call.digits {
        prompts::play_digits(scene, digits).await?;
        return Ok(());
    }
    let Some(wanted) = &call.detection else { return Ok(()) };
    let (answered_by, takes) = wanted.kind.finds(party);
    if wanted.is_async {
        amd::report(&scene.session, &scene.leg, (answered_by, takes), wanted.callback.clone());
        return Ok(());
    }
    scene.pass(takes).await?;
    scene.leg.condition().answered_by = Some(answered_by);
    Ok(())
}

async fn record(
    session: &Arc<Session>,
    leg: &Leg,
    wanted: Option<WantedRecording>,
) -> anyhow::Result<Option<Tape>> {
    let Some(wanted) = wanted else { return Ok(None) };
    let order = Order {
        source: "OutboundAPI",
        channels: wanted.channels,
        call_sid: Some(leg.sid.clone()),
        conference_sid: None,
        wish: wanted.wish,
    };
    Tape::begin(session, order).await.map(Some)
}

fn finish(leg: &Leg, tape: Tape) -> anyhow::Result<()> {
    match seconds(tape.length()) {
        0 => tape.absent(),
        length => leg.condition().taped = Some(tape.complete(length)?),
    }
    Ok(())
}
