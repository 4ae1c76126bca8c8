//! Twilio's request signature: HMAC-SHA1 over the URL and the decoded form fields, keyed with the
//! account's AuthToken (Twilio, "Webhooks security").
//!
//! Vectors from seven official libraries are in `tests/twilio/signature.rs`; where the libraries
//! disagree, `docs/signature.md` says what this module does and why.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::form::Form;

/// Header that carries the signature, lower-cased.
pub const HEADER: &str = "x-twilio-signature";

/// What the signature covers besides the URL.
#[derive(Clone, Copy)]
pub enum Content<'a> {
    /// A form body, its fields in any order. A GET request has none.
    Form(&'a Form),
    /// A raw body of another type, whose SHA-256 the URL carries as `bodySHA256`.
    Raw(&'a [u8]),
}

/// Signs a request as Twilio does. `url` has no fragment.
pub fn sign(token: &str, url: &str, form: &Form) -> String {
    STANDARD.encode(mac(&keyed(token), [url, "", ""], &in_order(form)).finalize().into_bytes())
}

/// Whether a header's value can be a signature: the Base64 of an HMAC-SHA1, which has 28 characters.
/// Tells apart what is not worth reading further, without a token.
pub fn is_one(value: &str) -> bool {
    decoded(value).is_some()
}

/// Whether `signature` is the one that any of `tokens` gives for this request.
///
/// The port is tried both ways, because Twilio signs voice requests over HTTPS without it and all
/// others with it. Compares in constant time.
pub fn verify(tokens: &[&str], url: &str, content: Content<'_>, signature: &str) -> bool {
    let Some(expected) = decoded(signature) else {
        return false;
    };
    let fields = match content {
        Content::Form(form) => in_order(form),
        Content::Raw(body) if body_hash_matches(url, body) => String::new(),
        Content::Raw(_) => return false,
    };
    let urls = candidates(url);
    let mut found = false;
    for key in tokens.iter().map(|token| keyed(token)) {
        // Every candidate is computed, so the time taken does not tell which one was near.
        for url in urls {
            found |= mac(&key, url, &fields).verify_slice(&expected).is_ok();
        }
    }
    found
}

fn decoded(signature: &str) -> Option<[u8; 20]> {
    if signature.len() != 28 {
        return None;
    }
    // The decoder wants room for whole groups of four characters.
    let mut bytes = [0; 21];
    let length = STANDARD.decode_slice(signature, &mut bytes).ok()?;
    bytes[..length].try_into().ok()
}

/// The fields as they are signed: each once, by name, then by value, one after the other. In one text, as many short
/// pieces take a hash longer.
fn in_order(form: &Form) -> String {
    let mut fields: Vec<_> = form.fields().collect();
    fields.sort_unstable();
    fields.dedup();
    let mut text = String::with_capacity(form.len());
    for (name, value) in fields {
        text.push_str(name);
        text.push_str(value);
    }
    text
}

fn keyed(token: &str) -> Hmac<Sha1> {
    Hmac::new_from_slice(token.as_bytes()).expect("HMAC takes any key")
}

fn mac(key: &Hmac<Sha1>, url: [&str; 3], fields: &str) -> Hmac<Sha1> {
    let mut mac = key.clone();
    for part in url {
        mac.update(part.as_bytes());
    }
    mac.update(fields.as_bytes());
    mac
}

/// The URL without any port and with one (its own, else the scheme's default): up to the host, the
/// port, and what follows.
fn candidates(url: &str) -> [[&str; 3]; 2] {
    let Some((scheme, rest)) = url.split_once("://") else {
        return [[url, "", ""]; 2];
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (until, tail) = url.split_at(url.len() - rest.len() + end);
    let default = if scheme.eq_ignore_ascii_case("http") { ":80" } else { ":443" };
    let (host, port) = split_port(until, scheme.len() + "://".len());
    [[host, "", tail], [host, port.unwrap_or(default), tail]]
}

/// Scheme and host, whose name begins at `begin`, and the port with its colon.
fn split_port(until: &str, begin: usize) -> (&str, Option<&str>) {
    match until[begin..].rfind(':').map(|colon| until.split_at(begin + colon)) {
        Some((host, port)) if port[1..].bytes().all(|byte| byte.is_ascii_digit()) => {
            (host, Some(port))
        }
        _ => (until, None),
    }
}

/// Twilio sends exactly one `bodySHA256`, in lower-case hex; two would be an attempt to confuse.
fn body_hash_matches(url: &str, body: &[u8]) -> bool {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let mut hashes = query.split('&').filter_map(|pair| pair.strip_prefix("bodySHA256="));
    let (Some(hash), None) = (hashes.next(), hashes.next()) else {
        return false;
    };
    let digest = Sha256::digest(body);
    let actual = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let actual = actual.map(|nibble| char::from_digit(nibble.into(), 16).expect("below 16"));
    hash.chars().eq(actual)
}
