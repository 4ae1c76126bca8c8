//! Drives a local run with signed webhooks at a fixed rate, whether it keeps up or not, and then holds every record
//! against what was sent and how it was answered.

mod api;
mod audit;
mod drive;
mod growth;
mod outcome;
mod pages;
mod report;
mod system;
mod traffic;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::ensure;
use clap::Parser;

use pages::Pages;
use system::System;

/// Drives a local run at a fixed rate, then holds its records against what was sent
#[derive(Debug, Parser)]
struct Options {
    /// The program `local`
    #[arg(long, default_value = "target/local/local")]
    program: PathBuf,
    /// Webhooks a second
    #[arg(long, default_value_t = 500)]
    rate: u32,
    /// How long, in seconds
    #[arg(long, default_value_t = 300)]
    seconds: u32,
    /// Looks for the ceiling first, with so many seconds for each rate, and drives at twice that
    #[arg(long, value_name = "SECONDS")]
    past_the_ceiling: Option<u32>,
    /// Keeps the records on disk, in a directory that is deleted at the end, and not in memory
    #[arg(long)]
    disk: bool,
    /// Keeps so many pages open, each of which has to hear of each text
    #[arg(long)]
    pages: Option<usize>,
    /// Measures instead what a webhook and a page cost beside 10 to 100,000 messages and 10 to 10,000 tenants
    #[arg(long, conflicts_with_all = ["rate", "seconds", "past_the_ceiling", "disk", "pages"])]
    growth: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    if options.growth {
        return growth::run(&options.program).await;
    }
    let (rate, ceiling) = match options.past_the_ceiling {
        None => (options.rate, None),
        Some(seconds) => {
            let ceiling = ceiling(&options, seconds).await?;
            (double(ceiling), Some(ceiling))
        }
    };
    let system = System::start(&options.program, options.disk).await?;
    let pages = match options.pages {
        Some(count) => Some(Pages::open(&system, count).await?),
        None => None,
    };
    let sent = drive::at(&system, rate, Duration::from_secs(options.seconds.into())).await?;
    let summary = report::of(&sent, rate);
    println!("{summary}");
    if let Some(pages) = pages {
        let told = pages.told(&sent).await?;
        println!("{told}");
        ensure!(told.is_right(), "pages have missed texts");
    }
    system.settled().await?;
    let found = audit::of(&system, &sent).await?;
    println!("{found}");
    ensure!(found.is_right(), "the records are not what was sent");
    match ceiling {
        None => ensure!(summary.refused == 0, "{} were refused", summary.refused),
        Some(ceiling) => summary.holds(ceiling)?,
    }
    Ok(())
}

/// The most answers in a second, of rates that grow by a quarter, each in a system of its own.
async fn ceiling(options: &Options, seconds: u32) -> anyhow::Result<f64> {
    let (mut rate, mut best) = (200, 0.0);
    loop {
        let system = System::start(&options.program, options.disk).await?;
        let sent = drive::at(&system, rate, Duration::from_secs(seconds.into())).await?;
        let summary = report::of(&sent, rate);
        println!("{summary}");
        if summary.answered_per_second <= best * 1.02 {
            println!("ceiling: {best:.0} a second");
            return Ok(best);
        }
        best = summary.answered_per_second;
        rate += rate / 4;
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn double(rate: f64) -> u32 {
    (rate * 2.0) as u32
}
