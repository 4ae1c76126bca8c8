//! `<Gather>`: keys and words.

use super::super::form::Fields;
use super::super::twiml::Element;
use super::actor::millis;
use super::attributes::{self, attribute, is_true};
use super::forms;
use super::prompts;
use super::report::Kind;
use super::scene::{Next, Scene};
use super::step::Deed;
use super::stop::Stop;

/// What Twilio claims of anything that was understood.
const CONFIDENCE: &str = "0.9128386";
/// Silence that ends a sentence, in milliseconds.
const END_OF_SPEECH: i64 = 1_000;

pub(super) async fn gather(scene: &Scene, verb: &Element) -> Result<Next, Stop> {
    scene.answer().await?;
    for prompt in &verb.children {
        match prompt.name.as_str() {
            "Say" => prompts::say(scene, prompt).await?,
            "Play" => prompts::play(scene, prompt).await?,
            _ => prompts::pause(scene, prompt).await?,
        };
    }
    let input = listen(scene, verb).await?;
    let empty = || is_true(verb, "actionOnEmptyResult").then(|| digits_fields("", None));
    match input.or_else(empty) {
        Some(fields) => Ok(Next::Document(scene.action(verb, Kind::GatherAction, fields)?)),
        None => Ok(Next::Verb),
    }
}

/// Waits for input; `None` if there is none in time.
async fn listen(scene: &Scene, verb: &Element) -> Result<Option<Fields>, Stop> {
    let timeout = attributes::number(verb, "timeout").unwrap_or(5);
    let modes = attributes::words(verb, "input", "dtmf");
    let step = scene.leg.actor().next().cloned();
    if scene.leg.actor().is_lost() {
        return Err(Stop::Gone);
    }
    match step.as_ref().map(|step| (&step.deed, step.after)) {
        Some((Deed::Press(keys), after)) if after <= timeout && modes.contains(&"dtmf") => {
            pressed(scene, verb, (keys, after)).await
        }
        Some((Deed::Say(words), after)) if after <= timeout && modes.contains(&"speech") => {
            scene.pass(millis(after) + prompts::spoken(words) + END_OF_SPEECH).await?;
            scene.leg.actor().done(scene.now());
            Ok(Some(speech_fields(verb, words)))
        }
        deed => {
            scene.pass(millis(timeout)).await?;
            if let Some((Deed::Silent, _)) = deed {
                scene.leg.actor().done(scene.now());
            }
            Ok(None)
        }
    }
}

async fn pressed(
    scene: &Scene,
    verb: &Element,
    (keys, after): (&str, u64),
) -> Result<Option<Fields>, Stop> {
    scene.pass(millis(after)).await?;
    scene.leg.actor().done(scene.now());
    let typed = Typed::read(verb, keys);
    if !typed.is_complete {
        scene.pass(millis(attributes::number(verb, "timeout").unwrap_or(5))).await?;
    }
    // A finishing key alone is no input.
    Ok((!typed.digits.is_empty()).then(|| digits_fields(&typed.digits, typed.finished_on)))
}

struct Typed {
    digits: String,
    finished_on: Option<char>,
    /// Whether nothing more is waited for.
    is_complete: bool,
}

impl Typed {
    fn read(verb: &Element, keys: &str) -> Self {
        let finishing = verb.attributes.get("finishOnKey").map_or("#", String::as_str);
        let wanted = attributes::number(verb, "numDigits").and_then(|n| usize::try_from(n).ok());
        let mut digits = String::new();
        for key in keys.chars() {
            if finishing.contains(key) {
                return Self { digits, finished_on: Some(key), is_complete: true };
            }
            digits.push(key);
            if wanted == Some(digits.len()) {
                return Self { digits, finished_on: None, is_complete: true };
            }
        }
        Self { digits, finished_on: None, is_complete: false }
    }
}

fn digits_fields(digits: &str, finished_on: Option<char>) -> Fields {
    forms::present([
        ("Digits", Some(digits.to_owned())),
        ("FinishedOnKey", Some(finished_on.map(String::from).unwrap_or_default())),
        ("msg", Some("Gather End".to_owned())),
    ])
}

fn speech_fields(verb: &Element, words: &str) -> Fields {
    let language = attribute(verb, "language").unwrap_or("en-US");
    forms::present([
        ("SpeechResult", Some(words.to_owned())),
        ("Confidence", Some(CONFIDENCE.to_owned())),
        ("Language", Some(language.to_owned())),
    ])
}
