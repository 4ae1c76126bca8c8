//! How large what is deployed is, and how large its archive.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::DeflateEncoder;

/// Bytes that an archive has beside one file: its header, its entry in the directory, the directory's end.
const AROUND: usize = 30 + 46 + 22;
/// The entry's name, which is in it twice.
const NAME: &str = "bootstrap";

/// Bytes of a file, and of an archive with nothing else in it.
pub(crate) fn sizes(file: &Path) -> anyhow::Result<(usize, usize)> {
    let content = fs::read(file)?;
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&content)?;
    Ok((content.len(), encoder.finish()?.len() + AROUND + 2 * NAME.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_smaller_than_what_repeats_itself() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(&file, "patchbay".repeat(10_000)).unwrap();
        let (size, zipped) = sizes(file.path()).unwrap();
        assert!(size == 80_000 && (AROUND..1_000).contains(&zipped), "{size} {zipped}");
    }
}
