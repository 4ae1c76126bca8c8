//! A control group for one process: counts its CPU time, and takes all but a share of a core from it. Of
//! version 2 (one hierarchy) and of version 1 (`cpu` and `cpuacct`, together or apart).

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, ensure};

/// Microseconds in which the quota is given anew.
const PERIOD: u32 = 100_000;
/// How often a group is tried to be removed.
const TRIES: usize = 500;

/// Where groups can be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Hierarchy {
    /// Version 2, at this folder.
    Two(PathBuf),
    /// Version 1: where `cpu` is, and where `cpuacct` is.
    One {
        /// Of the controller that throttles.
        cpu: PathBuf,
        /// Of the controller that counts.
        count: PathBuf,
    },
}

impl Hierarchy {
    /// Which one there is below the folder where cgroups are; `None` if groups cannot be throttled there.
    pub(crate) fn find(root: &Path) -> Option<Self> {
        let controllers = fs::read_to_string(root.join("cgroup.subtree_control"));
        if controllers.is_ok_and(|names| has_cpu(&names)) {
            return Some(Self::Two(root.to_owned()));
        }
        let one = Self::One { cpu: root.join("cpu"), count: root.join("cpuacct") };
        let there = root.join("cpu/cpu.cfs_quota_us").exists() || root.join("cpu/tasks").exists();
        (there && root.join("cpuacct/cpuacct.usage").exists()).then_some(one)
    }

    /// A group of this name, if one may be made.
    pub(crate) fn group(&self, name: &str) -> anyhow::Result<Group> {
        let folders = match self {
            Self::Two(root) => vec![root.join(name)],
            Self::One { cpu, count } => vec![cpu.join(name), count.join(name)],
        };
        for folder in &folders {
            // What is mounted at two places is one group.
            if !folder.exists() {
                fs::create_dir(folder).with_context(|| folder.display().to_string())?;
            }
        }
        Ok(Group { hierarchy: self.clone(), folders })
    }
}

fn has_cpu(controllers: &str) -> bool {
    controllers.split_whitespace().any(|name| name == "cpu")
}

/// A group of one process. Removed when dropped, by when the process must have ended.
#[derive(Debug)]
pub(crate) struct Group {
    hierarchy: Hierarchy,
    folders: Vec<PathBuf>,
}

impl Group {
    /// Takes a process in.
    pub(crate) fn add(&self, pid: u32) -> anyhow::Result<()> {
        self.folders
            .iter()
            .try_for_each(|folder| write(&folder.join("cgroup.procs"), &pid.to_string()))
    }

    /// From now on its processes get so many microseconds of CPU in 100,000.
    pub(crate) fn throttle(&self, quota: u32) -> anyhow::Result<()> {
        let folder = &self.folders[0];
        match self.hierarchy {
            Hierarchy::Two(_) => write(&folder.join("cpu.max"), &format!("{quota} {PERIOD}")),
            Hierarchy::One { .. } => {
                write(&folder.join("cpu.cfs_period_us"), &PERIOD.to_string())?;
                write(&folder.join("cpu.cfs_quota_us"), &quota.to_string())
            }
        }
    }

    /// The CPU time that its processes have had.
    pub(crate) fn cpu(&self) -> anyhow::Result<Duration> {
        match self.hierarchy {
            Hierarchy::Two(_) => {
                microseconds(&fs::read_to_string(self.folders[0].join("cpu.stat"))?)
            }
            Hierarchy::One { .. } => {
                nanoseconds(&fs::read_to_string(self.folders[1].join("cpuacct.usage"))?)
            }
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // A process that has just ended may be in it for a moment; what is mounted at two places is gone
        // with the first.
        for folder in &self.folders {
            let left = || {
                fs::remove_dir(folder).is_err_and(|error| error.kind() == ErrorKind::ResourceBusy)
            };
            for _ in 0..TRIES {
                if !left() {
                    break;
                }
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    }
}

fn write(file: &Path, value: &str) -> anyhow::Result<()> {
    fs::write(file, value).with_context(|| file.display().to_string())
}

/// What `cpu.stat` says.
fn microseconds(text: &str) -> anyhow::Result<Duration> {
    let line = text.lines().find_map(|line| line.strip_prefix("usage_usec "));
    Ok(Duration::from_micros(line.context("no usage_usec in cpu.stat")?.trim().parse()?))
}

/// What `cpuacct.usage` says.
fn nanoseconds(text: &str) -> anyhow::Result<Duration> {
    ensure!(!text.trim().is_empty(), "cpuacct.usage is empty");
    Ok(Duration::from_nanos(text.trim().parse()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let file = root.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        root
    }

    #[test]
    fn cpu_time_is_read_in_either_version() {
        let stat = "usage_usec 1500\nuser_usec 1000\nsystem_usec 500\n";
        assert_eq!(microseconds(stat).unwrap(), Duration::from_micros(1500));
        assert_eq!(nanoseconds("2500000\n").unwrap(), Duration::from_micros(2500));
        assert!(microseconds("user_usec 1\n").is_err() && nanoseconds("\n").is_err());
    }

    #[test]
    fn the_version_is_found_by_its_files() {
        let two = tree(&[("cgroup.subtree_control", "cpuset cpu memory\n")]);
        let found = Hierarchy::find(two.path());
        assert_eq!(found, Some(Hierarchy::Two(two.path().to_owned())));
        let one = tree(&[("cpu/cpu.cfs_quota_us", "-1"), ("cpuacct/cpuacct.usage", "0")]);
        assert!(matches!(Hierarchy::find(one.path()), Some(Hierarchy::One { .. })));
        for none in [tree(&[]), tree(&[("cgroup.subtree_control", "cpuset memory\n")])] {
            assert_eq!(Hierarchy::find(none.path()), None);
        }
    }

    #[test]
    fn a_group_is_throttled_as_its_version_writes_it() {
        let root = tree(&[("cgroup.subtree_control", "cpu\n")]);
        let group = Hierarchy::find(root.path()).unwrap().group("a").unwrap();
        group.add(12).unwrap();
        group.throttle(14_500).unwrap();
        let read = |file: &str| fs::read_to_string(root.path().join("a").join(file)).unwrap();
        assert_eq!((read("cgroup.procs"), read("cpu.max")), ("12".into(), "14500 100000".into()));
    }

    #[test]
    fn a_group_of_the_first_version_has_two_folders() {
        let root = tree(&[("cpu/tasks", ""), ("cpuacct/cpuacct.usage", "0")]);
        let group = Hierarchy::find(root.path()).unwrap().group("a").unwrap();
        group.add(12).unwrap();
        group.throttle(14_500).unwrap();
        let read = |file: &str| fs::read_to_string(root.path().join(file)).unwrap();
        assert_eq!(read("cpu/a/cpu.cfs_quota_us"), "14500");
        assert_eq!(read("cpu/a/cpu.cfs_period_us"), "100000");
        assert_eq!(read("cpuacct/a/cgroup.procs"), "12");
    }
}
