//! The table of costly kinds of numbers against libphonenumber's data.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use phonenumber::metadata::{DATABASE, Metadata};

const TABLE: &str = "src/destinations/kinds.tsv";

fn countries() -> impl Iterator<Item = String> {
    let letters = || 'A'..='Z';
    letters().flat_map(move |first| letters().map(move |second| format!("{first}{second}")))
}

fn lines(country: &str, data: &Metadata) -> String {
    let kinds = data.descriptors();
    let patterns = [
        ("premium_rate", kinds.premium_rate()),
        ("shared_cost", kinds.shared_cost()),
        ("personal_number", kinds.personal_number()),
        ("pager", kinds.pager()),
    ];
    let mut lines = String::new();
    for (kind, pattern) in patterns.into_iter().filter_map(|(kind, known)| Some((kind, known?))) {
        let pattern: String = pattern.national_number().as_str().split_whitespace().collect();
        writeln!(lines, "{country}\t{kind}\t{pattern}").unwrap();
    }
    lines
}

fn table() -> String {
    let known = countries().filter_map(|id| DATABASE.by_id(&id).map(|data| lines(&id, data)));
    known.collect()
}

/// If it is not: `cargo test --workspace --test shared write_the_table -- --ignored`.
#[test]
fn the_table_is_libphonenumbers() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(TABLE);
    assert!(fs::read_to_string(path).unwrap() == table(), "{TABLE} is not of this release");
}

#[test]
#[ignore = "writes the table"]
fn write_the_table() {
    fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(TABLE), table()).unwrap();
}
