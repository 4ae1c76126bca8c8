//! Whether a call is one that the tenant's phone has sent back here.

use super::Inbound;
use super::forward::goes_to;
use crate::records::{Call, Leg};
use crate::store::CallFacts;
use twilio::status::CallStatus;

/// Whether an earlier call of the same caller to the same number rings at a phone of the tenant's: its
/// carrier forwards it to the number that it came from, and does not say so.
pub fn is_sent_back(call: &Inbound, facts: &CallFacts) -> bool {
    facts.others.iter().any(|other| rings(other, call, facts))
}

/// Until the first callback of its leg comes, a call that is forwarded at once counts as ringing.
fn rings(other: &Call, call: &Inbound, facts: &CallFacts) -> bool {
    match other.legs.last() {
        _ if other.status().is_final() => false,
        Some(leg) => leg_rings(leg),
        None => {
            *other.status() == CallStatus::Ringing && goes_to(&came(other, call), facts).is_some()
        }
    }
}

/// How the earlier call came: from and to the same numbers, but perhaps forwarded.
fn came(other: &Call, call: &Inbound) -> Inbound {
    let forwarded_from = other.content.details.get("ForwardedFrom").map(str::to_owned);
    Inbound { forwarded_from, ..call.clone() }
}

fn leg_rings(leg: &Leg) -> bool {
    let before = [CallStatus::Queued, CallStatus::Initiated, CallStatus::Ringing];
    let status = leg.progress.status.as_ref();
    leg.dial.is_none() && leg.taken.is_none() && status.is_none_or(|now| before.contains(now))
}
