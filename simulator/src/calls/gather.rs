//! `<Gather>`: keys and words.

use super::super::form::Fields;
use super::super::twiml::Element;
use super::activity::Activity;
use super::actor::millis;
use super::attributes::{self, attribute, is_true};
use super::forms;
use super::live::{self, Gathered};
use super::prompts;
use super::report::Kind;
use super::scene::{Next, Scene};
use super::step::Deed;
use super::stop::Stop;
use super::typed::{Typed, finish_on_key};

/// What Twilio claims of anything that was understood.
const CONFIDENCE: &str = "0.9128386";
/// Silence that ends a sentence, in milliseconds.
const END_OF_SPEECH: i64 = 1_000;

pub(super) async fn gather(scene: &Scene, verb: &Element) -> Result<Next, Stop> {
    scene.answer().await?;
    let _gathering = scene.leg.begins(activity(verb));
    let input = match scene.leg.handset() {
        None => {
            prompt(scene, verb).await?;
            listen(scene, verb).await?
        }
        Some(handset) => {
            tokio::select! {
                biased;
                () = live::interrupted(&handset, verb) => {}
                prompted = prompt(scene, verb) => prompted?,
            }
            live::listen(scene, &handset, verb).await?.map(|gathered| fields(verb, &gathered))
        }
    };
    let empty = || is_true(verb, "actionOnEmptyResult").then(|| digits_fields("", None));
    match input.or_else(empty) {
        Some(fields) => Ok(Next::Document(scene.action(verb, Kind::GatherAction, fields)?)),
        None => Ok(Next::Verb),
    }
}

fn activity(verb: &Element) -> Activity {
    let input = attributes::words(verb, "input", "dtmf");
    Activity::Gathering {
        input: input.into_iter().map(str::to_owned).collect(),
        num_digits: attributes::number(verb, "numDigits"),
        finish_on_key: finish_on_key(verb).to_owned(),
        timeout: attributes::number(verb, "timeout").unwrap_or(5),
    }
}

async fn prompt(scene: &Scene, verb: &Element) -> Result<(), Stop> {
    for prompt in &verb.children {
        match prompt.name.as_str() {
            "Say" => prompts::say(scene, prompt).await?,
            "Play" => prompts::play(scene, prompt).await?,
            _ => prompts::pause(scene, prompt).await?,
        };
    }
    Ok(())
}

fn fields(verb: &Element, gathered: &Gathered) -> Fields {
    match gathered {
        Gathered::Keys(typed) => digits_fields(&typed.digits, typed.finished_on),
        Gathered::Words(words) => speech_fields(verb, words),
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
