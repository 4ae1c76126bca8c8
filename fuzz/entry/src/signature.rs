//! Target `signature`: a token, a URL and a header, a line each, and an encoded body.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use aws_lc_rs::digest;
use aws_lc_rs::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign as hmac};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use twilio::form::Form;
use twilio::signature::{Content, is_one, sign, verify};

use crate::lines;

type Field = (String, String);

pub(crate) fn run(input: &[u8]) {
    let Some(([token, url, header], body)) = lines::texts(input) else { return };
    let form = Form::parse(body);
    let fields = form.fields();
    let signature = sign(token, url, fields);
    assert_eq!(signature, signed(token, &format!("{url}{}", covered(fields))));
    let is = |token: &str, url: &str, fields: &[Field], signature: &str| {
        verify(&[token], url, Content::Form(fields), signature)
    };
    assert!(is_one(&signature) && is(token, url, fields, &signature));
    assert!(verify(&["another", token], url, Content::Form(fields), &signature));
    assert!(!verify(&[], url, Content::Form(fields), &signature), "without a token");
    assert!(!is(&format!("{token}x"), url, fields, &signature), "another token");
    assert!(!is(token, &format!("{url}x"), fields, &signature), "another URL");
    let any = is(token, url, fields, header);
    assert!(!any || is_one(header), "what is no signature is none");
    for altered in altered(fields) {
        let same = covered(&altered) == covered(fields);
        assert_eq!(is(token, url, &altered, &signature), same, "{altered:?}");
    }
    raw(token, url, body);
}

/// Other forms, some of which say the same.
fn altered(fields: &[Field]) -> impl Iterator<Item = Vec<Field>> {
    let mut reversed = fields.to_vec();
    reversed.reverse();
    let twice = [fields, fields].concat();
    let more = [fields, &[("Body".to_owned(), "x".to_owned())]].concat();
    let less = fields.get(1..).unwrap_or_default().to_vec();
    let mut longer = fields.to_vec();
    if let Some((_, value)) = longer.last_mut() {
        value.push('\0');
    }
    let mut moved = fields.to_vec();
    if let Some((name, value)) = moved.first_mut() {
        value.insert_str(0, &std::mem::take(name));
    }
    [reversed, twice, more, less, longer, moved].into_iter()
}

/// What a signature covers of a form: names and values in order, each once.
fn covered(fields: &[Field]) -> String {
    let fields: BTreeSet<_> = fields.iter().collect();
    fields.into_iter().flat_map(|(name, value)| [name.as_str(), value]).collect()
}

fn signed(token: &str, covered: &str) -> String {
    let key = Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, token.as_bytes());
    STANDARD.encode(hmac(&key, covered.as_bytes()))
}

/// A body that is no form: the URL has its hash.
fn raw(token: &str, url: &str, body: &[u8]) {
    let hash = digest::digest(&digest::SHA256, body);
    let mut hashed = format!("{}?bodySHA256=", url.split('?').next().unwrap_or_default());
    for byte in hash.as_ref() {
        let _ = write!(hashed, "{byte:02x}");
    }
    let signature = sign(token, &hashed, &[]);
    assert!(verify(&[token], &hashed, Content::Raw(body), &signature));
    let other = [body, b"x"].concat();
    assert!(!verify(&[token], &hashed, Content::Raw(&other), &signature), "another body");
    assert!(!verify(
        &[token],
        "https://a.b/",
        Content::Raw(body),
        &sign(token, "https://a.b/", &[])
    ));
}
