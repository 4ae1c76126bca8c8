//! The last webhooks with their answers, for people who look at what was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use twilio::error_code::ErrorCode;

use super::feed::{Change, Feed};
use super::form::Fields;
use super::webhook::Method;

/// Webhooks that are kept.
const KEPT: usize = 1_000;
/// Bytes that are kept of an answer.
const LONGEST_ANSWER: usize = 64 * 1024;
/// Bytes that are kept of a form.
const LONGEST_FORM: usize = 64 * 1024;

/// One request to the application, and what came back.
#[derive(Debug, Clone, Serialize)]
pub(super) struct WebhookEntry {
    pub(super) id: u64,
    /// RFC 3339, with milliseconds.
    pub(super) time: String,
    pub(super) account_sid: String,
    pub(super) method: Method,
    /// As configured, but for its fragment and what a GET adds.
    pub(super) url: String,
    pub(super) form: Fields,
    pub(super) signature: Option<String>,
    /// 1 for the first try at this URL.
    pub(super) attempt: u32,
    /// HTTP status; `None` without an answer.
    pub(super) status: Option<u16>,
    pub(super) content_type: Option<String>,
    pub(super) answer: String,
    pub(super) milliseconds: u64,
    pub(super) message_sid: Option<String>,
    pub(super) call_sid: Option<String>,
    pub(super) error: Option<WebhookError>,
}

/// What Twilio's debugger would say of it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct WebhookError {
    pub(super) code: Option<u32>,
    pub(super) message: String,
}

impl WebhookError {
    /// An error that its code tells.
    pub(super) fn of_code(code: u32) -> Self {
        Self { code: Some(code), message: ErrorCode(code).sentence() }
    }
}

/// The last webhooks.
pub(super) struct WebhookLog {
    ring: Mutex<Ring>,
    feed: Arc<Feed>,
}

#[derive(Default)]
struct Ring {
    /// Ids are 1 and up, without gaps.
    next: u64,
    entries: VecDeque<Arc<WebhookEntry>>,
}

impl WebhookLog {
    pub(super) fn new(feed: Arc<Feed>) -> Self {
        Self { ring: Mutex::new(Ring { next: 1, entries: VecDeque::new() }), feed }
    }

    /// Keeps a request under an id of its own, which is returned.
    pub(super) fn add(&self, mut entry: WebhookEntry) -> u64 {
        shorten(&mut entry.answer, LONGEST_ANSWER);
        shorten_form(&mut entry.form);
        let mut ring = self.lock();
        entry.id = ring.next;
        ring.next += 1;
        if ring.entries.len() == KEPT {
            ring.entries.pop_front();
        }
        ring.entries.push_back(Arc::new(entry));
        let id = ring.next - 1;
        drop(ring);
        self.feed.tell(Change::Webhook(id));
        id
    }

    /// Says what was wrong with an answer.
    pub(super) fn blame(&self, id: u64, error: WebhookError) {
        let mut ring = self.lock();
        let Some(position) = ring.position(id) else { return };
        Arc::make_mut(&mut ring.entries[position]).error = Some(error);
        drop(ring);
        self.feed.tell(Change::Webhook(id));
    }

    pub(super) fn get(&self, id: u64) -> Option<Arc<WebhookEntry>> {
        let ring = self.lock();
        ring.position(id).map(|position| Arc::clone(&ring.entries[position]))
    }

    /// The latest first, those alone that came before one of them.
    pub(super) fn latest(&self, limit: usize, before: Option<u64>) -> Vec<Arc<WebhookEntry>> {
        let ring = self.lock();
        let entries = ring.entries.iter().rev();
        let wanted = entries.filter(|entry| before.is_none_or(|before| entry.id < before));
        wanted.take(limit).cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ring {
    fn position(&self, id: u64) -> Option<usize> {
        let first = self.entries.front()?.id;
        let position = usize::try_from(id.checked_sub(first)?).ok()?;
        (position < self.entries.len()).then_some(position)
    }
}

fn shorten_form(form: &mut Fields) {
    let mut room = LONGEST_FORM;
    form.retain_mut(|(name, value)| {
        let is_kept = room > 0;
        shorten(value, room);
        room = room.saturating_sub(name.len() + value.len());
        is_kept
    });
}

fn shorten(text: &mut String, most: usize) {
    if text.len() > most {
        text.truncate(text.floor_char_boundary(most));
        text.push('…');
        text.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(answer: &str, value: &str) -> WebhookEntry {
        WebhookEntry {
            id: 0,
            time: String::new(),
            account_sid: "AC1".into(),
            method: Method::Post,
            url: "http://a.test/".into(),
            form: vec![("Body".into(), value.into()), ("To".into(), "+1".into())],
            signature: None,
            attempt: 1,
            status: Some(200),
            content_type: None,
            answer: answer.into(),
            milliseconds: 1,
            message_sid: None,
            call_sid: None,
            error: None,
        }
    }

    #[test]
    fn the_last_ones_are_kept_and_listed_from_the_end() {
        let log = WebhookLog::new(Arc::default());
        let ids: Vec<_> = (0..KEPT + 2).map(|_| log.add(entry("", ""))).collect();
        assert_eq!((ids[0], ids[KEPT + 1]), (1, KEPT as u64 + 2));
        assert!(log.get(2).is_none() && log.get(3).is_some_and(|entry| entry.id == 3));
        let ids = |limit, before| {
            log.latest(limit, before).iter().map(|entry| entry.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(2, None), [1_002, 1_001]);
        assert_eq!(ids(9, Some(5)), [4, 3]);
        log.blame(3, WebhookError::of_code(12_300));
        log.blame(2, WebhookError::of_code(12_300));
        let error = log.get(3).unwrap().error.clone().unwrap();
        assert!(error.code == Some(12_300) && !error.message.is_empty());
    }

    #[test]
    fn what_is_long_is_cut() {
        let log = WebhookLog::new(Arc::default());
        let text = "é".repeat(LONGEST_ANSWER);
        let entry = log.get(log.add(entry(&text, &text))).unwrap();
        assert!(entry.answer.len() <= LONGEST_ANSWER + 3 && entry.answer.ends_with('…'));
        assert_eq!(entry.form.len(), 1);
        assert!(entry.form[0].1.len() <= LONGEST_FORM + 3);
    }
}
