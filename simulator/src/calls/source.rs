//! Where a document comes from.

use super::super::form::Fields;
use super::super::webhook::Method;
use super::report::Kind;

/// A request, or the text itself.
#[derive(Debug)]
pub(super) enum Source {
    /// A request to us.
    Request(Request),
    /// The text itself, given to the REST API.
    Twiml(String),
}

/// A request for a document.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) kind: Kind,
    /// Absolute, with its fragment.
    pub(super) url: String,
    pub(super) method: Method,
    /// What it has beyond the fields of every such request.
    pub(super) fields: Fields,
}
