//! All that was measured.

use std::collections::BTreeMap;

use crate::endpoint::Endpoint;
use crate::function::Function;
use crate::program::{Program, Side};
use crate::stats::{Ratio, ratio};

/// What is measured, in milliseconds unless it says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    /// From the start of the process until it asks for its first event.
    Init,
    /// From the first event to its answer.
    First,
    /// From the start of the process to the first answer, without what lies between both.
    Start,
    /// CPU time of the first invocation.
    FirstCpu,
    /// Median of a round's warm invocations.
    Warm,
    /// CPU time of a warm invocation, the mean of a round.
    WarmCpu,
    /// Of one warm invocation each.
    EachWarm,
    /// Most memory of a warm process, in megabytes.
    Peak,
}

/// The samples of each program, by its place among all, endpoint and kind. Of all but `EachWarm` and
/// `Peak` one a round, so that those of two programs belong together.
#[derive(Debug, Default)]
pub(crate) struct Figures(BTreeMap<(usize, Endpoint, What), Vec<f64>>);

impl Figures {
    pub(crate) fn add(&mut self, key: (usize, Endpoint, What), sample: f64) {
        self.0.entry(key).or_default().push(sample);
    }

    /// Empty where nothing was measured.
    pub(crate) fn of(&self, program: usize, endpoint: Endpoint, what: What) -> &[f64] {
        self.0.get(&(program, endpoint, what)).map_or(&[], Vec::as_slice)
    }

    /// How one program's figure stands to another's; `None` where nothing was measured.
    pub(crate) fn ratio(
        &self,
        (ours, theirs): (usize, usize),
        endpoint: Endpoint,
        what: What,
    ) -> Option<Ratio> {
        let [ours, theirs] = [ours, theirs].map(|program| self.of(program, endpoint, what));
        (!ours.is_empty() && !theirs.is_empty()).then(|| ratio(ours, theirs))
    }
}

/// The place of a program among all.
pub(crate) fn place(programs: &[Program], side: Side, function: Function) -> Option<usize> {
    programs.iter().position(|program| program.is(side, function))
}
