//! Counts calls and hands out the faults that tests ask for.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A local run may go on for days, and nobody reads its calls.
const KEPT_CALLS: usize = 100_000;

/// A service behind the endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Service {
    /// Amazon `DynamoDB`.
    DynamoDb,
    /// Amazon S3.
    S3,
    /// Amazon SQS.
    Sqs,
    /// AWS KMS.
    Kms,
    /// AWS `AppSync` Events.
    AppSync,
    /// Amazon `EventBridge`.
    EventBridge,
}

/// One request that reached the endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The service it was for.
    pub service: Service,
    /// The API's name of the operation, such as `TransactWriteItems` or `UploadPart`.
    pub operation: String,
}

/// What goes wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is done and the connection is cut without an answer.
    Down,
    /// The request is served, but only after this time.
    Slow(Duration),
    /// Nothing is done and an AWS error is the answer.
    Refuse {
        /// HTTP status, such as 400.
        status: u16,
        /// AWS error code, such as `ProvisionedThroughputExceededException`.
        code: &'static str,
    },
    /// The request is carried out, then the connection is cut instead of an answer.
    CutAfter,
}

#[derive(Debug, Default)]
pub(super) struct Monitor {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    calls: VecDeque<Call>,
    standing: HashMap<Service, Fault>,
    planned: Vec<(Call, Fault)>,
}

impl Monitor {
    /// Counts a call and says what goes wrong with it. A planned fault comes before a standing one.
    pub(super) fn admit(&self, call: &Call) -> Option<Fault> {
        let mut state = self.state();
        if state.calls.len() == KEPT_CALLS {
            state.calls.pop_front();
        }
        state.calls.push_back(call.clone());
        match state.planned.iter().position(|(next, _)| next == call) {
            Some(at) => Some(state.planned.remove(at).1),
            None => state.standing.get(&call.service).copied(),
        }
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
