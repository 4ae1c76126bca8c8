//! `<Conference>`: a room in which the caller meets whoever the script says joins it.

use super::super::super::form::Fields;
use super::super::super::sids;
use super::super::super::times::rfc2822;
use super::super::super::twiml::Element;
use super::super::super::webhook::Method;
use super::super::activity::Activity;
use super::super::actor::{Actor, millis};
use super::super::attributes::{self, attribute, is_true};
use super::super::leg::seconds;
use super::super::outbox::Callback;
use super::super::party::Party;
use super::super::report::{Heard, Kind};
use super::super::scene::{Next, Scene};
use super::super::stop::Stop;
use super::super::tape::{Order, Tape, Wish};
use super::super::{fetch, forms};

/// A time that does not come: somebody decides when to leave.
const FOREVER: i64 = i64::MAX / 4;

/// A room as one caller sees it.
struct Room<'a> {
    scene: &'a Scene,
    noun: &'a Element,
    sid: String,
    callback: Option<(String, Method)>,
    sequence: u32,
}

/// Why the caller is no longer in the room.
enum Left {
    /// The conference is over, or the caller left it and stays on the line.
    Over,
    Stopped(Stop),
}

pub(super) async fn join(scene: &Scene, verb: &Element, noun: &Element) -> Result<Next, Stop> {
    scene.answer().await?;
    let sid = sids::random("CF");
    let callback = scene.callback(noun, "statusCallback")?;
    let mut room = Room { scene, noun, sid, callback, sequence: 0 };
    let tape = room.tape().await?;
    room.tell("join", &[]).await;
    let left = room.stay(verb).await;
    room.part(&left).await;
    if let Some(tape) = tape {
        match seconds(tape.length()) {
            0 => tape.absent(),
            length => drop(tape.complete(length)?),
        }
    }
    go_on(scene, verb, left).await
}

async fn go_on(scene: &Scene, verb: &Element, left: Left) -> Result<Next, Stop> {
    let fields = forms::present([("DialCallStatus", Some("answered".to_owned()))]);
    let has_action = attribute(verb, "action").is_some();
    match left {
        Left::Over if !has_action => Ok(Next::Verb),
        Left::Over => Ok(Next::Document(scene.action(verb, Kind::DialAction, fields)?)),
        Left::Stopped(stop @ (Stop::Gone | Stop::HangUp)) if has_action => {
            let mut action = scene.action(verb, Kind::DialAction, fields)?;
            action.fields.push(("CallStatus".to_owned(), "completed".to_owned()));
            fetch::tell(&scene.session, &scene.leg, &action).await;
            Err(stop)
        }
        Left::Stopped(stop) => Err(stop),
    }
}

