//! The signature against figures measured with Twilio's own libraries.

use serde::Deserialize;
use twilio::form::Form;
use twilio::signature::{Content, is_one, sign, verify};

#[derive(Deserialize)]
struct Vector {
    id: String,
    kind: String,
    token: String,
    url: String,
    body: String,
    signature: String,
    /// `None` where the library raised an error instead of giving a verdict.
    python: Option<bool>,
    node: bool,
}

/// Where Python and Node disagree, and what we answer: `docs/signature.md` says why.
const OURS: [(&str, bool); 6] = [
    ("gen-0171", false),
    ("gen-0207", true),
    ("gen-0221", false),
    ("gen-0255", false),
    ("gen-0277", true),
    ("gen-0281", true),
];

fn vectors() -> Vec<Vector> {
    serde_json::from_str(include_str!("data/signature_vectors.json")).unwrap()
}

fn verdict(vector: &Vector) -> bool {
    let form = Form::parse(vector.body.as_bytes());
    let content = match vector.kind.as_str() {
        "form" => Content::Form(&form),
        _ => Content::Raw(vector.body.as_bytes()),
    };
    verify(&[&vector.token], &vector.url, content, &vector.signature)
}

#[test]
fn agrees_with_python_and_node_where_they_agree() {
    let agreed: Vec<_> = vectors().into_iter().filter(|v| v.python == Some(v.node)).collect();
    let wrong: Vec<_> = agreed.iter().filter(|v| verdict(v) != v.node).map(|v| &v.id).collect();
    assert_eq!(agreed.len(), 149);
    assert!(wrong.is_empty(), "other verdict than python and node: {wrong:?}");
}

#[test]
fn decides_the_disputed_vectors_as_documented() {
    let disputed = vectors().into_iter().filter(|v| v.python != Some(v.node));
    let ours: Vec<_> = disputed.map(|v| (v.id.clone(), verdict(&v))).collect();
    let documented: Vec<_> =
        OURS.iter().map(|(id, verdict)| ((*id).to_owned(), *verdict)).collect();
    assert_eq!(ours, documented);
}

#[test]
fn what_cannot_be_a_signature_is_known_without_a_token() {
    let made = sign("token", "https://example.com/hook", &Form::default());
    assert!(is_one(&made));
    let (short, long) = (&made[..27], format!("{made}="));
    let url_safe = "-_".repeat(13) + "-=";
    for other in ["", short, &long, &url_safe, "AAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        assert!(!is_one(other), "{other}");
    }
}

#[test]
fn tries_the_previous_token_too() {
    let form = Form::parse(b"AccountSid=AC1");
    let signature = sign("old", "https://example.com/hook", &form);
    let content = Content::Form(&form);
    assert!(verify(&["new", "old"], "https://example.com/hook", content, &signature));
    assert!(!verify(&["new"], "https://example.com/hook", content, &signature));
    assert!(!verify(&[], "https://example.com/hook", content, &signature));
}

#[test]
fn hashes_the_raw_body_of_json_exactly_once() {
    let hash = "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
    let once = format!("https://example.com/hook?bodySHA256={hash}");
    let twice = format!("{once}&bodySHA256={hash}");
    let (body, none) = (Content::Raw(br#"{"a":1}"#), Form::default());
    assert!(verify(&["t"], &once, body, &sign("t", &once, &none)));
    assert!(!verify(&["t"], &twice, body, &sign("t", &twice, &none)));
}
