//! `<Dial>`: calls others and connects the first who takes the call.

mod bridge;
mod caller_id;
mod conference;
mod dialling;
mod race;
mod target;

use super::super::twiml::Element;
use super::activity::Activity;
use super::attributes::{attribute, is_true};
use super::fetch;
use super::report::{Heard, Kind};
use super::scene::{Next, Scene};
use super::status::Status;
use super::stop::Stop;
use dialling::{Dial, Outcome};

pub(super) async fn dial(scene: &Scene, verb: &Element) -> Result<Next, Stop> {
    if let Some(room) = verb.children.iter().find(|noun| noun.name == "Conference") {
        return conference::join(scene, verb, room).await;
    }
    let mut dial = Dial::new(scene, verb);
    let outcome = match prepare(scene, verb) {
        Ok((targets, caller_id)) => {
            dial.caller_id = caller_id;
            dial.carry_out(&targets).await?
        }
        // Twilio notes the mistake and goes on as if nobody could be reached.
        Err(Stop::Failed(error)) if error.code.is_some() => {
            scene.session.notes.fail(error);
            Outcome { leg: None, taped: None, stop: None }
        }
        Err(stop) => return Err(stop),
    };
    dial.go_on(outcome).await
}

fn prepare(scene: &Scene, verb: &Element) -> Result<(Vec<target::Target>, String), Stop> {
    Ok((target::Target::all(scene, verb)?, caller_id::of(scene, verb)?))
}

impl Dial<'_> {
    async fn carry_out(&self, targets: &[target::Target]) -> Result<Outcome, Stop> {
        if !is_true(self.verb, "answerOnBridge") {
            self.scene.answer().await?;
        }
        self.scene.leg.hears(Heard::Ringing);
        let calling = self.scene.leg.begins(Activity::Calling);
        let mut tape = self.tape(&["record-from-ringing", "record-from-ringing-dual"]).await?;
        let (connected, stop) = match race::first_accepted(self, targets).await {
            Ok(connected) => (connected, None),
            Err(Stop::Broken(error)) => return Err(Stop::Broken(error)),
            Err(stop) => (None, Some(stop)),
        };
        drop(calling);
        self.give_up_others(connected.as_ref()).await?;
        let Some(leg) = connected else {
            if let Some(tape) = tape {
                tape.absent();
            }
            return Ok(Outcome { leg: self.legs().last().cloned(), taped: None, stop });
        };
        if tape.is_none() {
            tape = self.tape(&["record-from-answer", "record-from-answer-dual", "true"]).await?;
        }
        bridge::connect(self, leg, tape).await
    }

    /// Requests the action, or goes on after the verb if it has none. If the caller is gone, the
    /// answer is not played.
    async fn go_on(&self, outcome: Outcome) -> Result<Next, Stop> {
        if attribute(self.verb, "action").is_none() {
            return outcome.stop.map_or(Ok(Next::Verb), Err);
        }
        let mut action = self.scene.action(self.verb, Kind::DialAction, outcome.fields())?;
        match outcome.stop {
            None => Ok(Next::Document(action)),
            Some(stop @ (Stop::Gone | Stop::HangUp)) => {
                let answered = self.scene.leg.is_answered();
                let status = if answered { Status::Completed } else { Status::NoAnswer };
                action.fields.push(("CallStatus".to_owned(), status.as_str().to_owned()));
                fetch::tell(&self.scene.session, &self.scene.leg, &action).await;
                Err(stop)
            }
            Some(stop) => Err(stop),
        }
    }
}
