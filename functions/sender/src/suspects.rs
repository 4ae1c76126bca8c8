//! Which of the messages at Twilio is the one of which nobody knows.
//!
//! A message there does not tell our id, and its text may be stored otherwise than it was sent: a trial
//! account puts words before it, and it can be redacted. But who wrote to whom and when is told, and all
//! other messages of the conversation are known here.

use shared::records::{Message, Timestamp};
use twilio::client::FoundMessage;

use crate::times::SETTLES;

/// What can be said.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict<'f> {
    /// This is it.
    It(&'f FoundMessage),
    /// It is certainly not there.
    NotThere,
    /// Nobody can say yet.
    Unclear,
}

/// Looks through what was sent from number to number while the attempt was made. `ours` are the
/// conversation's messages of that time and later, read after `listed`.
pub(crate) fn judge<'f>(
    listed: &'f [FoundMessage],
    ours: &[Message],
    message: &Message,
    now: Timestamp,
) -> Verdict<'f> {
    let is_other = |other: &&Message| other.content.message_id != message.content.message_id;
    let others: Vec<_> = ours.iter().filter(is_other).collect();
    let known = |found: &FoundMessage| {
        others.iter().any(|other| other.content.message_sid.as_ref() == Some(&found.sid))
    };
    let mut suspects: Vec<_> = listed.iter().filter(|found| !known(found)).collect();
    suspects.sort_by_key(|found| found.created);
    let open: Vec<_> = others.into_iter().filter(|other| is_open(other, now)).collect();
    let is_explained = |found: &FoundMessage| open.iter().any(|other| says(found, other));
    let ends = |found: &FoundMessage| ends_with(found, message) && !is_explained(found);
    let exact = suspects.iter().find(|found| says(found, message));
    if let Some(oldest) = exact.or_else(|| suspects.iter().find(|found| ends(found))) {
        let rival = |other: &&Message| is_recent(other, now) && is_alike(other, message);
        return if open.iter().any(rival) { Verdict::Unclear } else { Verdict::It(oldest) };
    }
    suspects.retain(|found| !is_explained(found));
    match (suspects.as_slice(), open.is_empty()) {
        ([], _) => Verdict::NotThere,
        ([only], true) => Verdict::It(only),
        _ => Verdict::Unclear,
    }
}

/// Whether it may be what is listed: an attempt has begun, or may just begin.
fn is_open(message: &Message, now: Timestamp) -> bool {
    let time = message.content.request.as_ref().and_then(|request| request.send_at);
    let begun = message.sending.attempt_at.is_some() || time.is_none_or(|time| time <= now);
    begun && !message.is_settled()
}

/// Whether it will soon be known which is its.
fn is_recent(message: &Message, now: Timestamp) -> bool {
    message.sending.attempt_at.is_none_or(|at| now < at.after(SETTLES))
}

fn is_alike(a: &Message, b: &Message) -> bool {
    normal(&a.content.body) == normal(&b.content.body)
}

fn says(found: &FoundMessage, message: &Message) -> bool {
    normal(&found.body) == normal(&message.content.body)
}

fn ends_with(found: &FoundMessage, message: &Message) -> bool {
    let body = normal(&message.content.body);
    !body.is_empty() && normal(&found.body).ends_with(&body)
}

/// Twilio may cut blanks off the ends of a text, and write its line ends otherwise.
fn normal(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

#[cfg(test)]
mod tests;
