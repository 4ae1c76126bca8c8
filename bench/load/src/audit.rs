//! Holds the records against what was sent.

use std::collections::{HashMap, HashSet};
use std::fmt;

use serde_json::Value;

use crate::outcome::Sent;
use crate::system::System;
use crate::traffic::Kind;

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    records: usize,
    /// Answered with 2xx, and not in the records.
    lost: Vec<String>,
    /// In more records than one, or counted more often than it was sent.
    doubled: Vec<String>,
    /// Another text, number or status than was sent.
    wrong: Vec<String>,
    /// Never sent.
    invented: Vec<String>,
    /// Refused, and in the records all the same: Twilio sends it again, and it is the same record.
    refused_but_there: usize,
}

impl Found {
    pub(crate) fn is_right(&self) -> bool {
        [&self.lost, &self.doubled, &self.wrong, &self.invented].iter().all(|list| list.is_empty())
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { records, lost, doubled, wrong, invented, refused_but_there } = self;
        write!(f, "{records} records: ")?;
        let lists =
            [("lost", lost), ("doubled", doubled), ("wrong", wrong), ("never sent", invented)];
        for (name, list) in lists {
            write!(f, "{} {name}", list.len())?;
            match list.first() {
                Some(first) => write!(f, " (such as {first}), ")?,
                None => write!(f, ", ")?,
            }
        }
        write!(f, "{refused_but_there} refused and there all the same")
    }
}

/// What was told of one message or call.
#[derive(Default)]
struct Told {
    person: String,
    kinds: Vec<(Kind, bool)>,
}

impl Told {
    fn is_answered(&self, kind: Kind) -> bool {
        self.kinds.contains(&(kind, true))
    }

    /// Whether anything that was told of it was.
    fn is_any_answered(&self) -> bool {
        self.kinds.iter().any(|(_, answered)| *answered)
    }
}

/// Reads all messages, calls and conversations.
pub(crate) async fn of(system: &System, sent: &[Sent]) -> anyhow::Result<Found> {
    let mut told: HashMap<&str, Told> = HashMap::new();
    for one in sent {
        let about = told.entry(&one.webhook.sid).or_default();
        about.person.clone_from(&one.webhook.person);
        about.kinds.push((one.webhook.kind, one.is_answered()));
    }
    let (messages, calls) =
        (system.records("MessagesTable").await?, system.records("CallsTable").await?);
    let mut found = Found { records: messages.len() + calls.len(), ..Found::default() };
    let mut there = HashSet::new();
    for (records, sid) in [(&messages, "message_sid"), (&calls, "call_sid")] {
        for record in records {
            look(record, text(record, sid), &told, (&mut there, &mut found));
        }
    }
    let lost = told.iter().filter(|(sid, about)| !there.contains(**sid) && about.is_any_answered());
    found.lost = lost.map(|(sid, _)| (*sid).to_owned()).collect();
    unread(&system.records("ThreadsTable").await?, &messages, &mut found);
    Ok(found)
}

fn look<'t>(
    record: &'t Value,
    sid: &'t str,
    told: &HashMap<&str, Told>,
    (there, found): (&mut HashSet<&'t str>, &mut Found),
) {
    let Some(about) = told.get(sid) else {
        return found.invented.push(sid.to_owned());
    };
    if !there.insert(sid) {
        found.doubled.push(sid.to_owned());
    }
    if !about.is_any_answered() {
        found.refused_but_there += 1;
    }
    if !is_as_told(record, sid, about) {
        found.wrong.push(record.to_string());
    }
}

/// Whether a record says what was told of it and answered.
fn is_as_told(record: &Value, sid: &str, about: &Told) -> bool {
    let status = text(record, "status");
    let is_from = text(record, "from_number") == about.person;
    let text_is = !about.is_answered(Kind::Text)
        || (is_from && text(record, "body") == sid && status == "received");
    let receipt_is = !about.is_answered(Kind::Receipt) || status == "delivered";
    let call_is = !about.is_answered(Kind::Call) || is_from;
    let end_is = !about.is_answered(Kind::End) || record["duration:completed"] == 65;
    text_is && receipt_is && call_is && end_is
}

/// Each conversation counts its texts once, whatever was sent twice.
fn unread(threads: &[Value], messages: &[Value], found: &mut Found) {
    let mut counted: HashMap<&str, u64> = HashMap::new();
    for message in messages.iter().filter(|message| message["status"] == "received") {
        *counted.entry(text(message, "thread_id")).or_default() += 1;
    }
    for thread in threads {
        let (id, unread) = (text(thread, "thread_id"), thread["unread_count"].as_u64());
        if counted.get(id).copied().unwrap_or_default() != unread.unwrap_or_default() {
            found.doubled.push(thread.to_string());
        }
    }
}

fn text<'v>(record: &'v Value, name: &str) -> &'v str {
    record[name].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn about(kinds: &[(Kind, bool)]) -> Told {
        Told { person: "+15552000001".to_owned(), kinds: kinds.to_vec() }
    }

    #[test]
    fn a_record_is_held_against_what_was_answered() {
        let text = json!({ "from_number": "+15552000001", "body": "SM1", "status": "received" });
        assert!(is_as_told(&text, "SM1", &about(&[(Kind::Text, true)])));
        assert!(!is_as_told(&text, "SM2", &about(&[(Kind::Text, true)])));
        let call = json!({ "from_number": "+15552000001", "at:ringing": "" });
        assert!(is_as_told(&call, "CA1", &about(&[(Kind::Call, true), (Kind::End, false)])));
        assert!(!is_as_told(&call, "CA1", &about(&[(Kind::Call, true), (Kind::End, true)])));
    }

    #[test]
    fn what_is_missing_twice_or_from_nowhere_is_found() {
        let told = HashMap::from([("SM1", about(&[(Kind::Text, true)]))]);
        let record = json!({ "from_number": "+15552000001", "body": "SM1", "status": "received" });
        let (mut there, mut found) = (HashSet::new(), Found::default());
        for sid in ["SM1", "SM1", "SM9"] {
            look(&record, sid, &told, (&mut there, &mut found));
        }
        assert_eq!(
            (found.doubled, found.invented),
            (vec!["SM1".to_owned()], vec!["SM9".to_owned()])
        );
    }

    #[test]
    fn a_text_that_counts_twice_is_found() {
        let messages = [json!({ "thread_id": "t", "status": "received" })];
        let mut found = Found::default();
        unread(&[json!({ "thread_id": "t", "unread_count": 1 })], &messages, &mut found);
        assert!(found.is_right());
        unread(&[json!({ "thread_id": "t", "unread_count": 2 })], &messages, &mut found);
        assert!(!found.is_right());
    }
}
