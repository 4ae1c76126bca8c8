//! The shape of what a directory keeps has a version, and no shape has another one's.
//!
//! `shape/shape.txt` lists the tables, the records as the source has them, and the attributes that a
//! short story leaves in the tables.

mod source;
mod story;

use std::fs;
use std::path::PathBuf;

use sandbox::shape::VERSION;

/// Says that the listing is to be written anew.
const UPDATE: &str = "UPDATE_SHAPE";

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/program/shape/shape.txt")
}

/// The version of a listing, and the listing below it.
fn parts(listing: &str) -> Option<(u32, &str)> {
    let (version, rest) = listing.strip_prefix("version ")?.split_once('\n')?;
    Some((version.parse().ok()?, rest))
}

/// What is wrong with a version and a listing beside those that were written down.
fn fault(written: &str, (version, listing): (u32, &str)) -> Option<String> {
    let (before, old) = parts(written)?;
    let update = format!(
        "then write the listing anew with {UPDATE}=1 cargo test --package local --test program shape"
    );
    if before == version && old != listing {
        let raise = "a record or a table has another shape: raise VERSION in sandbox/src/shape.rs,";
        return Some(format!("{raise} {update}\n{}", difference(old, listing)));
    }
    (before != version).then(|| format!("VERSION is {version} and shape.txt's {before}: {update}"))
}

/// Lines that only one of two texts has.
fn difference(old: &str, new: &str) -> String {
    let only = |sign: &str, a: &str, b: &str| {
        let missing = a.lines().filter(|line| !b.lines().any(|other| other == *line));
        missing.fold(String::new(), |text, line| text + sign + " " + line + "\n")
    };
    only("-", old, new) + &only("+", new, old)
}

#[tokio::test]
async fn another_shape_has_another_version() {
    let listing = format!("{}\n{}", source::listing(), story::listing().await);
    let written = fs::read_to_string(file()).unwrap_or_default();
    let fault = fault(&written, (VERSION, &listing));
    let raised = parts(&written).is_none_or(|(before, old)| before != VERSION || old == listing);
    if raised && std::env::var(UPDATE).is_ok_and(|value| value == "1") {
        fs::write(file(), format!("version {VERSION}\n{listing}")).unwrap();
    } else {
        assert!(parts(&written).is_some(), "shape.txt is no listing: write it with {UPDATE}=1");
        assert!(fault.is_none(), "{}", fault.unwrap());
    }
}

/// The rule above can fail.
#[test]
fn a_changed_shape_is_found() {
    let written = "version 3\nstruct A\n  id: A\n";
    assert_eq!(fault(written, (3, "struct A\n  id: A\n")), None);
    let changed = fault(written, (3, "struct A\n  id: B\n")).unwrap();
    assert!(changed.contains("raise VERSION") && changed.contains("-   id: A\n+   id: B"));
    assert!(fault(written, (4, "struct A\n  id: B\n")).unwrap().contains("UPDATE_SHAPE=1"));
}
