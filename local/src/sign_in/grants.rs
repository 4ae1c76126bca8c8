//! What has been granted: codes that become tokens, and tokens that become newer ones, each once.
//!
//! They are in memory, and so end with the process.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use aws_lc_rs::rand;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::whom::Whom;

/// How long a code is good.
pub const CODE_LIFETIME: Duration = Duration::from_mins(1);
/// Codes, and refresh tokens, that are kept; the oldest go first.
pub const MOST: usize = 1000;

/// Somebody who has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Who it is.
    pub whom: Whom,
    /// For what.
    pub scope: String,
    /// When, in seconds of the epoch.
    pub at: i64,
}

/// What a code stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Who has signed in.
    pub grant: Grant,
    /// Where the code was sent.
    pub redirect_uri: String,
    /// The hash of what has to be shown for it.
    pub challenge: String,
    /// What the ID token repeats.
    pub nonce: Option<String>,
}

/// Codes and refresh tokens that are good.
#[derive(Debug, Default)]
pub struct Grants {
    codes: VecDeque<(String, (Code, Instant))>,
    refreshes: VecDeque<(String, Grant)>,
}

impl Grants {
    /// A code that is good for a minute.
    pub fn code(&mut self, code: Code, now: Instant) -> String {
        put(&mut self.codes, (code, now))
    }

    /// What the code stands for; it is good no more.
    pub fn take_code(&mut self, code: &str, now: Instant) -> Option<Code> {
        let (code, at) = take(&mut self.codes, code)?;
        (now.saturating_duration_since(at) < CODE_LIFETIME).then_some(code)
    }

    /// A refresh token.
    pub fn refresh(&mut self, grant: Grant) -> String {
        put(&mut self.refreshes, grant)
    }

    /// Whose refresh token it is; it is good no more.
    pub fn take_refresh(&mut self, token: &str) -> Option<Grant> {
        take(&mut self.refreshes, token)
    }
}

fn put<T>(kept: &mut VecDeque<(String, T)>, what: T) -> String {
    if kept.len() == MOST {
        kept.pop_front();
    }
    let name = random();
    kept.push_back((name.clone(), what));
    name
}

fn take<T>(kept: &mut VecDeque<(String, T)>, name: &str) -> Option<T> {
    let at = kept.iter().position(|(own, _)| own == name)?;
    kept.remove(at).map(|(_, what)| what)
}

/// 256 bits that nobody guesses.
fn random() -> String {
    let mut bytes = [0; 32];
    rand::fill(&mut bytes).expect("the system has random bytes");
    URL_SAFE_NO_PAD.encode(bytes)
}
