//! What callers hear, case by case. The page's preview is held to the same cases
//! (`dashboard/src/features/settings/calls/steps.test.ts`).

use serde::Deserialize;
use serde_json::Value;
use twilio_simulator::{Heard, Script};

use crate::world::World;

const CASES: &str = include_str!("../heard.json");

#[derive(Deserialize)]
struct Case {
    name: String,
    preferences: Value,
    script: Script,
    /// What is said, but for what is said twice running.
    says: Vec<String>,
}

#[tokio::test]
async fn callers_hear_what_the_preview_says() {
    let cases: Vec<Case> = serde_json::from_str(CASES).unwrap();
    for case in cases {
        let world = Box::pin(World::in_sandbox()).await;
        if case.preferences.as_object().is_some_and(|wanted| !wanted.is_empty()) {
            world.prefer(&case.preferences).await;
        }
        let played = world.call(case.script).await;
        let said = played.heard.into_iter().filter_map(|heard| match heard {
            Heard::Said(words) => Some(words),
            _ => None,
        });
        let mut said: Vec<_> = said.collect();
        said.dedup();
        assert_eq!(said, case.says, "{}", case.name);
    }
}
