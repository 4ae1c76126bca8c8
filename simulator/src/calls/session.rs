//! One call that is being played: what all its parts share.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::StreamExt;
use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures::future::BoxFuture;

use super::super::accounts::Account;
use super::super::form::Fields;
use super::super::geo::Geo;
use super::super::numbers::Number;
use super::super::state::State;
use super::super::webhook::Method;
use super::clock::Clock;
use super::notes::Notes;
use super::outbox::Outbox;
use super::party::Party;
use super::script::Script;

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
    pub(super) notes: Arc<Notes>,
    documents: AtomicUsize,
    later: UnboundedSender<Later>,
}

/// Something that goes on beside the call and may outlast it.
type Later = BoxFuture<'static, ()>;

/// What goes on beside a session's call.
pub(super) struct Beside(UnboundedReceiver<Later>);

impl Beside {
    /// Runs it all, until nothing more can be started.
    pub(super) fn run(self) -> Later {
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
            notes: Arc::new(Notes::of(&setting.account.sid)),
            setting,
            documents: AtomicUsize::new(0),
            later,
        };
        (Arc::new(session), Beside(beside))
    }

    /// From now on the call takes place in real time.
    pub(super) fn go_live(&self) {
        self.clock.go_live(self.state.store.clock().clone());
    }

    /// Tells those who watch that something has changed.
    pub(super) fn tell(&self) {
        if let Some(parent) = self.notes.parent() {
            parent.tell();
        }
    }

    /// Nothing more is started beside the call.
    pub(super) fn close(&self) {
        self.later.close_channel();
    }

    /// Starts something beside the call.
    pub(super) fn beside(&self, later: impl Future<Output = ()> + Send + 'static) {
        // The call is over only when nothing of it can start anything more.
        let _ = self.later.unbounded_send(Box::pin(later));
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
}
