//! Measures functions side by side: the product's, those of a careful Node team, and the least that a
//! function can do. All run under one Lambda Runtime API, against one `DynamoDB` and KMS, in turns.

mod cgroup;
mod check;
mod endpoint;
mod environment;
mod event;
mod figures;
mod function;
mod measure;
mod memory;
mod options;
mod peer;
mod process;
mod program;
mod report;
mod runtime_api;
mod stats;
mod table;
mod tls;
mod verdict;
mod world;
mod zip;

use clap::Parser as _;

use options::Options;
use world::World;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let programs = program::all(&options)?;
    let mut world = World::start(options.cpu()).await?;
    check::same_records(&mut world, &programs).await?;
    let figures = measure::all(&mut world, &programs, &options).await?;
    check::all_there(&world).await?;
    let text = report::text(&figures, &programs, &options)?;
    println!("{text}");
    match &options.write {
        Some(page) => report::write(page, &text),
        None => Ok(()),
    }
}
