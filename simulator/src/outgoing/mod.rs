//! Messages that the REST API sends: held to what the API takes (`request`), accepted for an
//! account (`accept`; a `reply` has a limit), kept in a `queue` on disk, and delivered step by step
//! (`run`, started by the `runner`) to the outside `phones`, or to a number of this simulator
//! (`arrival`).

mod accept;
mod arrival;
mod carriers;
mod deliveries;
mod media;
mod phones;
mod queue;
mod reply;
mod reply_limit;
mod request;
mod run;
mod runner;
mod tell;
mod window;

pub use phones::{Outcome, Phone};

pub(super) use accept::accept;
pub(super) use deliveries::Deliveries;
pub(super) use queue::SCHEMA;
pub(super) use reply::accept_reply;
pub(super) use reply_limit::ReplyLimit;
pub(super) use request::read;
pub(super) use runner::{resume, send_all};
