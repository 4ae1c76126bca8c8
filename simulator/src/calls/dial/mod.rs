//! `<Dial>`: calls others and connects the first who takes the call.

mod bridge;
mod caller_id;
mod conference;
mod race;
mod target;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::super::form::Fields;
use super::super::twiml::Element;
use super::attributes::{attribute, is_true};
use super::fetch;
use super::forms;
use super::leg::Leg;
use super::report::{Heard, Kind};
use super::scene::{Next, Scene, Stop};
use super::status::Status;
use super::tape::{Order, Tape, Taped, Wish};

/// A `<Dial>` that is being played.
struct Dial<'a> {
    scene: &'a Scene,
    verb: &'a Element,
    caller_id: String,
    /// The legs it made, in the order they were made.
    legs: Mutex<Vec<Arc<Leg>>>,
}

/// How a `<Dial>` ended.
struct Outcome {
    /// The leg that was connected, or the last one that was tried.
    leg: Option<Arc<Leg>>,
    taped: Option<Taped>,
    /// Why the parent cannot go on, if it cannot.
    stop: Option<Stop>,
}

pub(super) async fn dial(scene: &Scene, verb: &Element) -> Result<Next, Stop> {
    if let Some(room) = verb.children.iter().find(|noun| noun.name == "Conference") {
        return conference::join(scene, verb, room).await;
    }
    let mut dial = Dial { scene, verb, caller_id: String::new(), legs: Mutex::default() };
    let outcome = match prepare(scene, verb) {
        Ok((targets, caller_id)) => {
            dial.caller_id = caller_id;
            dial.carry_out(&targets).await?
        }
        // Twilio notes the mistake and goes on as if nobody could be reached.
        Err(Stop::Failed(error)) if error.code.is_some() => {
            scene.session.fail(error);
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
        let mut tape = self.tape(&["record-from-ringing", "record-from-ringing-dual"]).await?;
        let (connected, stop) = match race::first_accepted(self, targets).await {
            Ok(connected) => (connected, None),
            Err(Stop::Broken(error)) => return Err(Stop::Broken(error)),
            Err(stop) => (None, Some(stop)),
        };
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

    /// Starts the recording, if `record` is one of these.
    async fn tape(&self, values: &[&str]) -> Result<Option<Tape>, Stop> {
        let Some(value) = attribute(self.verb, "record").filter(|value| values.contains(value))
        else {
            return Ok(None);
        };
        let order = Order {
            source: "DialVerb",
            channels: if value.ends_with("-dual") { 2 } else { 1 },
            call_sid: Some(self.scene.leg.sid.clone()),
            conference_sid: None,
            wish: Wish::of(self.scene, self.verb)?,
        };
        Ok(Some(Tape::begin(&self.scene.session, order).await?))
    }

    /// Ends all other legs that still ring, or listen to their document.
    async fn give_up_others(&self, connected: Option<&Arc<Leg>>) -> anyhow::Result<()> {
        let legs = self.legs().clone();
        for leg in legs {
            if connected.is_none_or(|connected| connected.sid != leg.sid) {
                let answered = leg.is_answered();
                let status = if answered { Status::Completed } else { Status::Canceled };
                self.scene.session.enter(&leg, status).await?;
            }
        }
        Ok(())
    }

    /// Requests the action, or goes on after the verb if it has none. If the caller is gone, the
    /// answer is not played.
    async fn go_on(&self, outcome: Outcome) -> Result<Next, Stop> {
        if attribute(self.verb, "action").is_none() {
            return outcome.stop.map_or(Ok(Next::Verb), Err);
        }
        let mut action = self.scene.action(self.verb, Kind::DialAction, fields(&outcome))?;
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

    fn legs(&self) -> MutexGuard<'_, Vec<Arc<Leg>>> {
        self.legs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn fields(outcome: &Outcome) -> Fields {
    let condition = outcome.leg.as_ref().map(|leg| leg.condition().clone());
    let status = condition.as_ref().map_or(Status::Failed, |condition| condition.status);
    let answered = condition.as_ref().filter(|condition| condition.answered_at.is_some());
    let bridged = condition.as_ref().is_some_and(|condition| condition.bridged);
    let mut fields = forms::present([
        ("DialCallStatus", Some(status.as_str().to_owned())),
        ("DialCallSid", outcome.leg.as_ref().map(|leg| leg.sid.clone())),
        ("DialCallDuration", answered.map(|condition| condition.duration().to_string())),
        ("DialBridged", Some(bridged.to_string())),
    ]);
    fields.extend(outcome.taped.iter().flat_map(forms::recording));
    fields
}
