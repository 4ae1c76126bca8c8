//! What is remembered of a call: for whoever placed it, and for whoever asks while it goes on.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::super::store::Store;
use super::super::times::with_millis;
use super::activity::Activity;
use super::leg::Leg;
use super::report::{CallError, Exchange, PlayedCall, PlayedLeg, PlayedRecording};

/// The notes of one call.
pub(super) struct Notes {
    account_sid: String,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    /// The parent first.
    legs: Vec<Arc<Leg>>,
    recordings: Vec<String>,
    exchanges: Vec<Exchange>,
    error: Option<CallError>,
}

impl Notes {
    /// Notes of a call of this account.
    pub(super) fn of(account_sid: &str) -> Self {
        Self { account_sid: account_sid.to_owned(), inner: Mutex::default() }
    }

    /// Makes a leg known.
    pub(super) fn add(&self, leg: &Arc<Leg>) {
        self.lock().legs.push(Arc::clone(leg));
    }

    /// The leg with that SID, if it is one of this call's.
    pub(super) fn leg(&self, sid: &str) -> Option<Arc<Leg>> {
        self.lock().legs.iter().find(|leg| leg.sid == sid).cloned()
    }

    /// The parent, once it is there.
    pub(super) fn parent(&self) -> Option<Arc<Leg>> {
        self.lock().legs.first().cloned()
    }

    pub(super) fn has_dialled(&self) -> bool {
        self.lock().legs.len() > 1
    }

    pub(super) fn keep(&self, exchange: Exchange) {
        self.lock().exchanges.push(exchange);
    }

    pub(super) fn keep_recording(&self, sid: &str) {
        self.lock().recordings.push(sid.to_owned());
    }

    /// Keeps an error for the report; the first one counts.
    pub(super) fn fail(&self, error: CallError) {
        self.lock().error.get_or_insert(error);
    }

    /// What has happened so far. `None` before there is a leg.
    pub(super) fn report(&self, store: &Store) -> anyhow::Result<Option<PlayedCall>> {
        let notes = self.lock();
        let Some((parent, legs)) = notes.legs.split_first() else { return Ok(None) };
        let condition = parent.condition().clone();
        let recordings = notes.recordings.iter().map(|sid| self.recording(store, sid));
        Ok(Some(PlayedCall {
            sid: parent.sid.clone(),
            account_sid: self.account_sid.clone(),
            time: with_millis(parent.created),
            direction: parent.ends.direction.as_str().to_owned(),
            from: parent.ends.from.clone(),
            to: parent.ends.to.clone(),
            status: condition.status.as_str().to_owned(),
            duration: condition.duration(),
            live: parent.handset().is_some(),
            now: now(parent),
            heard: condition.heard,
            legs: legs.iter().map(|leg| played(leg)).collect(),
            recordings: recordings.filter_map(Result::transpose).collect::<anyhow::Result<_>>()?,
            webhooks: notes.exchanges.clone(),
            error: notes.error.clone(),
        }))
    }

    fn recording(&self, store: &Store, sid: &str) -> anyhow::Result<Option<PlayedRecording>> {
        let recording = store.recording(&self.account_sid, sid)?;
        Ok(recording.map(|recording| PlayedRecording {
            path: format!("/sim/recordings/{}/{sid}", self.account_sid),
            sid: recording.sid,
            source: recording.source,
            status: recording.status,
            channels: recording.channels,
            duration: recording.duration,
        }))
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
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
        live: leg.handset().is_some(),
        now: now(leg),
        heard: condition.heard,
    }
}

/// What goes on there, if it has not ended.
fn now(leg: &Leg) -> Option<Activity> {
    (!leg.status().is_final()).then(|| leg.activity())
}
