//! `<Record>` at a live phone: somebody speaks, as long as it takes.

use super::super::actor::millis;
use super::super::left_message::{End, LeftMessage, Limits};
use super::super::scene::Scene;
use super::super::stop::Stop;
use super::handset::{Handset, Input};

/// Somebody who speaks. Times are milliseconds.
struct Speaking<'a> {
    scene: &'a Scene,
    handset: &'a Handset,
    limits: &'a Limits,
    /// When the recording is full.
    full: i64,
    /// From the first word to the last.
    speech: Option<(i64, i64)>,
    words: Vec<String>,
}

/// Listens until a key, silence, the end of the tape or of the call.
pub(in super::super) async fn speak(
    scene: &Scene,
    handset: &Handset,
    limits: &Limits,
) -> LeftMessage {
    let full = scene.now() + millis(limits.max_length);
    let mut speaking = Speaking { scene, handset, limits, full, speech: None, words: Vec::new() };
    let end = loop {
        if let Some(end) = speaking.go_on().await {
            break end;
        }
    };
    let spoken = speaking.speech.map_or(0, |(from, to)| to - from);
    let text = (!speaking.words.is_empty()).then(|| speaking.words.join(" "));
    LeftMessage { spoken, text, end }
}

impl Speaking<'_> {
    /// Hears one thing, or how it ends.
    async fn go_on(&mut self) -> Option<End> {
        let left = self.full - self.scene.now();
        let silence = millis(self.limits.timeout).min(left);
        tokio::select! {
            biased;
            input = self.handset.next() => match input {
                Input::Key(key) => self.limits.finishes(key).then(|| End::Key(key.to_string())),
                Input::Words { text, millis } => self.say(text, millis.min(left)).await,
            },
            passed = self.scene.pass(silence) => Some(match passed {
                Err(stop) => End::Stopped(stop),
                Ok(()) if silence == left => End::Full,
                Ok(()) => End::Silence,
            }),
        }
    }

    /// Says something to its end, unless it is cut short.
    async fn say(&mut self, text: Option<String>, takes: i64) -> Option<End> {
        let began = self.scene.now();
        let end = tokio::select! {
            biased;
            key = self.handset.key(&self.limits.finish_on_key) => Some(End::Key(key.to_string())),
            passed = self.scene.pass(takes) => passed.err().map(|stop: Stop| End::Stopped(stop)),
        };
        let from = self.speech.map_or(began, |(from, _)| from);
        self.speech = Some((from, self.scene.now()));
        self.words.extend(text);
        end.or_else(|| (self.scene.now() >= self.full).then_some(End::Full))
    }
}
