//! A call in a few lines: what everybody heard, and what its record says.

use serde_json::Value;
use twilio_simulator::{Heard, PlayedCall};

/// A call to the tenant.
pub(super) fn received(played: &PlayedCall, call: &Value) -> Vec<String> {
    let mut lines = vec![format!("caller: {}", heard(&played.heard))];
    lines.extend(played.legs.iter().map(|leg| format!("phone: {}", heard(&leg.heard))));
    lines.push(format!("record: {}", record(call)));
    lines
}

/// A call from the tenant's phone to a lead.
pub(super) fn clicked(played: &PlayedCall, call: &Value) -> Vec<String> {
    let mut lines = vec![format!("phone: {}", heard(&played.heard))];
    lines.extend(played.legs.iter().map(|leg| format!("lead: {}", heard(&leg.heard))));
    let own = call["own_leg"]["status"].as_str().unwrap();
    lines.push(format!("record: {}; own leg {own}", record(call)));
    lines
}

/// Status, outcome, talk, legs, and what else there is.
pub(super) fn record(call: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("null").to_owned();
    let talk = &call["talk_seconds"];
    let mut parts =
        vec![format!("{}, {}, talk {talk}", text(&call["status"]), text(&call["outcome"]))];
    parts.extend(call["legs"].as_array().unwrap().iter().map(|leg| {
        let taken = match leg["taken"].as_bool() {
            Some(true) => " taken",
            Some(false) => " not taken",
            None => "",
        };
        format!("leg {}{taken}", text(&leg["status"]))
    }));
    let keys: Vec<_> = call["menu_keys"].as_array().unwrap().iter().map(text).collect();
    parts.extend((!keys.is_empty()).then(|| format!("menu key {}", keys.join(", "))));
    let seconds = call["voicemail_duration"].as_u64();
    parts.extend(seconds.map(|seconds| match call["has_voicemail"].as_bool() {
        Some(true) => format!("voicemail of {seconds}"),
        _ => format!("empty voicemail of {seconds}"),
    }));
    parts.extend(call["recording_status"].as_str().map(|status| format!("recording {status}")));
    parts.join("; ")
}

/// Pauses are left out; what is heard twice running is there once.
fn heard(heard: &[Heard]) -> String {
    let mut all: Vec<(String, usize)> = Vec::new();
    for sound in heard.iter().filter_map(sound) {
        match all.last_mut().filter(|(last, _)| *last == sound) {
            Some((_, times)) => *times += 1,
            None => all.push((sound, 1)),
        }
    }
    let shown = all.into_iter().map(|(sound, times)| match times {
        1 => sound,
        times => format!("{sound} ×{times}"),
    });
    let shown = shown.collect::<Vec<_>>().join(" ");
    if shown.is_empty() { "nothing".to_owned() } else { shown }
}

fn sound(heard: &Heard) -> Option<String> {
    Some(match heard {
        Heard::Said(words) => format!("'{}'", in_digits(words)),
        Heard::Talked(seconds) => format!("(talk {seconds})"),
        Heard::Silence(_) => return None,
        other => format!("({})", format!("{other:?}").to_lowercase()),
    })
}

/// Numbers are spoken digit by digit.
fn in_digits(words: &str) -> String {
    let is_digit = |word: &str| word.len() == 1 && word.as_bytes()[0].is_ascii_digit();
    let mut text = String::new();
    let mut before = "";
    for word in words.split(' ') {
        let digit = word.trim_end_matches('.');
        let joined = text.is_empty() || (is_digit(before) && is_digit(digit));
        text.push_str(if joined { "" } else { " " });
        text.push_str(word);
        before = word;
    }
    text
}
