//! What was measured, for people.

use std::fmt;

use super::rounds::Request;
use crate::report::Percentiles;

/// A table and a plot in Markdown: requests by sizes.
#[derive(Debug)]
pub(super) struct Table {
    of: &'static str,
    sizes: Vec<u64>,
    rows: Vec<(Request, Vec<Percentiles>)>,
}

impl Table {
    pub(super) fn new(
        of: &'static str,
        sizes: &[u64],
        rows: Vec<(Request, Vec<Percentiles>)>,
    ) -> Self {
        Self { of, sizes: sizes.to_vec(), rows }
    }

    /// The request whose cost grows most from the smallest to the largest system, and by how much of the smallest.
    pub(super) fn steepest(&self) -> (&'static str, f64) {
        let slopes = self.rows.iter().map(|(request, row)| (request.name(), slope(row)));
        slopes.max_by(|(_, a), (_, b)| a.total_cmp(b)).unwrap_or(("nothing", 0.0))
    }
}

fn slope(row: &[Percentiles]) -> f64 {
    let [Some(first), Some(last)] = [row.first(), row.last()] else { return 0.0 };
    last.p50.as_secs_f64() / first.p50.as_secs_f64() - 1.0
}

fn milliseconds(row: &[Percentiles]) -> impl Iterator<Item = f64> {
    row.iter().map(|measured| measured.p50.as_secs_f64() * 1e3)
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "| p50 (p99), ms; {} |", self.of)?;
        self.sizes.iter().try_for_each(|size| write!(f, " {size} |"))?;
        writeln!(f, " slope |\n|---|{}---|", "---|".repeat(self.sizes.len()))?;
        for (request, row) in &self.rows {
            write!(f, "| {} |", request.name())?;
            for measured in row {
                let [p50, p99] = [measured.p50, measured.p99].map(|time| time.as_secs_f64() * 1e3);
                write!(f, " {p50:.2} ({p99:.1}) |")?;
            }
            writeln!(f, " {:+.1} % |", slope(row) * 100.0)?;
        }
        writeln!(f, "\n```mermaid\nxychart-beta\n    x-axis \"{}\" {:?}", self.of, self.sizes)?;
        writeln!(f, "    y-axis \"ms, p50\"")?;
        for (_, row) in &self.rows {
            let values: Vec<_> = milliseconds(row).map(|value| format!("{value:.2}")).collect();
            writeln!(f, "    line [{}]", values.join(", "))?;
        }
        write!(f, "```")
    }
}
