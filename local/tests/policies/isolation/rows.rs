//! With what each route is called, and what is answered.

use std::fmt;

/// A request. In `ids` and `body` stand names of what the own tenant has, in braces.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) route: &'static str,
    /// What stands for the parameters of the path, in their order; or the query, from its `?` on.
    pub(super) ids: &'static str,
    /// JSON, `audio`, or nothing.
    pub(super) body: &'static str,
    /// Status for another tenant.
    pub(super) others: u16,
    /// Status for the tenant whose ids these are.
    pub(super) own: u16,
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} with {:?} and {:?}", self.route, self.ids, self.body)
    }
}

/// All of them, in an order in which they can all be done: what deletes comes last.
pub(super) fn rows() -> Vec<Row> {
    include_str!("rows.tsv").lines().map(row).collect()
}

fn row(line: &'static str) -> Row {
    let cells: Vec<_> = line.split('\t').collect();
    let &[route, ids, body, others, own] = cells.as_slice() else {
        panic!("a row has a route, ids, a body, and what another and the own tenant gets: {line}");
    };
    Row { route, ids, body, others: others.parse().unwrap(), own: own.parse().unwrap() }
}
