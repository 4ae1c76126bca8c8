//! `<Record>`: somebody leaves a message.

use super::super::twiml::Element;
use super::activity::Activity;
use super::actor::millis;
use super::attributes::attribute;
use super::fetch;
use super::forms;
use super::left_message::{End, LeftMessage, Limits};
use super::leg::seconds;
use super::live;
use super::recordings::Taped;
use super::report::{Heard, Kind};
use super::scene::{Next, Scene};
use super::source::Request;
use super::step::Deed;
use super::stop::Stop;
use super::tape::{Order, Tape, Wish};
use super::transcription;

/// Time of the beep, in milliseconds.
const BEEP: i64 = 1_000;

pub(super) async fn record(scene: &Scene, verb: &Element) -> Result<Next, Stop> {
    scene.answer().await?;
    if attribute(verb, "playBeep") != Some("false") {
        scene.leg.hears(Heard::Beep);
        scene.pass(BEEP).await?;
    }
    let limits = Limits::of(verb);
    let _recording = scene.leg.begins(Activity::Recording {
        finish_on_key: limits.finish_on_key.clone(),
        max_length: limits.max_length,
        timeout: limits.timeout,
    });
    let order = Order {
        source: "RecordVerb",
        channels: 1,
        call_sid: Some(scene.leg.sid.clone()),
        conference_sid: None,
        wish: Wish::of(scene, verb)?,
    };
    let tape = Tape::begin(&scene.session, order).await?;
    let message = listen(scene, &limits).await;
    if seconds(message.spoken) == 0 {
        tape.absent();
        return match message.end {
            End::Stopped(stop) => Err(stop),
            End::Key(_) | End::Silence | End::Full => Ok(Next::Verb),
        };
    }
    let whole = attribute(verb, "trim") == Some("do-not-trim");
    let length = if whole { tape.length() } else { message.spoken };
    let taped = tape.complete(seconds(length))?;
    transcription::order(scene, verb, (&taped, message.text))?;
    go_on(scene, verb, (&taped, message.end)).await
}

/// Requests the action. If the caller is gone, the answer is not played.
async fn go_on(scene: &Scene, verb: &Element, (taped, end): (&Taped, End)) -> Result<Next, Stop> {
    let digits = match &end {
        End::Key(key) => Some(key.clone()),
        End::Stopped(Stop::Gone | Stop::HangUp) => Some("hangup".to_owned()),
        End::Silence | End::Full | End::Stopped(_) => None,
    };
    let mut fields = forms::present([("Digits", digits)]);
    fields.extend(forms::recording(taped));
    let mut action: Request = scene.action(verb, Kind::RecordAction, fields)?;
    match end {
        End::Stopped(stop @ (Stop::Gone | Stop::HangUp)) => {
            action.fields.push(("CallStatus".to_owned(), "completed".to_owned()));
            fetch::tell(&scene.session, &scene.leg, &action).await;
            Err(stop)
        }
        End::Stopped(stop) => Err(stop),
        End::Key(_) | End::Silence | End::Full => Ok(Next::Document(action)),
    }
}

async fn listen(scene: &Scene, limits: &Limits) -> LeftMessage {
    if let Some(handset) = scene.leg.handset() {
        return live::speak(scene, &handset, limits).await;
    }
    let next = scene.leg.actor().next().cloned();
    let (wanted, text) = match next.map(|step| (step.deed, step.after)) {
        Some((Deed::Speak { seconds, text }, after)) if after < limits.timeout => {
            if let Err(stop) = scene.pass(millis(after)).await {
                return LeftMessage { spoken: 0, text: None, end: End::Stopped(stop) };
            }
            (millis(seconds), text)
        }
        _ => return LeftMessage { spoken: 0, text: None, end: ending(scene, limits).await },
    };
    let room = millis(limits.max_length);
    let began = scene.now();
    let outcome = scene.pass(wanted.min(room)).await;
    let spoken = scene.now() - began;
    scene.leg.actor().done(scene.now());
    let end = match outcome {
        Err(stop) => End::Stopped(stop),
        Ok(()) if wanted >= room => End::Full,
        Ok(()) => ending(scene, limits).await,
    };
    LeftMessage { spoken, text, end }
}

/// What ends a recording in which nothing more is said.
async fn ending(scene: &Scene, limits: &Limits) -> End {
    let timeout = limits.timeout;
    if scene.leg.actor().is_lost() {
        return End::Stopped(Stop::Gone);
    }
    let step = scene.leg.actor().next().cloned();
    let (wait, key, is_done) = match step.map(|step| (step.deed, step.after)) {
        Some((Deed::Press(keys), after))
            if after < timeout && keys.chars().next().is_some_and(|key| limits.finishes(key)) =>
        {
            (after, keys.get(..1).map(str::to_owned), true)
        }
        Some((Deed::Silent, _)) => (timeout, None, true),
        _ => (timeout, None, false),
    };
    if let Err(stop) = scene.pass(millis(wait)).await {
        return End::Stopped(stop);
    }
    if is_done {
        scene.leg.actor().done(scene.now());
    }
    key.map_or(End::Silence, End::Key)
}
