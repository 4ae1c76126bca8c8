//! Two who talk to each other.

use std::convert::Infallible;
use std::sync::Arc;

use super::super::activity::Activity;
use super::super::actor::{Actor, millis};
use super::super::attributes::{self, is_true};
use super::super::clock::Clock;
use super::super::leg::{Leg, seconds};
use super::super::recordings::Taped;
use super::super::report::Heard;
use super::super::status::Status;
use super::super::stop::Stop;
use super::super::tape::Tape;
use super::dialling::{Dial, Outcome};

/// Seconds that two may talk.
const TIME_LIMIT: u64 = 14_400;

/// Why two no longer talk.
enum Parted {
    /// The other one is gone, or may talk no longer, or the caller wants to go on without.
    OtherGone,
    /// The caller wants to stop.
    CallerDone,
    /// The REST API wants it.
    Commanded(Stop),
}

/// Connects the caller with a leg until one of them has enough.
pub(super) async fn connect(
    dial: &Dial<'_>,
    leg: Arc<Leg>,
    tape: Option<Tape>,
) -> Result<Outcome, Stop> {
    let (scene, session) = (dial.scene, &dial.scene.session);
    scene.answer().await?;
    leg.condition().bridged = true;
    let began = scene.now();
    let limit = attributes::number(dial.verb, "timeLimit").unwrap_or(TIME_LIMIT);
    let star = is_true(dial.verb, "hangupOnStar");
    let talking = (
        scene.leg.begins(Activity::Talking { hangup_on_star: star, is_heard: true }),
        leg.begins(Activity::Talking { hangup_on_star: false, is_heard: true }),
    );
    let parted = talk(&session.clock, (&scene.leg, &leg), (millis(limit), star)).await;
    drop(talking);
    let talked = Heard::Talked(seconds(scene.now() - began));
    scene.leg.hears(talked.clone());
    leg.hears(talked);
    let stop = match parted {
        Parted::OtherGone => None,
        Parted::CallerDone => {
            let stays = star && scene.leg.actor().presses("*", scene.now());
            (!stays).then_some(Stop::Gone)
        }
        Parted::Commanded(stop) => Some(stop),
    };
    let taped = tape.map(finish).transpose()?.flatten();
    leg.condition().taped.clone_from(&taped);
    session.enter(&leg, Status::Completed).await?;
    Ok(Outcome { leg: Some(leg), taped, stop })
}

fn finish(tape: Tape) -> anyhow::Result<Option<Taped>> {
    match seconds(tape.length()) {
        0 => {
            tape.absent();
            Ok(None)
        }
        length => tape.complete(length).map(Some),
    }
}

async fn talk(clock: &Clock, (caller, other): (&Leg, &Leg), (limit, star): (i64, bool)) -> Parted {
    let now = clock.now();
    let wants = |actor: &mut Actor| (actor.talks_until(now), actor.holds());
    let (caller_until, caller_holds) = wants(&mut caller.actor());
    let (other_until, other_holds) = wants(&mut other.actor());
    // Who holds the line does so in real time; only the other one or the API can end it.
    let limit = (!caller_holds && !other_holds).then_some(now + limit);
    tokio::select! {
        biased;
        stop = caller.commanded(clock) => Parted::Commanded(stop),
        _ = other.commanded(clock) => Parted::OtherGone,
        () = other.has_enough(clock, other_until) => Parted::OtherGone,
        () = caller.has_enough(clock, caller_until) => Parted::CallerDone,
        () = pressed_star(caller, star) => Parted::OtherGone,
        () = until(clock, limit) => Parted::OtherGone,
        never = speak(caller, other) => match never {},
        never = speak(other, caller) => match never {},
    }
}

/// Has the one hear what the other says, as long as they talk.
async fn speak(from: &Leg, to: &Leg) -> Infallible {
    let Some(handset) = from.handset() else { return std::future::pending().await };
    loop {
        if let Some(words) = handset.words().await {
            to.hears(Heard::Said(words));
        }
    }
}

/// Waits until somebody presses the key that ends the talk, if one does.
async fn pressed_star(caller: &Leg, star: bool) {
    match caller.handset().filter(|_| star) {
        Some(handset) => drop(handset.key("*").await),
        None => std::future::pending().await,
    }
}

/// Waits until then, or forever.
async fn until(clock: &Clock, time: Option<i64>) {
    match time {
        Some(time) => clock.sleep_until(time).await,
        None => std::future::pending().await,
    }
}
