//! The opt-out list that Twilio keeps for each number, and what it answers by itself.

use rusqlite::params;
use serde::Deserialize;

use super::store::Store;

/// What a keyword asks for; spelled `STOP`, `START`, `HELP`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum OptOut {
    /// No more messages.
    Stop,
    /// Messages again.
    Start,
    /// An explanation.
    Help,
}

const STOP: [&str; 8] =
    ["STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL"];
const START: [&str; 3] = ["START", "YES", "UNSTOP"];
const HELP: [&str; 2] = ["HELP", "INFO"];

impl OptOut {
    /// The keyword that a message consists of, in any case; a longer text is none.
    pub(super) fn of_text(text: &str) -> Option<Self> {
        let word = text.trim().to_uppercase();
        let is_in = |words: &[&str]| words.contains(&word.as_str());
        if is_in(&STOP) {
            Some(Self::Stop)
        } else if is_in(&START) {
            Some(Self::Start)
        } else {
            is_in(&HELP).then_some(Self::Help)
        }
    }

    /// As `OptOutType` spells it.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Stop => "STOP",
            Self::Start => "START",
            Self::Help => "HELP",
        }
    }

    fn reply(self) -> &'static str {
        match self {
            Self::Stop => {
                "You have successfully been unsubscribed. You will not receive any more messages \
                 from this number. Reply START to resubscribe."
            }
            Self::Start => {
                "You have successfully been re-subscribed to messages from this number. Reply \
                 HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply."
            }
            Self::Help => "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
        }
    }
}

impl Store {
    /// Changes the list, and returns what Twilio answers: nothing if the list said so already.
    pub(super) fn opt_out_apply(
        &self,
        keyword: OptOut,
        number: &str,
        sender: &str,
    ) -> rusqlite::Result<Option<&'static str>> {
        let query = match keyword {
            OptOut::Help => return Ok(Some(keyword.reply())),
            OptOut::Stop => "INSERT OR IGNORE INTO opt_outs (number, sender) VALUES (?, ?)",
            OptOut::Start => "DELETE FROM opt_outs WHERE number = ? AND sender = ?",
        };
        let changed = self.lock().execute(query, params![number, sender])? == 1;
        Ok(changed.then_some(keyword.reply()))
    }

    /// Whether `sender` wants nothing more from `number`.
    pub(super) fn is_opted_out(&self, number: &str, sender: &str) -> rusqlite::Result<bool> {
        let query = "SELECT EXISTS (SELECT 1 FROM opt_outs WHERE number = ? AND sender = ?)";
        self.lock().query_row(query, [number, sender], |row| row.get(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_stand_alone() {
        assert_eq!(OptOut::of_text(" stop\n"), Some(OptOut::Stop));
        assert_eq!(OptOut::of_text("OptOut"), Some(OptOut::Stop));
        assert_eq!(OptOut::of_text("Unstop"), Some(OptOut::Start));
        assert_eq!(OptOut::of_text("info"), Some(OptOut::Help));
        assert_eq!(OptOut::of_text("stop please"), None);
        assert_eq!(OptOut::of_text(""), None);
    }

    #[test]
    fn only_a_change_is_answered() {
        let store = Store::open(None).unwrap();
        let apply = |keyword| store.opt_out_apply(keyword, "+1", "+2").unwrap().is_some();
        assert!(!apply(OptOut::Start));
        assert!(apply(OptOut::Stop));
        assert!(!apply(OptOut::Stop));
        assert!(store.is_opted_out("+1", "+2").unwrap());
        assert!(!store.is_opted_out("+1", "+3").unwrap());
        assert!(apply(OptOut::Help));
        assert!(apply(OptOut::Start));
        assert!(!store.is_opted_out("+1", "+2").unwrap());
    }
}
