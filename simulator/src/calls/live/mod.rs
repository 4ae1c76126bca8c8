//! Calls that somebody plays in real time, instead of a script in virtual time.
//!
//! - A leg in somebody's hand has a `handset`. What that person does comes in as a live `step`, and
//!   waits there until a verb takes it up.
//! - `take` gives a step to a leg if the leg's `activity` is one that listens; else it is lost, as on
//!   a real line.
//! - The verbs are the same. Where a script is asked what comes next, they wait for the handset
//!   instead: `<Gather>` by `typing`, `<Record>` by `speaking`, all others by whether it was put down.
//! - As soon as a handset takes part, the call's clock runs in real time, and goes on so.
//! - Ringing decides who has a handset: the caller of a live call, and a party that is `live`.

mod handset;
mod speaking;
mod step;
mod take;
mod typing;

pub(super) use handset::{Handset, Reception};
pub(super) use speaking::speak;
pub(crate) use take::take;
pub(super) use typing::{Gathered, interrupted, listen};
