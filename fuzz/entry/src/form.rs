//! Target `form`: a query in the first line, and an encoded body. Each is read as a form, and
//! both by every webhook.

use std::collections::BTreeSet;

use form_urlencoded::Serializer;
use twilio::form::Form;

use crate::{lines, webhooks};

pub(crate) fn run(input: &[u8]) {
    let ([query], body) = lines::split(input);
    read(query);
    read(body);
    if let Ok(query) = std::str::from_utf8(query) {
        webhooks::run(query, body);
    }
}

fn read(encoded: &[u8]) {
    let form = Form::parse(encoded);
    let as_standard = decoded(encoded).iter().collect::<Form>();
    assert!(form == as_standard, "it is decoded as the standard says");
    let again = Serializer::new(String::new()).extend_pairs(form.fields()).finish();
    assert!(Form::parse(again.as_bytes()) == form, "written and read again");
    let mut seen = BTreeSet::new();
    for (name, value) in form.fields().filter(|(name, _)| seen.insert(*name)).take(20) {
        assert_eq!(form.get(name), Some(value), "the first of its name");
        assert_eq!(form.text(name), Some(value).filter(|value| !value.is_empty()));
    }
    let details = form.details(|_| false);
    assert!(details.iter().len() <= 60);
    for (name, value) in details.iter() {
        assert!(name.len() <= 64 && (1..=4_096).contains(&value.len()));
        assert!(form.fields().any(|(known, whole)| known == name && whole.starts_with(value)));
    }
}

/// `application/x-www-form-urlencoded` by the letter of the URL standard.
fn decoded(encoded: &[u8]) -> Vec<(String, String)> {
    let pairs = encoded.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    let pair = |pair: &[u8]| {
        let end = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
        (text(&pair[..end]), text(pair.get(end + 1..).unwrap_or_default()))
    };
    pairs.map(pair).collect()
}

fn text(mut encoded: &[u8]) -> String {
    let mut bytes = Vec::new();
    while let [first, rest @ ..] = encoded {
        let hex = |byte: u8| char::from(byte).to_digit(16);
        let escaped = match rest {
            [high, low, ..] if *first == b'%' => hex(*high).zip(hex(*low)),
            _ => None,
        };
        let escaped = escaped.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        bytes.push(escaped.unwrap_or(if *first == b'+' { b' ' } else { *first }));
        encoded = &rest[if escaped.is_some() { 2 } else { 0 }..];
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
