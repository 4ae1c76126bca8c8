//! The shape of what a directory keeps. A directory of another shape is refused, and never read.

use std::io::ErrorKind;
use std::path::Path;
use std::{fs, io};

use anyhow::{Context as _, bail};
use twilio_simulator::{Directory, private};

/// The shape of what this version writes: tables with their keys, records, jobs. Nothing is carried
/// over from one shape to the next.
pub const VERSION: u32 = 4;

/// Holds the version of the shape that a directory was made with.
const FILE: &str = "patchbay-version";

/// Whether this version can use the directory: it is empty of state, or of the same shape. Nothing in
/// it is touched.
///
/// # Errors
/// If it is of another shape. Errors name the option `--data` and how to start afresh.
pub fn check(data: &Path) -> anyhow::Result<()> {
    let option = || format!("--data {}", data.display());
    if !data.is_dir() {
        return Ok(());
    }
    let of_another = |which: String| {
        let option = option();
        let fresh = format!("`rm -r {}` or --data with another directory", data.display());
        format!("{option} was made by another version of patchbay ({which}): {fresh} starts afresh")
    };
    match version(data).with_context(option)? {
        Some(found) if found == VERSION.to_string() => Ok(()),
        Some(found) => {
            let found: String = found.escape_debug().take(20).collect();
            bail!("{}", of_another(format!("its shape is {found}, not {VERSION}")))
        }
        None if Directory::has_state(data).with_context(option)? => {
            bail!("{}", of_another(format!("it says no shape, and this one's is {VERSION}")))
        }
        None => Ok(()),
    }
}

/// Checks the directory, and notes the shape of what will be in it.
pub(crate) fn keep(data: &Path) -> anyhow::Result<()> {
    check(data)?;
    let file = data.join(FILE);
    if file.exists() {
        return Ok(());
    }
    // Whoever is killed here leaves no half of it.
    let half = file.with_extension("new");
    let kept = private::dir(data)
        .and_then(|()| private::write(&half, VERSION.to_string().as_bytes()))
        .and_then(|()| fs::rename(&half, &file));
    kept.with_context(|| format!("cannot write {}", file.display()))
}

/// What the directory says of itself.
fn version(data: &Path) -> io::Result<Option<String>> {
    match fs::read(data.join(FILE)) {
        Ok(text) => Ok(Some(String::from_utf8_lossy(&text).trim().to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