impl Room<'_> {
    async fn tape(&self) -> Result<Option<Tape>, Stop> {
        if attribute(self.noun, "record") != Some("record-from-start") {
            return Ok(None);
        }
        let order = Order {
            source: "Conference",
            channels: 1,
            call_sid: None,
            conference_sid: Some(self.sid.clone()),
            wish: Wish::of(self.scene, self.noun)?,
        };
        Ok(Some(Tape::begin(&self.scene.session, order).await?))
    }

    /// Until the caller leaves, or is left alone with nothing more to do here.
    async fn stay(&mut self, verb: &Element) -> Left {
        let scene = self.scene;
        let now = scene.now();
        let by_hand = scene.leg.handset().map(|_| FOREVER);
        let talks_until = scene.leg.actor().talks_until(now).or(by_hand);
        let _talking =
            scene.leg.begins(Activity::Talking { hangup_on_star: false, is_heard: false });
        scene.leg.hears(Heard::Music);
        let alone = match scene.session.party(&format!("conference:{}", self.noun.text)) {
            Some(party) => self.meet(&party, talks_until).await,
            None => self.wait(talks_until.unwrap_or(now)).await,
        };
        let stars = || is_true(verb, "hangupOnStar") && scene.leg.actor().presses("*", scene.now());
        match alone {
            Err(stop) => Left::Stopped(stop),
            Ok(()) if talks_until.is_none() && scene.leg.actor().next().is_some() => Left::Over,
            Ok(()) if stars() => Left::Over,
            Ok(()) => Left::Stopped(Stop::Gone),
        }
    }

    /// Meets the other one, if the caller is still there when that one joins.
    async fn meet(&mut self, party: &Party, talks_until: Option<i64>) -> Result<(), Stop> {
        let Some(after) = party.answers_after() else {
            return self.wait(talks_until.unwrap_or_else(|| self.scene.now())).await;
        };
        let joins = self.scene.now() + millis(after);
        if talks_until.is_some_and(|until| until <= joins) {
            return self.wait(talks_until.unwrap_or(joins)).await;
        }
        self.wait(joins).await?;
        self.tell("start", &[]).await;
        let leaves = Actor::party(party.actions(), joins).talks_until(joins).unwrap_or(joins);
        let met = self.wait(talks_until.unwrap_or(leaves).min(leaves)).await;
        self.scene.leg.hears(Heard::Talked(seconds(self.scene.now() - joins)));
        met?;
        self.wait(talks_until.unwrap_or(leaves)).await
    }

    async fn wait(&self, until: i64) -> Result<(), Stop> {
        let clock = &self.scene.session.clock;
        tokio::select! {
            biased;
            () = clock.sleep_until(until) => Ok(()),
            stop = self.scene.leg.commanded(clock) => Err(stop),
            () = self.scene.leg.has_enough(clock, None) => Err(Stop::Gone),
        }
    }

    async fn part(&mut self, left: &Left) {
        let status = match left {
            Left::Over => "in-progress",
            Left::Stopped(_) => "completed",
        };
        let left = [
            ("ParticipantCallStatus", Some(status.to_owned())),
            ("ReasonParticipantLeft", Some("participant_hung_up".to_owned())),
        ];
        self.tell("leave", &left).await;
        let sid = &self.scene.leg.sid;
        let label = attribute(self.noun, "participantLabel");
        let ended = [
            ("CallSidEndingConference", Some(sid.clone())),
            ("ParticipantLabelEndingConference", label.map(str::to_owned)),
            ("ReasonConferenceEnded", Some("last-participant-left".to_owned())),
            ("Reason", Some(format!("Participant with CallSid {sid} left the conference"))),
        ];
        self.tell("end", &ended).await;
    }

    /// Sends a callback, if the noun asks for this event.
    async fn tell(&mut self, event: &'static str, own: &[forms::Field]) {
        self.sequence += 1;
        let wanted = attributes::words(self.noun, "statusCallbackEvent", "").contains(&event);
        let Some((url, method)) = self.callback.clone().filter(|_| wanted) else { return };
        let mut fields = self.fields(event);
        fields.extend(forms::present(own.iter().cloned()));
        let call_sid = self.scene.leg.sid.clone();
        let kind = Kind::ConferenceStatus;
        self.scene.session.callback(Callback { kind, call_sid, url, method, fields }).await;
    }

    fn fields(&self, event: &str) -> Fields {
        let is_about_caller = matches!(event, "join" | "leave");
        let prefix = if is_about_caller { "participant" } else { "conference" };
        let noun = self.noun;
        let flag = |value: bool| is_about_caller.then(|| value.to_string());
        let starts = attribute(noun, "startConferenceOnEnter") != Some("false");
        let label = attribute(noun, "participantLabel").filter(|_| is_about_caller);
        let seconds = self.scene.now().div_euclid(1_000);
        forms::present([
            ("Coaching", flag(false)),
            ("FriendlyName", Some(noun.text.clone())),
            ("SequenceNumber", Some(self.sequence.to_string())),
            ("ConferenceSid", Some(self.sid.clone())),
            ("EndConferenceOnExit", flag(is_true(noun, "endConferenceOnExit"))),
            ("CallSid", is_about_caller.then(|| self.scene.leg.sid.clone())),
            ("StatusCallbackEvent", Some(format!("{prefix}-{event}"))),
            ("StartConferenceOnEnter", flag(starts)),
            ("Hold", flag(false)),
            ("AccountSid", Some(self.scene.session.setting.account.sid.clone())),
            ("Muted", flag(is_true(noun, "muted"))),
            ("Timestamp", Some(rfc2822(seconds))),
            ("ParticipantLabel", label.map(str::to_owned)),
        ])
    }
}
