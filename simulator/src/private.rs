//! Files and directories that are their owner's alone, whatever the process's umask is.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

const DIRECTORY: u32 = 0o700;
const FILE: u32 = 0o600;

/// Makes a directory and those above it, unless it is there; either way it is private then. Those
/// above that are there stay as they are.
pub fn dir(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(DIRECTORY).create(path)?;
    fs::set_permissions(path, Permissions::from_mode(DIRECTORY))
}

/// Opens a file to read and write, which is made if it is not there; either way it is private then.
pub fn file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let file = options.read(true).write(true).create(true).truncate(false).mode(FILE).open(path)?;
    file.set_permissions(Permissions::from_mode(FILE))?;
    Ok(file)
}

/// Writes a file, in place of what it held.
pub fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    use io::Write as _;

    let mut file = file(path)?;
    file.set_len(0)?;
    file.write_all(content)
}

/// Makes private what is there, a file or a directory without what is in it. It is no error if
/// nothing is there.
pub fn keep(path: &Path) -> io::Result<()> {
    let kept = fs::symlink_metadata(path).and_then(|found| {
        let mode = match found.file_type() {
            kind if kind.is_dir() => DIRECTORY,
            kind if kind.is_file() => FILE,
            _ => return Ok(()),
        };
        if found.permissions().mode() & 0o777 == mode {
            return Ok(());
        }
        fs::set_permissions(path, Permissions::from_mode(mode))
    });
    match kept {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        kept => kept,
    }
}

/// Makes private what is there, with all that is in it. Links are not followed.
pub fn tighten(path: &Path) -> io::Result<()> {
    keep(path)?;
    if fs::symlink_metadata(path)?.is_dir() {
        for entry in fs::read_dir(path)? {
            tighten(&entry?.path())?;
        }
    }
    Ok(())
}
