//! The directory of the state, which one program at a time may use.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use anyhow::{Context, bail};

/// Holds the directory until the returned file is closed, at the latest by the end of the process.
pub(super) fn lock(data: &Path) -> anyhow::Result<File> {
    let option = || format!("--data {}", data.display());
    fs::create_dir_all(data).with_context(option)?;
    let file = File::create(data.join("lock")).with_context(option)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            bail!("{} is in use by another simulator: take another directory", option())
        }
        Err(TryLockError::Error(error)) => Err(error).with_context(option),
    }
}
