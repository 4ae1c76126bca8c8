//! Cargo tests every library and program unless its manifest says `test = false` or
//! `doctest = false`, which saves building one that has no tests. One that has would never run them.

use std::fs;
use std::path::Path;

use super::{packages, root, sources};

/// The lines of the manifest below each heading.
fn targets(package: &str) -> Vec<(String, String)> {
    let manifest = fs::read_to_string(root().join(package).join("Cargo.toml")).unwrap();
    let sections = manifest.split("\n[").skip(1);
    let section = |text: &str| {
        let (heading, lines) = text.split_once("]\n").unwrap();
        (heading.trim_matches(['[', ']']).to_owned(), format!("\n{lines}"))
    };
    sections.map(section).filter(|(heading, _)| ["lib", "bin"].contains(&&**heading)).collect()
}

fn has_unit_tests(text: &str) -> bool {
    ["#[test]", "#[tokio::test", "proptest!"].iter().any(|word| text.contains(word))
}

fn has_doc_tests(text: &str) -> bool {
    let doc = |line: &str| line.starts_with("//!") || line.starts_with("///");
    let fenced = text.lines().map(str::trim).any(|line| doc(line) && line.contains("```"));
    fenced || text.contains("doc = include_str!")
}

fn assert_none(package: &str, (setting, has): (&str, fn(&str) -> bool)) {
    for (target, lines) in targets(package) {
        if lines.contains(&format!("\n{setting} = false\n")) {
            for (file, text) in sources(Path::new(package).join("src").to_str().unwrap()) {
                let part = target == "lib" || file.ends_with("/main.rs");
                assert!(!(part && has(&text)), "{file} has tests; {setting} = false in {package}");
            }
        }
    }
}

#[test]
fn only_targets_without_tests_go_untested() {
    let packages = packages();
    assert!(packages.len() > 15, "{packages:?}");
    for package in packages {
        assert_none(&package, ("test", has_unit_tests));
        assert_none(&package, ("doctest", has_doc_tests));
    }
}

/// The rule above can fail.
#[test]
fn tests_are_found() {
    for unit in ["#[test]\nfn x() {}", "    #[tokio::test(flavor = \"multi_thread\")]"] {
        assert!(has_unit_tests(unit), "{unit}");
    }
    for doc in ["//! ```no_run", "    /// ```", "#![doc = include_str!(\"../README.md\")]"] {
        assert!(has_doc_tests(doc), "{doc}");
    }
    assert!(!has_unit_tests("fn test() {}") && !has_doc_tests("// ```\nlet fence = \"```\";"));
    let sms = targets("functions/sms");
    assert!(
        sms.iter().any(|(target, lines)| target == "bin" && lines.contains("\ntest = false\n"))
    );
}
