//! Whom a `<Dial>` calls.

use super::super::super::twiml::Element;
use super::super::super::webhook::Method;
use super::super::amd::Detection;
use super::super::attributes::{self, attribute};
use super::super::leg::Subscription;
use super::super::report::CallError;
use super::super::scene::Scene;
use super::super::status::Event;
use super::super::stop::Stop;

/// Twilio's code for a number that cannot be dialled.
const INVALID_NUMBER: u32 = 13223;

/// Somebody to be called.
pub(super) struct Target {
    /// As in `To`; outside parties go by it.
    pub(super) address: String,
    /// The document for whoever answers.
    pub(super) screen: Option<(String, Method)>,
    pub(super) subscription: Option<Subscription>,
    pub(super) digits: Option<String>,
    pub(super) detection: Option<(Detection, Option<(String, Method)>)>,
}

impl Target {
    /// Everybody in a `<Dial>`: the number in its text, or its nouns.
    pub(super) fn all(scene: &Scene, verb: &Element) -> Result<Vec<Self>, Stop> {
        let bare = (!verb.text.is_empty()).then(|| Self::of_number(&verb.text));
        let nouns = verb.children.iter().map(|noun| Self::of_noun(scene, noun));
        bare.into_iter().chain(nouns).collect()
    }

    fn of_noun(scene: &Scene, noun: &Element) -> Result<Self, Stop> {
        let mut target = match noun.name.as_str() {
            "Number" => Self::of_number(&noun.text)?,
            "Client" => Self::new(format!("client:{}", child_or_text(noun, "Identity"))),
            "Sip" => Self::new(child_or_text(noun, "Uri").to_owned()),
            "Queue" => Self::new(format!("queue:{}", noun.text)),
            other => {
                let message = format!("<Dial><{other}> is not simulated");
                return Err(Stop::Failed(CallError::not_simulated(message)));
            }
        };
        target.screen = scene.callback(noun, "url")?;
        if target.screen.is_some() {
            let method = attributes::method(noun, "method");
            target.screen = target.screen.map(|(url, _)| (url, method));
        }
        target.subscription = subscription(scene, noun)?;
        target.digits = attribute(noun, "sendDigits").map(str::to_owned);
        if let Some(detection) = attribute(noun, "machineDetection").and_then(Detection::parse) {
            target.detection = Some((detection, scene.callback(noun, "amdStatusCallback")?));
        }
        Ok(target)
    }

    fn of_number(text: &str) -> Result<Self, Stop> {
        let number: String = text.chars().filter(|c| !" -().".contains(*c)).collect();
        let digits = number.strip_prefix('+').unwrap_or(&number);
        let is_number =
            (3..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        match is_number {
            true => Ok(Self::new(number)),
            false => {
                let message = format!("Dial: Invalid phone number format: `{text}`");
                Err(Stop::Failed(CallError::new(INVALID_NUMBER, message)))
            }
        }
    }

    fn new(address: String) -> Self {
        Self { address, screen: None, subscription: None, digits: None, detection: None }
    }
}

fn child_or_text<'a>(noun: &'a Element, child: &str) -> &'a str {
    let found = noun.children.iter().find(|element| element.name == child);
    found.map_or(noun.text.as_str(), |element| element.text.as_str())
}

fn subscription(scene: &Scene, noun: &Element) -> Result<Option<Subscription>, Stop> {
    let callback = scene.callback(noun, "statusCallback")?;
    let events = attributes::words(noun, "statusCallbackEvent", "completed");
    let events: Vec<Event> = events.into_iter().filter_map(Event::parse).collect();
    Ok(callback.map(|(url, method)| Subscription { url, method, events }))
}
