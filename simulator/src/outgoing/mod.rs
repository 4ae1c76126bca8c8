//! Messages that the REST API sends: held to what the API takes (`request`), accepted for an
//! account (`accept`), kept in a `queue` on disk, and delivered step by step (`run`) to the outside
//! `phones`, or to a number of this simulator (`arrival`).

mod accept;
mod arrival;
mod deliveries;
mod media;
mod phones;
mod queue;
mod request;
mod run;
mod start;
mod tell;

pub use phones::{Outcome, Phone};

pub(super) use accept::accept;
pub(super) use deliveries::Deliveries;
pub(super) use queue::SCHEMA;
pub(super) use request::read;
pub(super) use start::{resume, start};
