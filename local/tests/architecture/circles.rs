//! No file imports one that, over any way round, imports it.
//!
//! Who stands in a circle can only be understood, moved and tested together with all others in it.
//! So the check is strict: a file that takes something from the module above it counts, too, where
//! that module uses the file.

use std::fs;
use std::path::{Path, PathBuf};

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;

use crate::imports::{Imports, imports};

#[test]
fn no_file_is_in_a_circle() {
    let root = crate::root();
    let crates = crate_roots();
    assert!(crates.len() > 15, "{crates:?}");
    let circles: Vec<_> = crates.iter().flat_map(|file| circles(&imports(file))).collect();
    let texts: Vec<_> = circles.iter().map(|circle| text(circle, &root)).collect();
    assert!(circles.is_empty(), "{} circles of files:\n{}", texts.len(), texts.join("\n"));
}

/// The `lib.rs` and `main.rs` of every package.
fn crate_roots() -> Vec<PathBuf> {
    let files = |package: String| {
        ["src/lib.rs", "src/main.rs"].map(|file| crate::root().join(&package).join(file))
    };
    crate::packages().into_iter().flat_map(files).filter(|file| file.exists()).collect()
}

/// The imports that tie files together in circles, a circle at a time.
fn circles(imports: &Imports) -> Vec<Imports> {
    let files = imports.keys().map(|(from, to)| (from.as_path(), to.as_path()));
    let graph: DiGraphMap<&Path, ()> = DiGraphMap::from_edges(files);
    let tied = |circle: &[&Path]| {
        let is_in = |file: &PathBuf| circle.contains(&file.as_path());
        let ties = imports.iter().filter(|((from, to), _)| is_in(from) && is_in(to));
        ties.map(|(files, names)| (files.clone(), names.clone())).collect()
    };
    let several = tarjan_scc(&graph).into_iter().filter(|files| files.len() > 1);
    several.map(|circle| tied(&circle)).collect()
}

fn text(circle: &Imports, root: &Path) -> String {
    let short = |file: &Path| file.strip_prefix(root).unwrap_or(file).display().to_string();
    let ties = circle.iter().map(|((from, to), names)| {
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        format!("  {} takes {} from {}", short(from), names.join(", "), short(to))
    });
    ties.collect::<Vec<_>>().join("\n") + "\n"
}

/// The circles of a crate with these files.
fn planted(files: &[(&str, &str)]) -> String {
    let directory = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let file = directory.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
    }
    let found = circles(&imports(&directory.path().join("lib.rs")));
    found.iter().map(|circle| text(circle, directory.path())).collect()
}

#[test]
fn a_circle_is_found_with_what_ties_it() {
    let found = planted(&[
        ("lib.rs", "mod one; mod two; mod three;"),
        ("one.rs", "use crate::two::{Second, other};"),
        ("two.rs", "fn f() -> super::three::Third { todo!() }"),
        ("three.rs", "fn f() { assert!(crate::one::works(1)); }"),
    ]);
    let ties = [
        "  one.rs takes Second, other from two.rs",
        "  three.rs takes works from one.rs",
        "  two.rs takes Third from three.rs",
    ];
    assert_eq!(found, ties.join("\n") + "\n");
}

#[test]
fn what_a_module_hands_on_is_taken_from_where_it_is_defined() {
    let folder = ("folder/mod.rs", "mod inner; mod outer; pub use inner::{Inner as Named};");
    let found = planted(&[
        ("lib.rs", "mod folder; mod user;"),
        folder,
        ("folder/inner.rs", "use crate::user;\nfn f() { user::work(); }"),
        ("folder/outer.rs", ""),
        ("user.rs", "use crate::folder::Named;"),
    ]);
    let ties =
        ["  folder/inner.rs takes work from user.rs", "  user.rs takes Inner from folder/inner.rs"];
    assert_eq!(found, ties.join("\n") + "\n");
    let found = planted(&[
        ("lib.rs", "mod folder; mod user;"),
        folder,
        ("folder/inner.rs", ""),
        ("folder/outer.rs", "use crate::user::work;"),
        ("user.rs", "use crate::folder;\nfn f(_: folder::Named) {}"),
    ]);
    assert_eq!(found, "");
}

#[test]
fn a_module_and_its_user_below_it_are_a_circle() {
    let found = planted(&[
        ("lib.rs", "mod below;\nconst LIMIT: u32 = 1;\nfn f() { below::g(); }"),
        ("below.rs", "pub fn g() -> u32 { crate::LIMIT }"),
    ]);
    assert_eq!(found, "  below.rs takes LIMIT from lib.rs\n  lib.rs takes g from below.rs\n");
}

#[test]
fn declarations_tests_and_other_crates_are_no_imports() {
    let found = planted(&[
        ("lib.rs", "pub mod one; mod two;\npub use one::One;\npub struct Root;"),
        ("one.rs", "use super::Root; use two::elsewhere; pub(in crate::one) struct One;"),
        ("two.rs", "use crate::one::One;\n#[cfg(test)]\nmod tests { use crate::Root; }"),
    ]);
    assert_eq!(found, "");
    let found = planted(&[
        ("lib.rs", "mod one; mod two;"),
        ("one.rs", "use crate::two::Two;"),
        ("two.rs", "#[cfg(test)]\nmod tests { use crate::one::One; }"),
    ]);
    assert_eq!(found, "");
}
