//! What a drive came to, in figures.

use std::fmt;
use std::time::Duration;

use anyhow::ensure;

use crate::outcome::{Said, Sent};

/// Of the ceiling, what stays past it.
const KEPT: f64 = 0.9;
/// Until when who is refused hears of it.
const SOON: Duration = Duration::from_secs(1);

/// Figures of one drive.
#[derive(Debug)]
pub(crate) struct Summary {
    rate: u32,
    sent: usize,
    pub(crate) refused: usize,
    /// 503 and 429 among them.
    busy: usize,
    /// Answers of 2xx in a second, over the whole drive.
    pub(crate) answered_per_second: f64,
    answered: Percentiles,
    told_no: Percentiles,
}

/// Times, half of them, nearly all, and the longest.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Percentiles {
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
    max: Duration,
}

impl Percentiles {
    pub(crate) fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let at = |percent: usize| {
            let last = times.len().saturating_sub(1);
            times.get(last * percent / 100).copied().unwrap_or_default()
        };
        Self { p50: at(50), p99: at(99), max: at(100) }
    }
}

impl fmt::Display for Percentiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [p50, p99, max] = [self.p50, self.p99, self.max].map(|time| time.as_secs_f64() * 1e3);
        write!(f, "p50 {p50:.1} ms, p99 {p99:.1} ms, longest {max:.0} ms")
    }
}

/// The figures of what was sent at this rate.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn of(sent: &[Sent], rate: u32) -> Summary {
    let times = |is: &dyn Fn(&Sent) -> bool| {
        sent.iter().filter(|one| is(one)).map(|one| one.took).collect::<Vec<_>>()
    };
    let answered = times(&Sent::is_answered);
    let no = times(&|one| !one.is_answered());
    let busy = sent.iter().filter(|one| one.said == Said::Busy).count();
    let seconds = sent.len() as f64 / f64::from(rate);
    Summary {
        rate,
        sent: sent.len(),
        refused: no.len(),
        busy,
        answered_per_second: answered.len() as f64 / seconds,
        answered: Percentiles::of(answered),
        told_no: Percentiles::of(no),
    }
}

impl Summary {
    /// Whether it kept its throughput past the ceiling, and told the others soon.
    pub(crate) fn holds(&self, ceiling: f64) -> anyhow::Result<()> {
        let answered = self.answered_per_second;
        ensure!(
            answered >= ceiling * KEPT,
            "{answered:.0} a second of {ceiling:.0} at the ceiling"
        );
        ensure!(self.busy == self.refused, "{} failed otherwise", self.refused - self.busy);
        ensure!(self.told_no.max <= SOON, "somebody was refused late: {}", self.told_no);
        Ok(())
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rate, sent, refused, busy, answered_per_second, answered, told_no } = self;
        writeln!(
            f,
            "at {rate} a second: {sent} sent, {answered_per_second:.0} a second answered, {answered}"
        )?;
        write!(f, "  {refused} not answered, {busy} of them with 503 or 429")?;
        if *refused > 0 { write!(f, ", {told_no}") } else { Ok(()) }
    }
}
