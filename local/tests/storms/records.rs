//! Records by what they are about.

use std::collections::HashMap;

use serde_json::Value;

use crate::world::World;

/// Records of one table.
pub(crate) struct Records(Vec<Value>);

impl Records {
    pub(crate) async fn of(world: &World, table: &str) -> Self {
        Self(world.sandbox.records(table).await.unwrap())
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Value> {
        self.0.iter()
    }

    /// The only one with this value.
    pub(crate) fn one(&self, field: &str, value: &str) -> &Value {
        let found: Vec<_> = self.iter().filter(|record| record[field] == value).collect();
        assert_eq!(found.len(), 1, "{field} {value}: {found:?}");
        found[0]
    }

    /// How many have each value of a field.
    pub(crate) fn count(&self, field: &str) -> HashMap<&str, u64> {
        let mut counts = HashMap::new();
        for record in self.iter() {
            *counts.entry(text(record, field)).or_default() += 1;
        }
        counts
    }
}

pub(crate) fn text<'v>(record: &'v Value, field: &str) -> &'v str {
    record[field].as_str().unwrap_or_default()
}
