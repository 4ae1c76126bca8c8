//! One leg of a call: a line between Twilio and somebody.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::super::feed::{Change, Feed};
use super::super::sids;
use super::super::webhook::Method;
use super::activity::Activity;
use super::actor::Actor;
use super::clock::Clock;
use super::control::{Command, Control};
use super::live::Handset;
use super::recordings::Taped;
use super::report::Heard;
use super::status::{Direction, Event, Status};
use super::stop::Stop;

/// Who calls whom, in Twilio's eyes.
#[derive(Clone)]
pub(super) struct Ends {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) direction: Direction,
    /// The leg that dialled this one.
    pub(super) parent: Option<String>,
}

impl Ends {
    /// Of a leg that no other one dialled.
    pub(super) fn of_parent(direction: Direction, (from, to): (&str, &str)) -> Self {
        Self { from: from.to_owned(), to: to.to_owned(), direction, parent: None }
    }
}

/// Somebody who wants to know of a leg.
#[derive(Clone)]
pub(super) struct Subscription {
    pub(super) url: String,
    pub(super) method: Method,
    pub(super) events: Vec<Event>,
}

/// A leg. What changes during the call is behind locks that are never held for long.
pub(super) struct Leg {
    pub(super) sid: String,
    pub(super) ends: Ends,
    pub(super) subscription: Option<Subscription>,
    pub(super) control: Control,
    /// Milliseconds since 1970.
    pub(super) created: i64,
    condition: Mutex<Condition>,
    actor: Mutex<Actor>,
    activity: Mutex<Activity>,
    /// Of somebody who plays this leg by hand.
    handset: Mutex<Option<Arc<Handset>>>,
    /// Where those look who watch.
    pub(super) feed: Option<Arc<Feed>>,
}

/// What has become of a leg so far. Times are milliseconds since 1970.
#[derive(Clone)]
pub(super) struct Condition {
    pub(super) status: Status,
    pub(super) answered_at: Option<i64>,
    pub(super) ended_at: Option<i64>,
    pub(super) sip_code: Option<u16>,
    pub(super) answered_by: Option<String>,
    /// Whether it was connected with the leg that dialled it.
    pub(super) bridged: bool,
    pub(super) heard: Vec<Heard>,
    /// The recording that the leg's last callback tells of.
    pub(super) taped: Option<Taped>,
    /// Callbacks so far.
    pub(super) callbacks: u32,
}

impl Condition {
    fn new(status: Status) -> Self {
        Self {
            status,
            answered_at: None,
            ended_at: None,
            sip_code: None,
            answered_by: None,
            bridged: false,
            heard: Vec::new(),
            taped: None,
            callbacks: 0,
        }
    }

    /// Seconds from the answer to the end; 0 if it was not answered.
    pub(super) fn duration(&self) -> i64 {
        match (self.answered_at, self.ended_at) {
            (Some(answered), Some(ended)) => seconds(ended - answered),
            _ => 0,
        }
    }
}

/// Milliseconds as seconds, rounded.
pub(super) fn seconds(millis: i64) -> i64 {
    (millis + 500) / 1_000
}

impl Leg {
    pub(super) fn new(ends: Ends, subscription: Option<Subscription>, now: i64) -> Self {
        let status = match ends.direction {
            Direction::Inbound => Status::Ringing,
            Direction::OutboundApi | Direction::OutboundDial => Status::Queued,
        };
        Self {
            sid: sids::random("CA"),
            ends,
            subscription,
            control: Control::default(),
            created: now,
            condition: Mutex::new(Condition::new(status)),
            actor: Mutex::new(Actor::party(Vec::new(), now)),
            activity: Mutex::new(Activity::Waiting),
            handset: Mutex::default(),
            feed: None,
        }
    }

