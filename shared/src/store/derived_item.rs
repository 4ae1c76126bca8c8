//! Where items are that follow from records.

use std::collections::BTreeMap;

use super::item::Item;

/// The keys of the table `timeline`.
pub(super) const PERSON_KEY: &str = "person_key";
const ENTRY_KEY: &str = "entry_key";
/// The keys of the table `search`.
pub(super) const INDEX_KEY: &str = "index_key";
const PLACE: &str = "place";

/// Which table derived items are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Table {
    Timeline,
    Search,
}

/// Where a derived item is: its table, partition and sort key.
pub(super) type Place = (Table, String, String);

/// Derived items by place, without their keys.
pub(super) type Derived = BTreeMap<Place, Item>;

impl Table {
    /// The names of its keys.
    pub(super) fn keys(self) -> [&'static str; 2] {
        match self {
            Table::Timeline => [PERSON_KEY, ENTRY_KEY],
            Table::Search => [INDEX_KEY, PLACE],
        }
    }
}
