//! `<Gather>` at a live phone: keys and words as they come.

use super::super::super::twiml::Element;
use super::super::actor::millis;
use super::super::attributes::{self, attribute};
use super::super::scene::Scene;
use super::super::stop::Stop;
use super::super::typed::Typed;
use super::handset::{Handset, Input};

/// Silence that ends a sentence, in milliseconds.
const END_OF_SPEECH: i64 = 1_000;

/// What was gathered.
pub(in super::super) enum Gathered {
    Keys(Typed),
    Words(String),
}

/// Waits until somebody presses a key, or begins to speak where that ends the prompts.
pub(in super::super) async fn interrupted(handset: &Handset, verb: &Element) {
    handset.any(attribute(verb, "bargeIn") != Some("false")).await;
}

/// Waits for input; `None` if there is none in time.
pub(in super::super) async fn listen(
    scene: &Scene,
    handset: &Handset,
    verb: &Element,
) -> Result<Option<Gathered>, Stop> {
    let timeout = millis(attributes::number(verb, "timeout").unwrap_or(5));
    let mut keys = String::new();
    loop {
        let input = tokio::select! {
            biased;
            input = handset.next() => input,
            passed = scene.pass(timeout) => {
                passed?;
                // A finishing key alone is no input, and neither is nothing.
                let typed = Typed::read(verb, &keys);
                return Ok((!typed.digits.is_empty()).then_some(Gathered::Keys(typed)));
            }
        };
        match input {
            Input::Key(key) => {
                keys.push(key);
                let typed = Typed::read(verb, &keys);
                if typed.is_complete {
                    return Ok((!typed.digits.is_empty()).then_some(Gathered::Keys(typed)));
                }
            }
            // Whoever types has decided.
            Input::Words { .. } if !keys.is_empty() => {}
            Input::Words { text, millis } => {
                scene.pass(millis + END_OF_SPEECH).await?;
                if let Some(words) = text {
                    return Ok(Some(Gathered::Words(words)));
                }
            }
        }
    }
}
