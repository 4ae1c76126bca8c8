//! What `/proc` says of a process.

use std::fs;
use std::time::Duration;

use anyhow::Context as _;

/// Ticks in a second: what Linux counts in for programs, whatever the kernel's own clock.
const TICKS: u32 = 100;

/// The most memory that was ever resident, in bytes (`VmHWM`).
pub(crate) fn peak(pid: u32) -> anyhow::Result<u64> {
    high_water_mark(&fs::read_to_string(format!("/proc/{pid}/status"))?)
}

fn high_water_mark(status: &str) -> anyhow::Result<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix("kB")).context("no VmHWM")?;
    Ok(kilobytes.trim().parse::<u64>()? * 1024)
}

/// User and system time of a process, in steps of 10 ms.
pub(crate) fn cpu(pid: u32) -> anyhow::Result<Duration> {
    times(&fs::read_to_string(format!("/proc/{pid}/stat"))?)
}

fn times(stat: &str) -> anyhow::Result<Duration> {
    // The name before may have spaces and parentheses.
    let (_, fields) = stat.rsplit_once(')').context("no name")?;
    let fields: Vec<_> = fields.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).context("too few fields")?.parse().context("no number");
    let (user, system): (u32, u32) = (ticks(11)?, ticks(12)?);
    Ok(Duration::from_secs(1) * (user + system) / TICKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_in_kilobytes() {
        assert_eq!(high_water_mark("Name:\tsms\nVmHWM:\t   11264 kB\n").unwrap(), 11_534_336);
        assert!(high_water_mark("Name:\tsms\n").is_err());
    }

    #[test]
    fn times_are_found_whatever_the_name() {
        let stat = "7 (a) b (c) S 1 7 7 0 -1 4194560 500 0 0 0 12 3 0 0 20 0 1 0 100 1 1";
        assert_eq!(times(stat).unwrap(), Duration::from_millis(150));
        assert!(times("7 (a) S 1").is_err());
    }

    #[test]
    fn a_process_that_runs_has_both() {
        let own = std::process::id();
        assert!(peak(own).unwrap() > 100_000 && cpu(own).is_ok());
    }
}
