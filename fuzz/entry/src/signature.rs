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
    let signature = sign(token, url, &form);
    assert_eq!(signature, signed(token, &format!("{url}{}", covered(&form))));
    let is = |token: &str, url: &str, form: &Form, signature: &str| {
        verify(&[token], url, Content::Form(form), signature)
    };
    assert!(is_one(&signature) && is(token, url, &form, &signature));
    assert!(verify(&["another", token], url, Content::Form(&form), &signature));
    assert!(!verify(&[], url, Content::Form(&form), &signature), "without a token");
    assert!(!is(&format!("{token}x"), url, &form, &signature), "another token");
    assert!(!is(token, &format!("{url}x"), &form, &signature), "another URL");
    let any = is(token, url, &form, header);
    assert!(!any || is_one(header), "what is no signature is none");
    for altered in altered(&form) {
        let same = covered(&altered) == covered(&form);
        assert_eq!(is(token, url, &altered, &signature), same, "{}", covered(&altered));
    }
    raw(token, url, body);
}

/// Other forms, some of which say the same.
fn altered(form: &Form) -> impl Iterator<Item = Form> {
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let fields: Vec<Field> = form.fields().map(owned).collect();
    let mut reversed = fields.clone();
    reversed.reverse();
    let twice = [fields.as_slice(), &fields].concat();
    let more = [fields.as_slice(), &[("Body".to_owned(), "x".to_owned())]].concat();
    let less = fields.get(1..).unwrap_or_default().to_vec();
    let mut longer = fields.clone();
    if let Some((_, value)) = longer.last_mut() {
        value.push('\0');
    }
    let mut moved = fields.clone();
    if let Some((name, value)) = moved.first_mut() {
        value.insert_str(0, &std::mem::take(name));
    }
    [reversed, twice, more, less, longer, moved].into_iter().map(|fields| fields.iter().collect())
}

/// What a signature covers of a form: names and values in order, each once.
fn covered(form: &Form) -> String {
    let fields: BTreeSet<_> = form.fields().collect();
    fields.into_iter().flat_map(|(name, value)| [name, value]).collect()
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
    let (none, elsewhere) = (Form::default(), "https://a.b/");
    let signature = sign(token, &hashed, &none);
    assert!(verify(&[token], &hashed, Content::Raw(body), &signature));
    let other = [body, b"x"].concat();
    assert!(!verify(&[token], &hashed, Content::Raw(&other), &signature), "another body");
    let signature = sign(token, elsewhere, &none);
    assert!(!verify(&[token], elsewhere, Content::Raw(body), &signature), "without a hash");
}