    pub(super) fn condition(&self) -> MutexGuard<'_, Condition> {
        locked(&self.condition)
    }

    pub(super) fn actor(&self) -> MutexGuard<'_, Actor> {
        locked(&self.actor)
    }

    pub(super) fn status(&self) -> Status {
        self.condition().status
    }

    pub(super) fn is_answered(&self) -> bool {
        self.condition().answered_at.is_some()
    }

    pub(super) fn hears(&self, heard: Heard) {
        self.condition().heard.push(heard);
        self.tell();
    }

    /// Somebody has this phone in hand from now on.
    pub(super) fn take_in_hand(&self, now: i64) -> Arc<Handset> {
        let handset = Arc::new(Handset::new(now));
        *locked(&self.handset) = Some(Arc::clone(&handset));
        *self.actor() = Actor::live(now);
        handset
    }

    /// Somebody no longer has.
    pub(super) fn let_go(&self, actor: Actor) {
        *locked(&self.handset) = None;
        *self.actor() = actor;
    }

    pub(super) fn handset(&self) -> Option<Arc<Handset>> {
        locked(&self.handset).clone()
    }

    pub(super) fn activity(&self) -> Activity {
        locked(&self.activity).clone()
    }

    /// Begins something, until what this returns is dropped. What was done at the phone before was
    /// not meant for it.
    pub(super) fn begins(&self, activity: Activity) -> Doing<'_> {
        if let Some(handset) = self.handset() {
            handset.clear();
        }
        let before = std::mem::replace(&mut *locked(&self.activity), activity);
        self.tell();
        Doing { leg: self, before }
    }

    /// The same for a prompt, unless it is part of something else.
    pub(super) fn begins_prompt(&self) -> Option<Doing<'_>> {
        (self.activity() == Activity::Waiting).then(|| self.begins(Activity::Saying))
    }

    /// Tells those who watch that something has changed.
    pub(super) fn tell(&self) {
        if let Some(feed) = &self.feed {
            feed.tell(Change::Call(self.ends.parent.as_ref().unwrap_or(&self.sid).clone()));
        }
    }

    /// Takes a status at that time; returns the one before. Nothing follows a final status.
    pub(super) fn enter(&self, status: Status, now: i64) -> Status {
        let mut condition = self.condition();
        let before = condition.status;
        if before.is_final() {
            return before;
        }
        condition.status = status;
        if status == Status::InProgress {
            condition.answered_at = Some(now);
        }
        if status.is_final() {
            condition.ended_at = Some(now);
            condition.sip_code = condition.sip_code.or(status.sip_code());
        }
        before
    }

    /// Lets time pass, unless the call ends or is redirected meanwhile.
    pub(super) async fn pass(&self, clock: &Clock, millis: i64) -> Result<(), Stop> {
        let until = clock.now() + millis;
        let holds = self.actor().holds();
        let waits = async {
            if holds {
                std::future::pending::<()>().await;
            }
            clock.sleep_until(until).await;
        };
        tokio::select! {
            biased;
            () = waits => Ok(()),
            stop = self.gone(clock) => Err(stop),
        }
    }

    /// Waits until whoever is on this line hangs up, or the REST API changes the call.
    pub(super) async fn gone(&self, clock: &Clock) -> Stop {
        let hangs_up_at = self.actor().hangs_up_at();
        tokio::select! {
            biased;
            stop = self.commanded(clock) => stop,
            () = self.has_enough(clock, hangs_up_at) => Stop::Gone,
        }
    }

    /// Waits until whoever is on this line puts the phone down, which a script does at a time that
    /// is known, if it does.
    pub(super) async fn has_enough(&self, clock: &Clock, scripted: Option<i64>) {
        match (self.handset(), scripted) {
            (Some(handset), _) => handset.left(clock).await,
            (None, Some(time)) => clock.sleep_until(time).await,
            (None, None) => std::future::pending().await,
        }
    }

    /// Waits until the REST API changes the call.
    pub(super) async fn commanded(&self, clock: &Clock) -> Stop {
        let command = self.control.taken().await;
        clock.catch_up();
        match command {
            Command::Complete => Stop::HangUp,
            Command::Cancel => Stop::Canceled,
            Command::Redirect(source) => Stop::Redirected(source),
        }
    }
}

/// Something that goes on at a leg, as long as this lives.
pub(super) struct Doing<'a> {
    leg: &'a Leg,
    before: Activity,
}

impl Drop for Doing<'_> {
    fn drop(&mut self) {
        std::mem::swap(&mut *locked(&self.leg.activity), &mut self.before);
        self.leg.tell();
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
