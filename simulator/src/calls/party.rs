//! Outside parties that are called: how they take it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::step::{Step, Yes};

/// After how many seconds somebody answers who was not told how to behave.
const ANSWERS_AFTER: u64 = 2;
/// After how many seconds a carrier's mailbox answers.
const MAILBOX_AFTER: u64 = 15;

/// How somebody takes a call.
///
/// As JSON: `{"answer_after": 5, "actions": [steps], "answered_by": "human"}` with all of it
/// optional, or one of `{"busy": true}`, `{"no_answer": true}`, `{"failed": 404}`,
/// `{"mailbox": {"answer_after": 15}}`, `{"rings_on": true}` and `{"live": true}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub enum Party {
    /// Answers, does these things, and hangs up 60 seconds after the last of them, or after
    /// answering.
    Answers {
        /// Seconds it rings.
        after: u64,
        /// What is done then.
        actions: Vec<Step>,
        /// What answering machine detection finds, if not a human.
        answered_by: Option<String>,
    },
    /// Is engaged.
    Busy,
    /// Rings until the caller gives up.
    NoAnswer,
    /// Cannot be reached.
    Failed {
        /// Why, as SIP has it: 404 is a number that does not exist.
        sip_code: u16,
    },
    /// A carrier's mailbox: answers, presses no key, and hangs up after 60 seconds.
    Mailbox {
        /// Seconds it rings.
        after: u64,
    },
    /// Rings in real time until the REST API ends the call.
    RingsOn,
    /// Somebody has the phone in hand and decides.
    Live,
}

impl Default for Party {
    fn default() -> Self {
        Self::answering(ANSWERS_AFTER, [])
    }
}

impl Party {
    /// Answers after so many seconds and does these things.
    pub fn answering(after: u64, actions: impl IntoIterator<Item = Step>) -> Self {
        Self::Answers { after, actions: actions.into_iter().collect(), answered_by: None }
    }

    /// Seconds it rings before it is answered, if it ever is.
    pub(super) fn answers_after(&self) -> Option<u64> {
        match self {
            Self::Answers { after, .. } | Self::Mailbox { after } => Some(*after),
            Self::Busy | Self::NoAnswer | Self::Failed { .. } | Self::RingsOn | Self::Live => None,
        }
    }

    /// What is done after answering.
    pub(super) fn actions(&self) -> Vec<Step> {
        match self {
            Self::Answers { actions, .. } => actions.clone(),
            _ => Vec::new(),
        }
    }
}

/// Parties by the address they are called at: E.164, `client:…`, `sip:…`, `conference:NAME` (who
/// joins that room) or `queue:NAME` (who takes a call from it, or waits in it).
pub(super) type Parties = BTreeMap<String, Party>;

/// A party as JSON has it.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a behaviour such as {\"busy\": true}")]
struct Written {
    #[serde(skip_serializing_if = "Option::is_none")]
    answer_after: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    actions: Option<Vec<Step>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answered_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    busy: Option<Yes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    no_answer: Option<Yes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failed: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mailbox: Option<WrittenMailbox>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rings_on: Option<Yes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    live: Option<Yes>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenMailbox {
    #[serde(default = "mailbox_after")]
    answer_after: u64,
}

fn mailbox_after() -> u64 {
    MAILBOX_AFTER
}

impl From<Party> for Written {
    fn from(party: Party) -> Self {
        let none = Self::default();
        match party {
            Party::Answers { after, actions, answered_by } => {
                let actions = (!actions.is_empty()).then_some(actions);
                Self { answer_after: Some(after), actions, answered_by, ..none }
            }
            Party::Busy => Self { busy: Some(Yes), ..none },
            Party::NoAnswer => Self { no_answer: Some(Yes), ..none },
            Party::Failed { sip_code } => Self { failed: Some(sip_code), ..none },
            Party::Mailbox { after } => {
                Self { mailbox: Some(WrittenMailbox { answer_after: after }), ..none }
            }
            Party::RingsOn => Self { rings_on: Some(Yes), ..none },
            Party::Live => Self { live: Some(Yes), ..none },
        }
    }
}

impl TryFrom<Written> for Party {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let answers = written.answer_after.is_some()
            || written.actions.is_some()
            || written.answered_by.is_some();
        let answering = || Self::Answers {
            after: written.answer_after.unwrap_or(ANSWERS_AFTER),
            actions: written.actions.unwrap_or_default(),
            answered_by: written.answered_by,
        };
        let ways = [
            written.busy.map(|_| Self::Busy),
            written.no_answer.map(|_| Self::NoAnswer),
            written.failed.map(|sip_code| Self::Failed { sip_code }),
            written.mailbox.map(|mailbox| Self::Mailbox { after: mailbox.answer_after }),
            written.rings_on.map(|_| Self::RingsOn),
            written.live.map(|_| Self::Live),
            answers.then(answering),
        ];
        let mut ways = ways.into_iter().flatten();
        match (ways.next(), ways.next()) {
            (way, None) => Ok(way.unwrap_or_default()),
            _ => Err("a party either answers or is one of `busy`, `no_answer`, `failed`, \
                      `mailbox`, `rings_on` and `live`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(party: Value) -> Result<Party, String> {
        serde_json::from_value(party).map_err(|error| error.to_string())
    }

    #[test]
    fn parties_are_read() {
        assert_eq!(read(json!({})).unwrap(), Party::answering(2, []));
        let actions = json!({"answer_after": 5, "actions": [{"press": "1"}]});
        assert_eq!(read(actions).unwrap(), Party::answering(5, [Step::press("1")]));
        assert_eq!(read(json!({"busy": true})).unwrap(), Party::Busy);
        assert_eq!(read(json!({"failed": 404})).unwrap(), Party::Failed { sip_code: 404 });
        assert_eq!(read(json!({"mailbox": {}})).unwrap(), Party::Mailbox { after: 15 });
        let fax = read(json!({"answered_by": "fax"})).unwrap();
        assert!(matches!(fax, Party::Answers { after: 2, answered_by: Some(_), .. }));
    }

    #[test]
    fn what_is_set_is_shown_as_it_was_set() {
        for party in [
            json!({"answer_after": 5, "actions": [{"press": "1", "after": 2}], "answered_by": "fax"}),
            json!({"busy": true}),
            json!({"no_answer": true}),
            json!({"failed": 404}),
            json!({"mailbox": {"answer_after": 3}}),
            json!({"rings_on": true}),
            json!({"live": true}),
        ] {
            assert_eq!(serde_json::to_value(read(party.clone()).unwrap()).unwrap(), party);
        }
    }

    #[test]
    fn contradictions_and_unknown_fields_are_refused() {
        assert!(read(json!({"busy": true, "no_answer": true})).unwrap_err().contains("either"));
        assert!(read(json!({"busy": true, "answer_after": 1})).unwrap_err().contains("either"));
        assert!(read(json!({"engaged": true})).unwrap_err().contains("`engaged`"));
        assert!(read(json!({"mailbox": {"after": 1}})).unwrap_err().contains("`after`"));
        assert!(read(json!("busy")).unwrap_err().contains("a behaviour such as"));
    }
}
