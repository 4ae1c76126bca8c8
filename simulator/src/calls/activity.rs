//! What goes on at the outside end of a leg, for people who look at the phone.

use serde::Serialize;

/// What the phone hears or does now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "doing", rename_all = "snake_case")]
pub enum Activity {
    /// It rings, and somebody may take it.
    Ringing,
    /// The line is silent: the application is asked for a document.
    Waiting,
    /// A prompt is played, to which nobody can answer.
    Saying,
    /// Keys or words are wanted, from the first prompt on.
    Gathering {
        /// `dtmf`, `speech` or both.
        input: Vec<String>,
        /// How many keys are enough.
        num_digits: Option<u64>,
        /// A key that ends the input; empty if none does.
        finish_on_key: String,
        /// Seconds of waiting.
        timeout: u64,
    },
    /// A message is recorded.
    Recording {
        /// Keys that end it.
        finish_on_key: String,
        /// Seconds that it may last.
        max_length: u64,
        /// Seconds of silence that end it.
        timeout: u64,
    },
    /// Somebody else's phone rings.
    Calling,
    /// It is connected with somebody.
    Talking {
        /// Whether `*` ends that.
        hangup_on_star: bool,
        /// Whether the other phone hears what is said: in rooms and queues there is none here.
        #[serde(skip)]
        is_heard: bool,
    },
    /// It waits in a queue.
    Queued,
}

impl Activity {
    /// Whether these keys do anything.
    pub(super) fn takes_keys(&self, keys: &str) -> bool {
        match self {
            Self::Gathering { input, .. } => input.iter().any(|mode| mode == "dtmf"),
            Self::Recording { .. } => true,
            Self::Talking { hangup_on_star, .. } => *hangup_on_star && keys.contains('*'),
            Self::Ringing | Self::Waiting | Self::Saying | Self::Calling | Self::Queued => false,
        }
    }

    /// Whether anybody listens to words.
    pub(super) fn takes_words(&self) -> bool {
        match self {
            Self::Gathering { input, .. } => input.iter().any(|mode| mode == "speech"),
            Self::Talking { is_heard, .. } => *is_heard,
            _ => matches!(self, Self::Recording { .. }),
        }
    }
}
