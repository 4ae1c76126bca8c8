//! What goes wrong with requests of the REST API that start calls.

use serde::Deserialize;

/// What goes wrong with a `POST …/Calls.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallFault {
    /// Nothing is done; the answer is 429 with code 20429.
    TooManyRequests,
    /// Nothing is done; the answer is 500 with code 20500.
    ServerError,
    /// The call is made, and the connection is cut instead of an answer.
    CutAfter,
    /// The call is made, and the answer comes only when the first status callback was answered, or
    /// the call is over.
    CallbackFirst,
    /// The call is made, and the answer comes after so many milliseconds.
    Slow(u64),
}

/// Faults to come; the body of `POST /sim/faults`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::twilio) struct PlannedFault {
    pub(in crate::twilio) calls: CallFault,
    #[serde(default = "once")]
    pub(in crate::twilio) times: usize,
}

fn once() -> usize {
    1
}
