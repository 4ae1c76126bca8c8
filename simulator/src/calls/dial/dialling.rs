//! A `<Dial>` while it is being played: the legs it made, its recording, and how it ended.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::super::super::form::Fields;
use super::super::super::twiml::Element;
use super::super::attributes::attribute;
use super::super::forms;
use super::super::leg::Leg;
use super::super::recordings::Taped;
use super::super::scene::Scene;
use super::super::status::Status;
use super::super::stop::Stop;
use super::super::tape::{Order, Tape, Wish};

/// A `<Dial>` that is being played.
pub(super) struct Dial<'a> {
    pub(super) scene: &'a Scene,
    pub(super) verb: &'a Element,
    pub(super) caller_id: String,
    /// The legs it made, in the order they were made.
    legs: Mutex<Vec<Arc<Leg>>>,
}

/// How a `<Dial>` ended.
pub(super) struct Outcome {
    /// The leg that was connected, or the last one that was tried.
    pub(super) leg: Option<Arc<Leg>>,
    pub(super) taped: Option<Taped>,
    /// Why the parent cannot go on, if it cannot.
    pub(super) stop: Option<Stop>,
}

impl<'a> Dial<'a> {
    pub(super) fn new(scene: &'a Scene, verb: &'a Element) -> Self {
        Self { scene, verb, caller_id: String::new(), legs: Mutex::default() }
    }

    /// Starts the recording, if `record` is one of these.
    pub(super) async fn tape(&self, values: &[&str]) -> Result<Option<Tape>, Stop> {
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
    pub(super) async fn give_up_others(&self, connected: Option<&Arc<Leg>>) -> anyhow::Result<()> {
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

    pub(super) fn legs(&self) -> MutexGuard<'_, Vec<Arc<Leg>>> {
        self.legs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Outcome {
    /// What the action is told.
    pub(super) fn fields(&self) -> Fields {
        let condition = self.leg.as_ref().map(|leg| leg.condition().clone());
        let status = condition.as_ref().map_or(Status::Failed, |condition| condition.status);
        let answered = condition.as_ref().filter(|condition| condition.answered_at.is_some());
        let bridged = condition.as_ref().is_some_and(|condition| condition.bridged);
        let mut fields = forms::present([
            ("DialCallStatus", Some(status.as_str().to_owned())),
            ("DialCallSid", self.leg.as_ref().map(|leg| leg.sid.clone())),
            ("DialCallDuration", answered.map(|condition| condition.duration().to_string())),
            ("DialBridged", Some(bridged.to_string())),
        ]);
        fields.extend(self.taped.iter().flat_map(forms::recording));
        fields
    }
}
