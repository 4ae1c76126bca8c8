//! Names and values.

/// Names and values in an order, one after the other in one text: two allocations, however many there are.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Pairs {
    pub(super) text: String,
    /// Where each name ends in the text, and its value.
    pub(super) ends: Vec<(usize, usize)>,
}

impl Pairs {
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> + Clone {
        (0..self.ends.len()).map(|index| {
            let begin = index.checked_sub(1).map_or(0, |before| self.ends[before].1);
            let (middle, end) = self.ends[index];
            (&self.text[begin..middle], &self.text[middle..end])
        })
    }

    /// The first value of a name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

impl<N: AsRef<str>, V: AsRef<str>> FromIterator<(N, V)> for Pairs {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let pairs: Vec<_> = pairs.into_iter().collect();
        let lengths = pairs.iter().map(|(name, value)| name.as_ref().len() + value.as_ref().len());
        let mut text = String::with_capacity(lengths.sum());
        let ends = pairs.iter().map(|(name, value)| {
            text.push_str(name.as_ref());
            let name_end = text.len();
            text.push_str(value.as_ref());
            (name_end, text.len())
        });
        let ends = ends.collect();
        Self { text, ends }
    }
}
