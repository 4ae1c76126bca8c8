//! The directory of the state, which one program at a time may use.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;
use std::process;

use anyhow::{Context, bail, ensure};

use super::private;

/// How the names begin of what the simulator and the sandbox keep. Nothing else is touched: it may be
/// anybody's directory.
const OWN: [&str; 9] = [
    "dynamodb.db",
    "issuer.pem",
    "kms.key",
    "patchbay-version",
    "public-url",
    "s3",
    "sqs.db",
    "twilio.db",
    "twilio-media",
];

/// A directory that this process holds until the value is dropped, at the latest by its own end.
#[derive(Debug)]
pub struct Directory {
    _lock: File,
}

impl Directory {
    /// Makes the directory if there is none, holds it, and sees to it that it and what is kept
    /// in it are its owner's alone. `port` is where this process is to be found, for others that want the directory.
    ///
    /// # Errors
    /// If another process holds it: then nothing in it was touched. Errors name the option `--data`.
    pub fn lock(data: &Path, port: u16) -> anyhow::Result<Self> {
        let option = || format!("--data {}", data.display());
        ensure!(!data.exists() || data.is_dir(), "{} is not a directory", option());
        private::dir(data).with_context(option)?;
        let mut lock = private::file(&data.join("lock")).with_context(option)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                bail!("{} is in use by {}: take another directory", option(), holder(&mut lock))
            }
            Err(TryLockError::Error(error)) => return Err(error).with_context(option),
        }
        note(&mut lock, port).with_context(option)?;
        tighten(data).with_context(option)?;
        Ok(Self { _lock: lock })
    }

    /// Whether anything is kept there by the simulator or the sandbox. The lock does not count, nor what
    /// is somebody else's.
    ///
    /// # Errors
    /// If the directory cannot be read.
    pub fn has_state(data: &Path) -> std::io::Result<bool> {
        let is_own = |name: &std::ffi::OsStr| OWN.iter().any(|own| name == *own);
        std::fs::read_dir(data)?
            .try_fold(false, |has, entry| Ok(has || is_own(&entry?.file_name())))
    }
}

fn tighten(data: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(data)? {
        let entry = entry?;
        let name = entry.file_name();
        if OWN.iter().any(|own| name.to_string_lossy().starts_with(own)) {
            private::tighten(&entry.path())?;
        }
    }
    Ok(())
}

fn note(lock: &mut File, port: u16) -> std::io::Result<()> {
    lock.set_len(0)?;
    lock.rewind()?;
    write!(lock, "process {}, at port {port}", process::id())
}

/// Who holds the lock, as far as it says so.
fn holder(lock: &mut File) -> String {
    let mut text = String::new();
    match lock.read_to_string(&mut text) {
        Ok(1..) => text,
        _ => "another process".to_owned(),
    }
}
