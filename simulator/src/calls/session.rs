//! One call that is being played: what all its parts share.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::StreamExt;
use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures::future::{BoxFuture, join};

use super::super::accounts::Account;
use super::super::form::Fields;
use super::super::geo::Geo;
use super::super::numbers::Number;
use super::super::post::Method;
use super::super::state::State;
use super::clock::Clock;
use super::forms;
use super::leg::Leg;
use super::outbox::{Callback, Outbox};
use super::party::Party;
use super::report::{CallError, Exchange, Kind, PlayedCall, PlayedLeg, PlayedRecording};
use super::resource::CallResource;
use super::script::Script;
use super::status::Status;

/// What a call begins with.
pub(super) struct Setting {
    pub(super) account: Account,
    /// Our end of the parent leg.
    pub(super) number: Option<Number>,
    /// Where the outside end is from.
    pub(super) geo: Geo,
    /// More fields of the parent's voice requests.
    pub(super) extra: Fields,
    /// Where documents come from when their own URL failed.
    pub(super) fallback: Option<(String, Method)>,
    pub(super) script: Script,
}

/// A call that is being played.
pub(super) struct Session {
    pub(super) state: Arc<State>,
    pub(super) setting: Setting,
    pub(super) clock: Clock,
    pub(super) outbox: Outbox,
    notes: Mutex<Notes>,
    documents: AtomicUsize,
    later: UnboundedSender<Later>,
}

/// What a session remembers for its report.
#[derive(Default)]
struct Notes {
    /// The parent first.
    legs: Vec<Arc<Leg>>,
    recordings: Vec<String>,
    exchanges: Vec<Exchange>,
    error: Option<CallError>,
}

/// Something that goes on beside the call and may outlast it.
type Later = BoxFuture<'static, ()>;

/// What goes on beside a session's call.
pub(super) struct Beside(UnboundedReceiver<Later>);

impl Beside {
    /// Runs it all, until nothing more can be started.
    fn run(self) -> Later {
        Box::pin(self.0.for_each_concurrent(None, |later| later))
    }
}

impl Session {
    pub(super) fn new(state: Arc<State>, setting: Setting, now: i64) -> (Arc<Self>, Beside) {
        let (later, beside) = unbounded();
        let session = Self {
            state,
            clock: Clock::starting_at(now),
            outbox: Outbox::new(setting.script.callbacks),
            setting,
            notes: Mutex::default(),
            documents: AtomicUsize::new(0),
            later,
        };
        (Arc::new(session), Beside(beside))
    }

    /// Plays the call and all that goes on beside it, on the session's clock.
    pub(super) async fn drive<F: Future>(&self, beside: Beside, call: F) -> F::Output {
        let call = async {
            let outcome = call.await;
            self.later.close_channel();
            outcome
        };
        let all = async {
            let (outcome, ()) = join(call, beside.run()).await;
            self.flush().await;
            outcome
        };
        self.clock.drive(all).await
    }

    /// Starts something beside the call.
    pub(super) fn beside(&self, later: impl Future<Output = ()> + Send + 'static) {
        // The call is over only when nothing of it can start anything more.
        let _ = self.later.unbounded_send(Box::pin(later));
    }

    /// Makes a leg known.
    pub(super) fn add(&self, leg: Leg) -> anyhow::Result<Arc<Leg>> {
        let leg = Arc::new(leg);
        self.notes().legs.push(Arc::clone(&leg));
        self.save(&leg)?;
        Ok(leg)
    }

    /// Moves a leg on, and tells who wants to know. Does nothing once it has ended.
    pub(super) async fn enter(&self, leg: &Leg, status: Status) -> anyhow::Result<()> {
        let before = leg.enter(status, self.clock.now());
        if before.is_final() {
            return Ok(());
        }
        self.save(leg)?;
        // A call that never left the queue fires none.
        let event = status.event().filter(|_| before != Status::Queued || !status.is_final());
        let (Some(event), Some(wish)) = (event, &leg.subscription) else { return Ok(()) };
        if wish.events.contains(&event) {
            let fields = forms::call_status(self, leg);
            self.callback(Callback {
                kind: Kind::CallStatus,
                call_sid: leg.sid.clone(),
                url: wish.url.clone(),
                method: wish.method,
                fields,
            })
            .await;
        }
        Ok(())
    }

    /// Writes a leg as it stands now.
    pub(super) fn save(&self, leg: &Leg) -> anyhow::Result<()> {
        let resource = CallResource::of(self, leg);
        Ok(self.state.store.call_put(&resource)?)
    }

    /// How the outside party at this address takes a call.
    pub(super) fn party(&self, address: &str) -> Option<Party> {
        let scripted = self.setting.script.parties.get(address).cloned();
        scripted.or_else(|| self.state.switchboard.party(address))
    }

    /// Counts the documents of the call; returns how many there were.
    pub(super) fn count_document(&self) -> usize {
        self.documents.fetch_add(1, Ordering::Relaxed)
    }

    /// The leg with that SID, if it is one of this call's.
    pub(super) fn leg(&self, sid: &str) -> Option<Arc<Leg>> {
        self.notes().legs.iter().find(|leg| leg.sid == sid).cloned()
    }

    pub(super) fn has_dialled(&self) -> bool {
        self.notes().legs.len() > 1
    }

    pub(super) fn keep(&self, exchange: Exchange) {
        self.notes().exchanges.push(exchange);
    }

    pub(super) fn keep_recording(&self, sid: &str) {
        self.notes().recordings.push(sid.to_owned());
    }

    /// Keeps an error for the report; the first one counts.
    pub(super) fn fail(&self, error: CallError) {
        self.notes().error.get_or_insert(error);
    }

    /// What has happened so far. `None` before there is a leg.
    pub(super) fn report(&self) -> anyhow::Result<Option<PlayedCall>> {
        let notes = self.notes();
        let Some((parent, legs)) = notes.legs.split_first() else { return Ok(None) };
        let condition = parent.condition().clone();
        let recordings = notes.recordings.iter().map(|sid| self.recording(sid));
        Ok(Some(PlayedCall {
            sid: parent.sid.clone(),
            direction: parent.ends.direction.as_str().to_owned(),
            from: parent.ends.from.clone(),
            to: parent.ends.to.clone(),
            status: condition.status.as_str().to_owned(),
            duration: condition.duration(),
            heard: condition.heard,
            legs: legs.iter().map(|leg| played(leg)).collect(),
            recordings: recordings.filter_map(Result::transpose).collect::<anyhow::Result<_>>()?,
            webhooks: notes.exchanges.clone(),
            error: notes.error.clone(),
        }))
    }

    fn recording(&self, sid: &str) -> anyhow::Result<Option<PlayedRecording>> {
        let recording = self.state.store.recording(&self.setting.account.sid, sid)?;
        Ok(recording.map(|recording| PlayedRecording {
            sid: recording.sid,
            source: recording.source,
            status: recording.status,
            channels: recording.channels,
            duration: recording.duration,
        }))
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn played(leg: &Leg) -> PlayedLeg {
    let condition = leg.condition().clone();
    PlayedLeg {
        sid: leg.sid.clone(),
        from: leg.ends.from.clone(),
        to: leg.ends.to.clone(),
        status: condition.status.as_str().to_owned(),
        duration: condition.duration(),
        bridged: condition.bridged,
        heard: condition.heard,
    }
}
