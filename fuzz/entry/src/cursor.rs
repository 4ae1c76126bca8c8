//! Target `cursor`: a limit and a filter, a line each, and a cursor, as it is sent or as the JSON in it.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use shared::digest::digest;
use shared::records::Timestamp;
use shared::store::{EventCursor, List, PageRequest};

use crate::lines;

/// What a cursor of each list holds, the time last. Whoever changes it breaks cursors that are out.
const LISTS: [(List, &[&str]); 14] = [
    (List::Threads, &["thread_id", "last_activity_at"]),
    (List::Unread, &["thread_id", "unread_at"]),
    (List::Consents, &["consent_id"]),
    (List::OptOuts, &["consent_id", "opted_out_at"]),
    (List::Contacts, &["contact_id", "last_activity_at"]),
    (List::Messages, &["message_id", "sort_at"]),
    (List::Notes, &["note_id"]),
    (List::Scheduled, &["message_id", "waits_until"]),
    (List::Calls, &["call_id", "created_at"]),
    (List::Voicemails, &["recording_sid", "created_at"]),
    (List::Deliveries, &["lane_key", "event_id", "created_at"]),
    (List::Timeline, &["entry_key"]),
    (List::FoundMessages, &["place"]),
    (List::FoundContacts, &["place"]),
];

type Position = BTreeMap<String, String>;

pub(crate) fn run(input: &[u8]) {
    let Some(([limit, filter], cursor)) = lines::texts(input) else { return };
    for (most, parse) in
        [(200, PageRequest::parse as fn(_, _, _) -> _), (1_000, PageRequest::of_file)]
    {
        assert_eq!(
            parse(List::Threads, Some(limit), None).is_ok(),
            is_limit(limit, most),
            "{limit}"
        );
    }
    event(cursor);
    let encoded = URL_SAFE_NO_PAD.encode(cursor);
    let sent = std::str::from_utf8(cursor).ok();
    for cursor in [Some(encoded.as_str()), sent].into_iter().flatten() {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok();
        let position = bytes.and_then(|bytes| serde_json::from_slice::<Position>(&bytes).ok());
        for (list, keys) in LISTS {
            check((list, keys), (cursor, position.as_ref()), filter);
        }
    }
}

fn is_limit(text: &str, most: u32) -> bool {
    let number = text.parse::<u32>().ok().filter(|number| number.to_string() == text);
    number.is_some_and(|number| (1..=most).contains(&number))
}

fn check(
    (list, keys): (List, &[&str]),
    (cursor, position): (&str, Option<&Position>),
    filter: &str,
) {
    let page = PageRequest::parse(list, None, Some(cursor));
    let is_place = position.is_some_and(|position| is_place(position, keys));
    match &page {
        Ok(_) => assert!(is_place, "{list:?} takes {position:?}"),
        Err(field) => assert!(!is_place && *field == "cursor", "{list:?} refuses {position:?}"),
    }
    let narrowed = |cursor: &str, filter: &str, times: (Option<Timestamp>, Option<Timestamp>)| {
        let all = PageRequest::parse(list, None, None).expect("the first page");
        all.narrowed(Some(cursor), filter, times).is_ok()
    };
    let Some(position) = position.filter(|_| page.is_ok()) else { return };
    assert!(filter.is_empty() || !narrowed(cursor, filter, (None, None)), "without its filter");
    let mut filtered = position.clone();
    filtered.insert("filter".to_owned(), digest(&[filter.as_bytes()]));
    let filtered = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&filtered).expect("texts"));
    assert_eq!(narrowed(&filtered, filter, (None, None)), !filter.is_empty());
    assert!(!narrowed(&filtered, &format!("{filter}x"), (None, None)), "another filter");
    let from = Timestamp::from_millis(1_790_856_000_000);
    let time = &position[keys[keys.len() - 1]];
    let within = *time >= from.to_string() && time.as_str() <= "A~";
    assert!(!narrowed(cursor, "", (Some(from), None)) || within, "{time} is before {from}");
}

/// Whether these are keys that a list can go on from.
fn is_place(position: &Position, keys: &[&str]) -> bool {
    let is_key =
        |key: &&str| position.get(*key).is_some_and(|key| (1..=1_024).contains(&key.len()));
    position.len() == keys.len() && keys.iter().all(is_key)
}

/// The cursor of the list of events is a time, or an event of that time.
fn event(cursor: &[u8]) {
    let Ok(text) = std::str::from_utf8(cursor) else { return };
    if let Some(cursor) = EventCursor::parse(text) {
        assert_eq!(cursor.as_str(), text);
        assert!(text.len() <= 24 + 1 + 64 && text.is_ascii(), "{text}");
        let written = text[..24].parse::<Timestamp>().map(|time| time.to_string());
        assert_eq!(written.ok().as_deref(), Some(&text[..24]), "its time, as we write it");
        let now = Timestamp::from_millis(1_790_856_000_000);
        assert!(!cursor.is_expired(now) || text[..24] < now.to_string()[..]);
    }
}
