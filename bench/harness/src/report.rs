//! The figures as a page shows them.

use std::fs;
use std::path::Path;

use anyhow::Context as _;

use crate::endpoint::Endpoint;
use crate::figures::{Figures, What};
use crate::options::Options;
use crate::program::Program;
use crate::stats::percentile;
use crate::table::{Table, number};
use crate::verdict;
use crate::zip;

const BEGIN: &str = "<!-- what `make bench` writes begins here -->\n";
const END: &str = "<!-- what `make bench` writes ends here -->\n";

/// All tables.
pub(crate) fn text(
    figures: &Figures,
    programs: &[Program],
    options: &Options,
) -> anyhow::Result<String> {
    let parts = [
        machine(options),
        "### What was asked\n".to_owned(),
        verdict::table(figures, programs),
        "### Cold starts\n".to_owned(),
        cold(figures, programs),
        "### Warm invocations\n".to_owned(),
        warm(figures, programs),
        "### Programs\n".to_owned(),
        sizes(programs)?,
        "### Functions\n".to_owned(),
        verdict::sizes(Path::new("functions"), &options.binaries)?,
    ];
    Ok(parts.join("\n"))
}

/// On what it was measured, and how much.
fn machine(options: &Options) -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("an unknown CPU", |(_, name)| name);
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    format!(
        "{model}, {cores} cores, {}, Linux {}; {} cold starts and {} warm invocations of each program at \
         each endpoint.\n",
        std::env::consts::ARCH,
        kernel.trim(),
        options.cold,
        options.warm,
    )
}

fn cold(figures: &Figures, programs: &[Program]) -> String {
    let headings = [
        "program",
        "endpoint",
        "init, ms",
        "first, ms",
        "start to answer, ms",
        "CPU of the first, ms",
    ];
    let mut table = Table::of(&headings);
    each(programs, figures, What::Init, |at, endpoint, name| {
        let kinds = [What::Init, What::First, What::Start, What::FirstCpu];
        let cells = kinds.map(|what| quartiles(figures.of(at, endpoint, what)));
        table.row(&[&[name, endpoint.name().to_owned()], cells.as_slice()].concat());
    });
    table.text()
}

fn warm(figures: &Figures, programs: &[Program]) -> String {
    let headings = ["program", "endpoint", "p50, ms", "p99, ms", "CPU, ms", "peak memory, MB"];
    let mut table = Table::of(&headings);
    each(programs, figures, What::EachWarm, |at, endpoint, name| {
        let walls = figures.of(at, endpoint, What::EachWarm);
        let [p50, p99] = [0.5, 0.99].map(|share| number(percentile(walls, share)));
        let cpu = quartiles(figures.of(at, endpoint, What::WarmCpu));
        let peak = number(percentile(figures.of(at, endpoint, What::Peak), 0.5));
        table.row(&[name, endpoint.name().to_owned(), p50, p99, cpu, peak]);
    });
    table.text()
}

/// Every program at every endpoint where it was measured.
fn each(
    programs: &[Program],
    figures: &Figures,
    what: What,
    mut then: impl FnMut(usize, Endpoint, String),
) {
    for endpoint in Endpoint::ALL {
        for (at, program) in programs.iter().enumerate() {
            if !figures.of(at, endpoint, what).is_empty() {
                then(at, endpoint, program.name());
            }
        }
    }
}

/// The median, and the middle half.
fn quartiles(samples: &[f64]) -> String {
    let [low, middle, high] = [0.25, 0.5, 0.75].map(|share| number(percentile(samples, share)));
    format!("{middle} ({low} to {high})")
}

fn sizes(programs: &[Program]) -> anyhow::Result<String> {
    let mut table = Table::of(&["program", "file, MB", "zip, MB"]);
    for program in programs {
        let (size, zipped) = zip::sizes(&program.file)?;
        let cells = [size, zipped].map(verdict::megabytes).map(number);
        table.row(&[&[program.name()], cells.as_slice()].concat());
    }
    Ok(table.text())
}

/// Puts the figures into the page, between its markers.
pub(crate) fn write(page: &Path, figures: &str) -> anyhow::Result<()> {
    let text = fs::read_to_string(page).with_context(|| page.display().to_string())?;
    Ok(fs::write(page, between(&text, figures)?)?)
}

fn between(page: &str, figures: &str) -> anyhow::Result<String> {
    let (before, rest) = page.split_once(BEGIN).context("the page has no first marker")?;
    let (_, after) = rest.split_once(END).context("the page has no second marker")?;
    Ok(format!("{before}{BEGIN}\n{figures}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_between_the_markers_changes() {
        let page = format!("before\n{BEGIN}old\n{END}after\n");
        let new = between(&page, "new").unwrap();
        assert_eq!(new, format!("before\n{BEGIN}\nnew\n{END}after\n"));
        assert_eq!(between(&new, "new").unwrap(), new);
        assert!(between("no markers", "new").is_err());
    }

    #[test]
    fn the_page_has_its_markers() {
        assert!(between(include_str!("../../../docs/benchmarks.md"), "").is_ok());
    }

    #[test]
    fn the_middle_half_is_around_the_median() {
        assert_eq!(quartiles(&[1.0, 2.0, 3.0, 4.0, 5.0]), "3.00 (2.00 to 4.00)");
    }
}
