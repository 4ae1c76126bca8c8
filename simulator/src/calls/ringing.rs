//! A phone rings somewhere, until somebody answers or nobody will.

use super::actor::{Actor, millis};
use super::leg::Leg;
use super::party::Party;
use super::session::Session;
use super::status::Status;
use super::stop::Stop;

/// Time for the network to find the phone, in milliseconds.
const SETUP: i64 = 1_000;

/// Calls the party; returns whether it answered within `timeout` milliseconds. If not, the leg has
/// ended. Stops when the REST API ends the call.
pub(super) async fn ring(
    session: &Session,
    leg: &Leg,
    party: &Party,
    timeout: i64,
) -> Result<bool, Stop> {
    tokio::select! {
        biased;
        answered = wait(session, leg, party, timeout) => answered,
        stop = leg.commanded(&session.clock) => Err(stop),
    }
}

async fn wait(session: &Session, leg: &Leg, party: &Party, timeout: i64) -> Result<bool, Stop> {
    let began = session.clock.now();
    session.enter(leg, Status::Initiated).await?;
    session.clock.sleep(SETUP).await;
    match party {
        Party::Busy => return end(session, leg, Status::Busy).await,
        Party::Failed { sip_code } => {
            leg.condition().sip_code = Some(*sip_code);
            return end(session, leg, Status::Failed).await;
        }
        Party::RingsOn => {
            session.enter(leg, Status::Ringing).await?;
            return std::future::pending().await;
        }
        Party::Answers { .. } | Party::Mailbox { .. } | Party::NoAnswer => {}
    }
    session.enter(leg, Status::Ringing).await?;
    match party.answers_after().map(millis).filter(|after| *after < timeout) {
        Some(after) => session.clock.sleep_until(began + after).await,
        None => {
            session.clock.sleep_until(began + timeout).await;
            return end(session, leg, Status::NoAnswer).await;
        }
    }
    *leg.actor() = Actor::party(party.actions(), session.clock.now());
    session.enter(leg, Status::InProgress).await?;
    Ok(true)
}

async fn end(session: &Session, leg: &Leg, status: Status) -> Result<bool, Stop> {
    session.enter(leg, status).await?;
    Ok(false)
}
