//! Twilio stops numbers that answer each other for ever.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Replies from one number to another, each less than so many seconds after the one before.
/// Source: <https://www.twilio.com/docs/api/errors/14107>.
const MOST: u32 = 30;
const SECONDS: i64 = 30;

/// Counts the replies from one number to another.
#[derive(Default)]
pub(crate) struct ReplyLimit {
    /// By sender and recipient: how many there were in a row, and when the last one was.
    rows: Mutex<HashMap<(String, String), (u32, i64)>>,
}

impl ReplyLimit {
    /// Counts one more; `false` if it is one too many.
    pub(super) fn allows(&self, from: &str, to: &str, now: i64) -> bool {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let row = rows.entry((from.to_owned(), to.to_owned())).or_insert((0, now));
        let is_next = now - row.1 < SECONDS;
        *row = (if is_next { row.0 + 1 } else { 1 }, now);
        row.0 <= MOST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_in_a_row_are_allowed_and_a_pause_ends_the_row() {
        let limit = ReplyLimit::default();
        assert!((0..30).all(|second| limit.allows("a", "b", second)));
        assert!(!limit.allows("a", "b", 59 - 1));
        assert!(limit.allows("b", "a", 58));
        assert!(limit.allows("a", "b", 58 + 30));
    }
}
