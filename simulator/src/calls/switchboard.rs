//! What the simulator knows of calls beside the store: who takes calls how, which calls go on, and
//! what became of the last ones.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::super::store::Store;
use super::leg::Leg;
use super::notes::Notes;
use super::party::{Parties, Party};
use super::report::PlayedCall;
use super::script::Callbacks;

/// A local run may go on for days, and nobody reads its old calls.
const KEPT: usize = 1_000;

/// See the module.
#[derive(Default)]
pub(crate) struct Switchboard {
    inner: Mutex<Inner>,
    /// Woken when a call is over.
    over: Notify,
}

#[derive(Default)]
struct Inner {
    parties: Parties,
    callbacks: Callbacks,
    live: HashMap<String, Arc<Notes>>,
    played: VecDeque<PlayedCall>,
}

impl Switchboard {
    /// Sets how an outside party takes calls from now on.
    pub(crate) fn set_party(&self, address: String, party: Party) {
        self.lock().parties.insert(address, party);
    }

    /// How outside parties take calls, by their addresses.
    pub(crate) fn parties(&self) -> Parties {
        self.lock().parties.clone()
    }

    pub(super) fn party(&self, address: &str) -> Option<Party> {
        self.lock().parties.get(address).cloned()
    }

    /// Sets the order of the callbacks of calls that the REST API starts.
    pub(crate) fn set_callbacks(&self, callbacks: Callbacks) {
        self.lock().callbacks = callbacks;
    }

    /// The order of the callbacks of calls that the REST API starts now.
    pub(crate) fn callbacks(&self) -> Callbacks {
        self.lock().callbacks
    }

    pub(super) fn begin(&self, sid: &str, notes: &Arc<Notes>) {
        self.lock().live.insert(sid.to_owned(), Arc::clone(notes));
    }

    /// Takes a call off the list of those that go on.
    pub(super) fn end(&self, sid: &str, played: Option<PlayedCall>) {
        let mut inner = self.lock();
        inner.live.remove(sid);
        if inner.played.len() == KEPT {
            inner.played.pop_front();
        }
        inner.played.extend(played);
        drop(inner);
        self.over.notify_waiters();
    }

    /// The leg, if its call goes on.
    pub(super) fn leg(&self, sid: &str) -> Option<Arc<Leg>> {
        self.lock().live.values().find_map(|notes| notes.leg(sid))
    }

    /// What has happened in a call so far; `None` if this process did not play it.
    pub(crate) fn played(&self, sid: &str, store: &Store) -> anyhow::Result<Option<PlayedCall>> {
        let notes = self.lock().live.get(sid).cloned();
        match notes {
            Some(notes) => notes.report(store),
            None => Ok(self.lock().played.iter().find(|call| call.sid == sid).cloned()),
        }
    }

    /// The calls that are wanted of those that go on or are still known, the latest first.
    pub(crate) fn latest(
        &self,
        store: &Store,
        is_wanted: impl Fn(&PlayedCall) -> bool,
    ) -> anyhow::Result<Vec<PlayedCall>> {
        let (live, mut calls) = {
            let inner = self.lock();
            let played = inner.played.iter().filter(|call| is_wanted(call));
            (inner.live.values().cloned().collect::<Vec<_>>(), played.cloned().collect::<Vec<_>>())
        };
        for notes in live {
            calls.extend(notes.report(store)?.filter(|call| is_wanted(call)));
        }
        calls.sort_by(|a, b| b.time.cmp(&a.time));
        Ok(calls)
    }

    /// Whether a call that is over had this leg.
    pub(super) fn has_played(&self, sid: &str) -> bool {
        let has = |call: &PlayedCall| call.sid == sid || call.legs.iter().any(|leg| leg.sid == sid);
        let inner = self.lock();
        inner.played.iter().any(has) || inner.live.values().any(|notes| notes.leg(sid).is_some())
    }

    /// Waits until a call is over, callbacks included.
    pub(crate) async fn wait(&self, sid: &str) {
        loop {
            let over = self.over.notified();
            if !self.lock().live.contains_key(sid) {
                return;
            }
            over.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
