//! Numbers that can be bought, made by a rule from a table of area codes.

mod areas;
mod block;
mod pattern;
mod point;
mod search;
mod stock;

pub(super) use areas::is_in_canada;
pub(super) use block::{Capabilities, Capability, NumberKind};
pub(super) use pattern::Pattern;
pub(super) use point::Point;
pub(super) use search::{InPlace, Near, Property, Search, locate};
pub use stock::Inventory;
pub(super) use stock::{Offer, Stock, exists};
