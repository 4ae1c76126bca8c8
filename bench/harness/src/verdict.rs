//! What the figures have to show, and whether they do.

use std::fs;
use std::path::Path;

use anyhow::Context as _;

use crate::endpoint::Endpoint;
use crate::figures::{Figures, What, place};
use crate::function::Function;
use crate::program::{Program, Side};
use crate::stats::Ratio;
use crate::table::{Table, number};
use crate::zip;

/// The largest archive of a function, in megabytes.
const LARGEST: f64 = 4.5;

/// A ratio, and on which side of a number it has to be.
enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

/// What is asked of one kind of figure.
struct Demand {
    what: &'static str,
    figure: What,
    endpoint: Endpoint,
    bound: Bound,
    /// With whom the product is compared.
    other: Side,
}

/// All but the sizes.
fn demands() -> Vec<Demand> {
    use Bound::{AtLeast, AtMost};
    let of = |what, figure, endpoint, bound, other| Demand { what, figure, endpoint, bound, other };
    let transaction = |endpoint| {
        let what = "warm p50 over that of one transaction";
        of(what, What::Warm, endpoint, AtMost(1.15), Side::Single)
    };
    let (tls, share) = (Endpoint::Tls, Endpoint::Throttled);
    let cpu = "warm CPU over the peer's";
    let memory = "memory over the warm peer's";
    vec![
        of("init, peer over ours", What::Init, Endpoint::Plain, AtLeast(20.0), Side::Peer),
        of("init over that of empty", What::Init, Endpoint::Plain, AtMost(2.0), Side::Empty),
        of("first call, peer over ours", What::First, share, AtLeast(12.0), Side::Peer),
        of("start to answer, peer over ours", What::Start, share, AtLeast(10.0), Side::Peer),
        of(cpu, What::WarmCpu, tls, AtMost(0.25), Side::Peer),
        transaction(Endpoint::Plain),
        transaction(Endpoint::Delayed),
        transaction(tls),
        of(memory, What::Peak, tls, AtMost(1.0 / 12.0), Side::Peer),
    ]
}

/// What each demand comes to.
pub(crate) fn table(figures: &Figures, programs: &[Program]) -> String {
    let mut table = Table::of(&["", "at", "function", "asked", "measured (95 %)", ""]);
    for demand in demands() {
        for function in Function::ALL {
            if let Some(cells) = row(&demand, function, figures, programs) {
                table.row(&cells);
            }
        }
    }
    table.text()
}

fn row(
    demand: &Demand,
    function: Function,
    figures: &Figures,
    programs: &[Program],
) -> Option<Vec<String>> {
    let whose = match demand.other {
        Side::Empty => Function::Sms,
        Side::Product | Side::Peer | Side::Single => function,
    };
    let (own, other) =
        (place(programs, Side::Product, function)?, place(programs, demand.other, whose)?);
    let pair = match demand.bound {
        Bound::AtLeast(_) => (other, own),
        Bound::AtMost(_) => (own, other),
    };
    let ratio = figures.ratio(pair, demand.endpoint, demand.figure);
    let cells = [demand.what, demand.endpoint.name(), function.name()].map(str::to_owned);
    let asked = match demand.bound {
        Bound::AtLeast(least) => format!("≥ {least}"),
        Bound::AtMost(most) => format!("≤ {}", number(most)),
    };
    let measured = ratio.map_or_else(|| "not measured".to_owned(), |ratio| written(&ratio));
    let met = ratio.map_or("–", |ratio| verdict(&demand.bound, ratio.value));
    Some([cells.as_slice(), &[asked, measured, met.to_owned()]].concat())
}

fn verdict(bound: &Bound, value: f64) -> &'static str {
    let met = match bound {
        Bound::AtLeast(least) => value >= *least,
        Bound::AtMost(most) => value <= *most,
    };
    if met { "met" } else { "**not met**" }
}

fn written(ratio: &Ratio) -> String {
    let digits = |value: f64| match value {
        value if value < 1.0 => format!("{value:.3}"),
        value => number(value),
    };
    format!("{} ({} to {})", digits(ratio.value), digits(ratio.low), digits(ratio.high))
}

/// The sizes of all functions of the repository, as far as they are built.
pub(crate) fn sizes(functions: &Path, binaries: &Path) -> anyhow::Result<String> {
    let folders = fs::read_dir(functions).with_context(|| functions.display().to_string())?;
    let mut names = folders
        .map(|folder| Ok(folder?.file_name().to_string_lossy().into_owned()))
        .collect::<anyhow::Result<Vec<_>>>()?;
    names.sort();
    let mut table = Table::of(&["function", "binary, MB", "zip, MB", "asked", ""]);
    for name in names {
        let binary = binaries.join(&name);
        let [size, zipped] = match binary.exists() {
            true => <[usize; 2]>::from(zip::sizes(&binary)?).map(megabytes),
            false => [f64::NAN; 2],
        };
        let met =
            if zipped.is_nan() { "not built" } else { verdict(&Bound::AtMost(LARGEST), zipped) };
        table.row(&[name, number(size), number(zipped), format!("≤ {LARGEST}"), met.to_owned()]);
    }
    Ok(table.text())
}

#[allow(clippy::cast_precision_loss, reason = "files are far smaller")]
pub(crate) fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_met_at_its_edge() {
        assert_eq!(verdict(&Bound::AtLeast(20.0), 20.0), "met");
        assert_eq!(verdict(&Bound::AtLeast(20.0), 19.99), "**not met**");
        assert_eq!(verdict(&Bound::AtMost(1.15), 1.15), "met");
        assert_eq!(verdict(&Bound::AtMost(1.15), 1.151), "**not met**");
    }

    #[test]
    fn small_ratios_keep_three_places() {
        assert_eq!(
            written(&Ratio { value: 0.0834, low: 0.08, high: 12.04 }),
            "0.083 (0.080 to 12.0)"
        );
    }
}
