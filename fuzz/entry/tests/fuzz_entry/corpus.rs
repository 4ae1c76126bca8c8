//! Corpora and dictionaries, as libFuzzer reads them.

use std::fs;
use std::path::{Path, PathBuf};

/// The inputs of a target that are kept. Events are also those that come with the functions.
pub(crate) fn files(target: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let own = root.join("corpus").join(target);
    let events = (target == "event").then(|| root.parent().unwrap().join("events"));
    let folders = [Some(own), events].into_iter().flatten();
    let entries = folders.flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

pub(crate) fn content(file: &Path) -> Vec<u8> {
    fs::read(file).unwrap()
}

/// The words of a target's language.
pub(crate) fn words(target: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let file = root.join("dictionaries").join(target).with_extension("dict");
    let text = fs::read_to_string(file).unwrap();
    text.lines()
        .map(|line| word(line.strip_prefix('"').unwrap().strip_suffix('"').unwrap()))
        .collect()
}

/// A word as it is written there: `\x41` is a byte.
fn word(written: &str) -> Vec<u8> {
    let mut parts = written.split("\\x");
    let mut word = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        word.push(u8::from_str_radix(&part[..2], 16).unwrap());
        word.extend_from_slice(&part.as_bytes()[2..]);
    }
    word
}
