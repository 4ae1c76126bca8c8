//! Counts calls and hands out the faults that tests ask for.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::fault::{Call, Fault, Service};
use super::storm::Storm;

/// A local run may go on for days, and nobody reads its calls.
const KEPT_CALLS: usize = 100_000;

#[derive(Debug, Default)]
pub(super) struct Monitor {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    calls: VecDeque<Call>,
    standing: HashMap<Service, Fault>,
    planned: Vec<(Call, Fault)>,
    storm: Option<Storm>,
}

impl Monitor {
    /// Counts a call and says what goes wrong with it. A planned fault comes before a standing one, and that before
    /// a storm's.
    pub(super) fn admit(&self, call: &Call) -> Option<Fault> {
        let mut state = self.state();
        if state.calls.len() == KEPT_CALLS {
            state.calls.pop_front();
        }
        state.calls.push_back(call.clone());
        if let Some(at) = state.planned.iter().position(|(next, _)| next == call) {
            return Some(state.planned.remove(at).1);
        }
        let standing = state.standing.get(&call.service).copied();
        standing.or_else(|| state.storm.as_mut()?.draw(call))
    }

    /// Whether answers may have to be given again.
    pub(super) fn storms(&self) -> bool {
        self.state().storm.is_some()
    }

    pub(super) fn storm(&self, storm: Option<Storm>) {
        self.state().storm = storm;
    }

    pub(super) fn calls(&self) -> Vec<Call> {
        self.state().calls.iter().cloned().collect()
    }

    pub(super) fn clear(&self) {
        self.state().calls.clear();
    }

    pub(super) fn fail(&self, service: Service, fault: Fault) {
        self.state().standing.insert(service, fault);
    }

    pub(super) fn heal(&self, service: Service) {
        let mut state = self.state();
        state.standing.remove(&service);
        state.planned.retain(|(next, _)| next.service != service);
    }

    pub(super) fn plan(&self, call: Call, times: usize, fault: Fault) {
        let planned = std::iter::repeat_n((call, fault), times);
        self.state().planned.extend(planned);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
