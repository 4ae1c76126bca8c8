//! A whole story, from provisioning to closing, with all that can go wrong with it; and nothing that
//! is written on the way holds a secret. Alone in its process: log events are switched on and off
//! for the whole process at once.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../stories/deployed.rs"]
#[allow(dead_code, reason = "for the stories")]
mod deployed;
#[path = "../stories/jobs.rs"]
#[allow(dead_code, reason = "for the stories")]
mod jobs;
#[path = "../stories/outside.rs"]
#[allow(dead_code, reason = "for the stories")]
mod outside;
mod story;
#[path = "../stories/website.rs"]
#[allow(dead_code, reason = "for the stories")]
mod website;
#[path = "../stories/world.rs"]
#[allow(dead_code, reason = "for the stories")]
mod world;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sandbox::Lines;
use sandbox::demo::{DEMO, PARENT};
use serde_json::Value;

use story::Story;

/// Functions that have something to say in the story.
const SPEAKING: [&str; 11] = [
    "accounts",
    "call-status",
    "media",
    "messages",
    "numbers",
    "outbound-call",
    "sender",
    "sms",
    "sweeper",
    "voice",
    "website",
];
/// What a bearer token begins with, whatever it says.
const BEARER: &str = "eyJ";

/// A secret, and what it looks like on its way.
fn forms(account: &str, secret: &str) -> Vec<String> {
    let basic = BASE64_STANDARD.encode(format!("{account}:{secret}"));
    vec![secret.to_owned(), BASE64_STANDARD.encode(secret), basic]
}

/// Whether a line comes from our code, not from a library.
fn is_ours(line: &str) -> bool {
    let line: Value = serde_json::from_str(line).unwrap();
    let target = line["target"].as_str().unwrap().split("::").next().unwrap();
    let functions = local::functions();
    let binaries = functions.iter().map(|function| function.id.trim_end_matches("Function"));
    let mut ours =
        binaries.map(str::to_lowercase).chain(["shared", "sandbox", "local"].map(str::to_owned));
    ours.any(|name| name == target.replace('_', ""))
}

#[tokio::test]
async fn a_whole_story_writes_no_secret() {
    let lines = Lines::listen(tracing::Level::DEBUG);
    let mut story = Story::begin().await;
    story.live().await;
    let (log, answers, shown) = (lines.text(), story.answers(), story.shown().await);
    let stored = story.stored().await;

    let mut secrets = forms(PARENT.account_sid, PARENT.auth_token);
    secrets.extend(forms(DEMO.account_sid, DEMO.auth_token));
    for token in story.tokens() {
        secrets.extend(forms(story.world.tenant.account_sid, token));
    }
    let environment = story.world.sandbox().aws.environment("SmsFunction");
    secrets.push(environment["AWS_SECRET_ACCESS_KEY"].clone());
    secrets.push(BEARER.to_owned());
    for secret in &secrets {
        for (place, text) in
            [("log", &log), ("answers", &answers), ("shown", &shown), ("stored", &stored)]
        {
            assert!(!text.contains(secret), "{secret} in {place}: {}", around(text, secret));
        }
    }
    let ours: Vec<_> = log.lines().filter(|line| is_ours(line)).collect();
    for function in SPEAKING {
        let name = format!(r#""function":"{function}""#);
        assert!(ours.iter().any(|line| line.contains(&name)), "{function} has said nothing");
    }
    for private in story.private() {
        for line in &ours {
            assert!(!line.contains(&private), "{private} in {line}");
        }
        assert!(!shown.contains(&private), "{private} in {}", around(&shown, &private));
    }
}

/// Where a text has something.
fn around<'t>(text: &'t str, part: &str) -> &'t str {
    let line = text.lines().find(|line| line.contains(part));
    line.unwrap_or_default()
}
