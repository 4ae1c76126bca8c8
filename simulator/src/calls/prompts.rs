//! What is played to whoever is on the line: `<Say>`, `<Play>`, `<Pause>`.

use super::super::twiml::Element;
use super::actor::millis;
use super::attributes::{self, attribute};
use super::report::{Heard, Kind};
use super::scene::{Next, Scene};
use super::stop::Stop;
use super::wire::Sending;

/// Time to speak a word, in milliseconds.
const WORD: i64 = 400;
/// Time that a sound file is taken to last, in milliseconds.
const FILE: i64 = 5_000;
/// Time of a tone, or of a `w` between tones, in milliseconds.
const TONE: i64 = 500;
/// What a live listener hears of a prompt at most, in milliseconds.
const LONGEST_LIVE: i64 = 6_000;

pub(super) async fn say(scene: &Scene, verb: &Element) -> Result<Next, Stop> {
    scene.answer().await?;
    let _saying = scene.leg.begins_prompt();
    for _ in 0..attributes::loops(verb) {
        scene.leg.hears(Heard::Said(verb.text.clone()));
        scene.pass(heard(scene, spoken(&verb.text))).await?;
    }
    Ok(Next::Verb)
}

/// How long it is listened to.
fn heard(scene: &Scene, millis: i64) -> i64 {
    if scene.session.clock.is_live() { millis.min(LONGEST_LIVE) } else { millis }
}

/// How long it takes to speak a text, in milliseconds.
pub(super) fn spoken(text: &str) -> i64 {
    let words = i64::try_from(text.split_whitespace().count()).unwrap_or(i64::MAX / WORD);
    words.max(1) * WORD
}

pub(super) async fn play(scene: &Scene, verb: &Element) -> Result<Next, Stop> {
    scene.answer().await?;
    if let Some(digits) = attribute(verb, "digits") {
        return play_digits(scene, digits).await;
    }
    let url = scene.resolve(&verb.text)?;
    if fetch(scene, &url).await {
        let _saying = scene.leg.begins_prompt();
        for _ in 0..attributes::loops(verb) {
            scene.leg.hears(Heard::Played(url.clone()));
            scene.pass(FILE).await?;
        }
    }
    Ok(Next::Verb)
}

pub(super) async fn play_digits(scene: &Scene, digits: &str) -> Result<Next, Stop> {
    let _saying = scene.leg.begins_prompt();
    scene.leg.hears(Heard::Digits(digits.to_owned()));
    let tones = i64::try_from(digits.len()).unwrap_or(i64::MAX / TONE);
    scene.pass(tones * TONE).await?;
    Ok(Next::Verb)
}

/// Gets a sound file; returns whether it can be played. If not, the call goes on without it.
async fn fetch(scene: &Scene, url: &str) -> bool {
    let session = &scene.session;
    let sending = Sending::plain(Kind::Play, &scene.leg.sid, url);
    let answer = match session.get(url).await {
        Ok(answer) => answer,
        Err(error) => {
            session.note_unsent(&sending, &error);
            return false;
        }
    };
    let is_audio = answer.content_type.as_deref().is_some_and(|kind| kind.starts_with("audio/"));
    let error_code = answer.error_code.or((!is_audio).then_some(12300));
    session.note(&sending, &answer, error_code);
    error_code.is_none()
}

/// As the first verb it delays the answer.
pub(super) async fn pause(scene: &Scene, verb: &Element) -> Result<Next, Stop> {
    let seconds = attributes::number(verb, "length").unwrap_or(1);
    let saying = scene.leg.begins_prompt();
    scene.leg.hears(Heard::Silence(seconds));
    scene.pass(millis(seconds)).await?;
    drop(saying);
    scene.answer().await?;
    Ok(Next::Verb)
}
