//! What a form says beside what has a place of its own in a record.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::pairs::Pairs;

/// Values by name, in the order of the names; of a name that is there twice the last value. In JSON and in a
/// record a map.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Details(Pairs);

impl Details {
    pub(super) fn of(mut fields: Vec<(&str, &str)>) -> Self {
        // The sort keeps the order of those with one name: the last comes first, and stays.
        fields.reverse();
        fields.sort_by_key(|(name, _)| *name);
        fields.dedup_by_key(|(name, _)| *name);
        Self(fields.into_iter().collect())
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name)
    }

    /// Names and values.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> + Clone {
        self.0.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.iter().len() == 0
    }
}

impl<N: AsRef<str>, V: AsRef<str>> FromIterator<(N, V)> for Details {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(fields: I) -> Self {
        let fields: Vec<_> = fields.into_iter().collect();
        Self::of(fields.iter().map(|(name, value)| (name.as_ref(), value.as_ref())).collect())
    }
}

impl Serialize for Details {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Details {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(BTreeMap::<String, String>::deserialize(deserializer)?.into_iter().collect())
    }
}
