//! What the command line says.

use std::path::PathBuf;

use clap::Parser;

/// Measures functions side by side under a Lambda Runtime API.
#[derive(Debug, Parser)]
pub(crate) struct Options {
    /// Where the release binaries are.
    #[arg(long, default_value = "target/release")]
    pub(crate) binaries: PathBuf,
    /// Folder of the Node peer, built.
    #[arg(long, default_value = "bench/node-peer")]
    pub(crate) peer: PathBuf,
    /// Cold starts of each program at each endpoint.
    #[arg(long, default_value_t = 30)]
    pub(crate) cold: usize,
    /// Warm invocations of each program at each endpoint, in rounds of 50.
    #[arg(long, default_value_t = 5_000)]
    pub(crate) warm: usize,
    /// Microseconds of CPU in 100,000 that a throttled process gets: what 256 MB get on Lambda.
    #[arg(long, default_value_t = 14_500)]
    pub(crate) quota: u32,
    /// The page whose figures are replaced.
    #[arg(long)]
    pub(crate) write: Option<PathBuf>,
    /// Where cgroups are, unless it is where Linux has them.
    #[arg(long, default_value = "/sys/fs/cgroup")]
    pub(crate) cgroup: PathBuf,
}

impl Options {
    /// How processes are counted and throttled.
    pub(crate) fn cpu(&self) -> (PathBuf, u32) {
        (self.cgroup.clone(), self.quota)
    }
}
