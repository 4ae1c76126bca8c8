//! Several phones ring; the first whose owner takes the call is connected.

use std::sync::Arc;

use futures::StreamExt;
use futures::stream::FuturesUnordered;

use super::super::actor::millis;
use super::super::attributes::{self, is_true};
use super::super::leg::{Ends, Leg};
use super::super::party::Party;
use super::super::report::Kind;
use super::super::scene::Role;
use super::super::source::{Request, Source};
use super::super::status::{Direction, Status};
use super::super::stop::Stop;
use super::super::{amd, prompts, ringing};
use super::dialling::Dial;
use super::target::Target;

/// Seconds that a phone rings.
const TIMEOUT: u64 = 30;

/// Calls the targets, all at once or one after the other. `None` if nobody takes the call.
pub(super) async fn first_accepted(
    dial: &Dial<'_>,
    targets: &[Target],
) -> Result<Option<Arc<Leg>>, Stop> {
    let ringing = async {
        match is_true(dial.verb, "sequential") {
            true => one_after_the_other(dial, targets).await,
            false => all_at_once(dial, targets).await,
        }
    };
    let scene = dial.scene;
    tokio::select! {
        biased;
        accepted = ringing => accepted,
        stop = scene.leg.gone(&scene.session.clock) => Err(stop),
    }
}

async fn one_after_the_other(
    dial: &Dial<'_>,
    targets: &[Target],
) -> Result<Option<Arc<Leg>>, Stop> {
    for target in targets {
        if let Some(leg) = attempt(dial, target).await? {
            return Ok(Some(leg));
        }
    }
    Ok(None)
}

async fn all_at_once(dial: &Dial<'_>, targets: &[Target]) -> Result<Option<Arc<Leg>>, Stop> {
    let mut attempts: FuturesUnordered<_> =
        targets.iter().map(|target| attempt(dial, target)).collect();
    while let Some(accepted) = attempts.next().await {
        if let Some(leg) = accepted? {
            return Ok(Some(leg));
        }
    }
    Ok(None)
}

/// Calls one target; returns the leg if its owner takes the call.
async fn attempt(dial: &Dial<'_>, target: &Target) -> Result<Option<Arc<Leg>>, Stop> {
    let session = &dial.scene.session;
    let ends = Ends {
        from: dial.caller_id.clone(),
        to: target.address.clone(),
        direction: Direction::OutboundDial,
        parent: Some(dial.scene.leg.sid.clone()),
    };
    let leg = session.add(Leg::new(ends, target.subscription.clone(), session.clock.now()))?;
    dial.legs().push(Arc::clone(&leg));
    let party = session.party(&target.address).unwrap_or_else(|| stranger(target));
    let timeout = millis(attributes::number(dial.verb, "timeout").unwrap_or(TIMEOUT));
    let taken = match ringing::ring(session, &leg, party, timeout).await {
        Ok(Some(party)) => greet(dial, target, (&leg, &party)).await,
        Ok(None) => return Ok(None),
        Err(stop) => Err(stop),
    };
    let status = match taken {
        Ok(()) => return Ok(Some(leg)),
        Err(Stop::Broken(error)) => return Err(Stop::Broken(error)),
        Err(Stop::Failed(error)) => {
            session.notes.fail(error);
            Status::Completed
        }
        Err(_) if leg.is_answered() => Status::Completed,
        Err(_) => Status::Canceled,
    };
    session.enter(&leg, status).await?;
    Ok(None)
}

/// What happens to whoever has answered, before being connected.
async fn greet(
    dial: &Dial<'_>,
    target: &Target,
    (leg, party): (&Arc<Leg>, &Party),
) -> Result<(), Stop> {
    let scene = dial.scene.part(leg, Role::Screening);
    if let Some((detection, callback)) = &target.detection {
        amd::report(&scene.session, leg, detection.finds(party), callback.clone());
    }
    if let Some(digits) = &target.digits {
        prompts::play_digits(&scene, digits).await?;
    }
    let Some((url, method)) = &target.screen else { return Ok(()) };
    let request =
        Request { kind: Kind::Screen, url: url.clone(), method: *method, fields: Vec::new() };
    scene.play(Source::Request(request)).await
}

/// Nobody waits in a queue that nobody has heard of.
fn stranger(target: &Target) -> Party {
    if target.address.starts_with("queue:") { Party::NoAnswer } else { Party::default() }
}
