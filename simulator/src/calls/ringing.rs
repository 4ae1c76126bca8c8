//! A phone rings somewhere, until somebody answers or nobody will.

use super::activity::Activity;
use super::actor::{Actor, millis};
use super::leg::Leg;
use super::live::Reception;
use super::party::Party;
use super::session::Session;
use super::status::Status;
use super::stop::Stop;

/// Time for the network to find the phone, in milliseconds.
const SETUP: i64 = 1_000;

/// Calls the party; returns who answered within `timeout` milliseconds. If nobody did, the leg has
/// ended. Stops when the REST API ends the call.
pub(super) async fn ring(
    session: &Session,
    leg: &Leg,
    party: Party,
    timeout: i64,
) -> Result<Option<Party>, Stop> {
    let answered = async {
        match party {
            Party::Live => in_hand(session, leg, timeout).await,
            party => wait(session, leg, party, timeout).await,
        }
    };
    tokio::select! {
        biased;
        answered = answered => answered,
        stop = leg.commanded(&session.clock) => Err(stop),
    }
}

async fn wait(
    session: &Session,
    leg: &Leg,
    party: Party,
    timeout: i64,
) -> Result<Option<Party>, Stop> {
    let began = session.clock.now();
    session.enter(leg, Status::Initiated).await?;
    session.clock.sleep(SETUP).await;
    match party {
        Party::Busy => return end(session, leg, Status::Busy).await,
        Party::Failed { sip_code } => {
            leg.condition().sip_code = Some(sip_code);
            return end(session, leg, Status::Failed).await;
        }
        Party::RingsOn => {
            session.enter(leg, Status::Ringing).await?;
            return std::future::pending().await;
        }
        Party::Answers { .. } | Party::Mailbox { .. } | Party::NoAnswer | Party::Live => {}
    }
    let _ringing = leg.begins(Activity::Ringing);
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
    Ok(Some(party))
}

/// The same where somebody decides who has the phone in hand.
async fn in_hand(session: &Session, leg: &Leg, timeout: i64) -> Result<Option<Party>, Stop> {
    session.go_live();
    let began = session.clock.now();
    session.enter(leg, Status::Initiated).await?;
    session.clock.sleep(SETUP).await;
    let handset = leg.take_in_hand(session.clock.now());
    let reception = {
        let _ringing = leg.begins(Activity::Ringing);
        session.enter(leg, Status::Ringing).await?;
        tokio::select! {
            biased;
            reception = handset.received() => Some(reception),
            () = session.clock.sleep_until(began + timeout) => None,
        }
    };
    let party = match reception {
        None => return end(session, leg, Status::NoAnswer).await,
        // Carriers say so of who was reached and did not want to: SIP 486.
        Some(Reception::Decline) => return end(session, leg, Status::Busy).await,
        Some(Reception::Answer) => Party::Live,
        Some(Reception::Mailbox) => {
            leg.let_go(Actor::party(Vec::new(), session.clock.now()));
            Party::Mailbox { after: 0 }
        }
    };
    session.enter(leg, Status::InProgress).await?;
    Ok(Some(party))
}

async fn end(session: &Session, leg: &Leg, status: Status) -> Result<Option<Party>, Stop> {
    session.enter(leg, status).await?;
    Ok(None)
}
